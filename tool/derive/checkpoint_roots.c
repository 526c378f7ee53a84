#include "checkpoint_parts.h"

#include "registers.h"
#include "rules/rule.h"

/* Where pointers come from: back through what the loop assigns. */

static void roots_push(Roots *r, const Expr *pointer)
{
    for (int i = 0; i < r->count; i++)
        if (ir_same(r->pointers[i], pointer))
            return;
    if (r->count == MOST_ROOTS)
        r->failed = true;
    else
        r->pointers[r->count++] = pointer;
}

static void roots_assigned(Roots *r, const Stmt *s)
{
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;

    if (value)
        checkpoint_roots(r, value);
    else if (s->kind == STMT_CALL)
        r->failed |= rule_effect(s->u.call.callee->name) != EFFECT_ALLOC && !s->u.call.callee->keeps;
}

static void roots_of_register(Roots *r, Var *var)
{
    Layout *layout = r->d->layout;
    bool    assigned = layout_assigns(layout, var, r->loop->pos + 1, r->loop->end);

    for (int i = 0; i < r->seen_count; i++)
        if (r->seen[i] == var)
            return;
    if (r->seen_count == MOST_ROOTS) {
        r->failed = true;
        return;
    }
    r->seen[r->seen_count++] = var;
    for (int pos = r->loop->pos + 1; assigned && pos <= r->loop->end; pos++)
        if (registers_written(layout_stmt(layout, pos)) == var)
            roots_assigned(r, layout_stmt(layout, pos));
    if (!assigned || registers_carried(r->d->registers, r->loop->stmt, var))
        roots_push(r, ir_var(r->d->p, r->loop->stmt->loc, var));
}

/* The address of a place. */
static void roots_of_address(Roots *r, const Expr *place)
{
    Var *var = ir_root_var(place);

    r->moved = true;
    if (var && r->object_count < MOST_ROOTS) {
        r->objects[r->object_count++] = var;
        return;
    }
    while (place->count && place->op != OP_DEREF && !(place->op == OP_INDEX && type_is_pointer(place->args[0]->type)))
        place = place->args[0];
    if (place->count == 0)
        r->failed = true;
    else
        checkpoint_roots(r, place->args[0]);
}

void checkpoint_roots(Roots *r, const Expr *pointer)
{
    pointer = ir_uncast(pointer);
    switch (pointer->op) {
    case OP_INT:
        break;                          /* null: nobody goes there */
    case OP_VAR:
        if (pointer->u.var->is_register && pointer->u.var->kind != VAR_GLOBAL)
            roots_of_register(r, pointer->u.var);
        else
            roots_push(r, pointer);
        break;
    case OP_PTRADD:
        r->moved = true;
        checkpoint_roots(r, pointer->args[0]);
        break;
    case OP_ADDR:
    case OP_DECAY:
        roots_of_address(r, pointer->args[0]);
        break;
    case OP_SELECT:
        checkpoint_roots(r, pointer->args[1]);
        checkpoint_roots(r, pointer->args[2]);
        break;
    case OP_INDEX:
    case OP_FIELD:
    case OP_DEREF:
        roots_push(r, pointer);
        break;
    default:
        r->failed = true;
    }
}
