#include "alias_parts.h"

#include "ir/walk.h"

static void alias_find_number(void *data, const Expr *e)
{
    Alias *alias = data;

    if (e->op == OP_CAST && type_is_integer(e->type) && e->type->canon->kind != TYPE_BOOL && type_is_pointer(e->args[0]->type))
        VEC_PUSH(alias->arena, &alias->numbers, e->args[0]);
}

static void alias_find_in(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, alias_find_number, data);
}

void alias_find_numbers(Alias *alias)
{
    ir_visit_stmts(alias->func->body, alias_find_in, alias);
}

void alias_follow_numbers(Alias *alias)
{
    for (int i = 0; i < alias->numbers.count; i++) {
        IntSet targets = {0};

        alias_of_pointer(alias, alias->numbers.items[i], &targets);
        alias->grown |= intset_add_all(alias->arena, &alias->numbered, &targets);
    }
}
