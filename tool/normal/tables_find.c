#include <string.h>

#include "rules/rule.h"
#include "tables_parts.h"

/*
 * tables_find - the variables that may be tables of rows, and all that is done with them.
 *
 * Each mention of a pointer is looked at for where its value goes: it is followed there and then (p[i], *p, an argument of
 * memcpy), it is copied to another variable, which is looked at likewise, or it goes somewhere else, where nobody knows what
 * becomes of it.
 */

typedef enum Use { USE_FOLLOWED, USE_COPIED, USE_OTHER } Use;

typedef struct Finding {
    Tables *t;
    int     number;            /* of the statement at hand */
    Held   *into;              /* USE_COPIED: the variable that is given the value */
} Finding;

bool tables_is_malloc(const Stmt *call)
{
    return !call->u.call.callee->body && strcmp(call->u.call.callee->name, "malloc") == 0 && call->u.call.count == 1;
}

bool tables_is_calloc(const Stmt *call)
{
    return !call->u.call.callee->body && strcmp(call->u.call.callee->name, "calloc") == 0 && call->u.call.count == 2;
}

Held *tables_held(Tables *t, Var *var)
{
    Held *held = map_get(t->held, var);
    if (!held) {
        held = ARENA_NEW(t->arena, Held);
        held->var = var;
        map_put(t->held, var, held);
    }
    return held;
}

Table *tables_row(Tables *t, const Expr *place)
{
    if (place->op != OP_INDEX || place->args[0]->op != OP_VAR)
        return NULL;
    return tables_held(t, place->args[0]->u.var)->table;
}

/* ---- where pointers go ---- */

static void mention(Finding *f, Held *held)
{
    if (!held->first)
        held->first = f->number;
    held->last = f->number;
}

static void note_use(Finding *f, Held *held, Use how)
{
    mention(f, held);
    held->other |= how == USE_OTHER;
    if (how == USE_COPIED)
        VEC_PUSH(f->t->arena, &held->copies, f->into);
}

/* What nothing is known of: all that it leads to may be changed. */
static void lose(Finding *f, Var *var)
{
    Held *held = tables_held(f->t, var);
    note_use(f, held, USE_OTHER);
    held->writes += 2;
    if (held->table)
        held->table->other = true;
}

static void lose_named(void *data, Var *var)
{
    lose(data, var);
}

static void walk(Finding *f, const Expr *e, Use how);

/* The address of a place goes where `how` says. */
static void walk_address(Finding *f, const Expr *place, Use how)
{
    switch (place->op) {
    case OP_VAR:
        lose(f, place->u.var);
        break;
    case OP_FIELD:
        walk_address(f, place->args[0], how);
        break;
    case OP_DEREF:
        walk(f, place->args[0], how);
        break;
    case OP_INDEX:
        walk(f, place->args[1], USE_OTHER);
        if (place->args[0]->op == OP_VAR && tables_row(f->t, place))
            lose(f, place->args[0]->u.var);
        else if (type_is_pointer(place->args[0]->type))
            walk(f, place->args[0], how);
        else
            walk_address(f, place->args[0], how);
        break;
    default:
        walk(f, place, USE_OTHER);
        break;
    }
}

/* A pointer keeps what it leads to where it is cast to void *, or is not changed at all. */
static bool keeps_pointer(const Expr *cast)
{
    const Type *to = cast->type, *from = cast->args[0]->type;
    if (!type_is_pointer(to) || !type_is_pointer(from))
        return false;
    return type_elem(to)->canon->kind == TYPE_VOID || type_elem(from)->canon->kind == TYPE_VOID
        || type_elem(to)->canon == type_elem(from)->canon;
}

static void walk_index(Finding *f, const Expr *e, Use how)
{
    walk(f, e->args[1], USE_OTHER);
    if (e->args[0]->op == OP_VAR && tables_row(f->t, e))
        note_use(f, tables_held(f->t, e->args[0]->u.var), how);
    else if (e->args[0]->op == OP_VAR && e->args[0]->type->kind == TYPE_ARRAY)
        mention(f, tables_held(f->t, e->args[0]->u.var));
    else
        walk(f, e->args[0], USE_FOLLOWED);
}

static void walk(Finding *f, const Expr *e, Use how)
{
    switch (e->op) {
    case OP_VAR:
        note_use(f, tables_held(f->t, e->u.var), how);
        if (tables_held(f->t, e->u.var)->table)
            tables_held(f->t, e->u.var)->table->other = true;
        break;
    case OP_INDEX:
        walk_index(f, e, how);
        break;
    case OP_DEREF:
        walk(f, e->args[0], USE_FOLLOWED);
        break;
    case OP_FIELD:
        walk(f, e->args[0], USE_FOLLOWED);
        break;
    case OP_ADDR:
    case OP_DECAY:
        walk_address(f, e->args[0], how);
        break;
    case OP_CAST:
        walk(f, e->args[0], keeps_pointer(e) ? how : USE_OTHER);
        break;
    case OP_PTRADD:
        walk(f, e->args[0], how);
        walk(f, e->args[1], USE_OTHER);
        break;
    case OP_SELECT:
        walk(f, e->args[0], USE_OTHER);
        walk(f, e->args[1], how);
        walk(f, e->args[2], how);
        break;
    default:
        if (e->op == OP_OPAQUE)
            ir_visit_opaque(e->u.opaque, lose_named, f);
        for (int i = 0; i < e->count; i++)
            walk(f, e->args[i], USE_OTHER);
        break;
    }
}

/* ---- statements ---- */

static void note_write(Finding *f, Held *held)
{
    held->writes++;
    held->written = f->number;
}

/* What a place is given that is not a variable; the row of a table has been given what is no memory of its own. */
static void walk_target(Finding *f, const Expr *place)
{
    Table *table = tables_row(f->t, place);
    if (table)
        table->other = true;
    walk(f, place, USE_OTHER);
}

static void give(Finding *f, Var *var, const Expr *value)
{
    Held *held = tables_held(f->t, var);
    f->into = held;
    mention(f, held);
    note_write(f, held);
    if (held->table)
        held->table->other = true;
    walk(f, value, type_is_pointer(var->type) && var->kind != VAR_GLOBAL ? USE_COPIED : USE_OTHER);
}

static void find_in_decl(Finding *f, const Stmt *s)
{
    Held       *held = tables_held(f->t, s->u.decl.var);
    const Expr *init = s->u.decl.init;
    held->declared = f->number;
    if (held->table && (!init || ir_is_null(init) || (init->op == OP_INIT && ir_is_zero_init(init))))
        return;
    if (init && type_is_pointer(held->var->type)) {
        give(f, held->var, init);
    } else if (init) {
        note_write(f, held);
        walk(f, init, USE_OTHER);
    }
    if (held->table)
        held->table->other = true;
}

/* Whether the call gives the table, or a row of it, new memory. */
static bool is_allocation(Finding *f, Stmt *s)
{
    const Expr *place = s->u.call.place;
    Table      *table = place && place->op == OP_VAR ? tables_held(f->t, place->u.var)->table : NULL;
    if (!place || (!tables_is_malloc(s) && !tables_is_calloc(s)))
        return false;
    if (table && !table->is_array) {
        table->other |= table->alloc != 0;
        table->alloc = f->number;
        mention(f, tables_held(f->t, place->u.var));
        return true;
    }
    table = tables_row(f->t, place);
    if (table) {
        mention(f, tables_held(f->t, table->var));
        walk(f, place->args[1], USE_OTHER);
        VEC_PUSH(f->t->arena, &table->stores, ((RowStore){.call = s, .at = f->number}));
    }
    return table != NULL;
}

/* Whether the call frees the table, or a row of it. */
static bool is_free(Finding *f, const Stmt *s)
{
    if (rule_effect(s->u.call.callee->name) != EFFECT_FREE || s->u.call.callee->body || s->u.call.count != 1)
        return false;
    const Expr *arg = ir_uncast(s->u.call.args[0]);
    Table      *table = arg->op == OP_VAR ? tables_held(f->t, arg->u.var)->table : tables_row(f->t, arg);
    if (!table || (arg->op == OP_VAR && table->is_array))
        return false;
    mention(f, tables_held(f->t, table->var));
    if (arg->op == OP_VAR) {
        VEC_PUSH(f->t->arena, &table->frees, f->number);
    } else {
        walk(f, arg->args[1], USE_OTHER);
        VEC_PUSH(f->t->arena, &table->row_frees, f->number);
    }
    return true;
}

static void find_in_call(Finding *f, Stmt *s)
{
    const Expr *place = s->u.call.place;
    bool        allocates = is_allocation(f, s);
    Effect      effect = s->u.call.callee->body ? EFFECT_UNKNOWN : rule_effect(s->u.call.callee->name);
    bool        follows = !place && (effect == EFFECT_COPY || effect == EFFECT_FILL || effect == EFFECT_READ);
    if (is_free(f, s))
        return;
    for (int i = 0; i < s->u.call.count; i++)
        walk(f, s->u.call.args[i], follows ? USE_FOLLOWED : USE_OTHER);
    if (!place || allocates)
        return;
    if (place->op != OP_VAR) {
        walk_target(f, place);
        return;
    }
    Held *held = tables_held(f->t, place->u.var);
    mention(f, held);
    note_write(f, held);
    if (held->table)
        held->table->other = true;
}

static void find_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    walk(data, e, USE_OTHER);
}

static void find_in_stmt(Finding *f, Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:
        if (type_is_scalar(s->u.decl.var->type) || tables_held(f->t, s->u.decl.var)->table) {
            find_in_decl(f, s);
            return;
        }
        tables_held(f->t, s->u.decl.var)->declared = f->number;
        break;
    case STMT_ASSIGN:
        if (s->u.assign.place->op == OP_VAR) {
            give(f, s->u.assign.place->u.var, s->u.assign.value);
            return;
        }
        walk_target(f, s->u.assign.place);
        walk(f, s->u.assign.value, USE_OTHER);
        return;
    case STMT_CALL:
        find_in_call(f, s);
        return;
    case STMT_FOR:
        tables_held(f->t, s->u.loop_for.var)->writes += 2;   /* never the same all its life */
        mention(f, tables_held(f->t, s->u.loop_for.var));
        break;
    case STMT_OPAQUE:
        ir_visit_opaque(s->u.opaque, lose_named, f);
        break;
    default:
        break;
    }
    ir_stmt_exprs(s, find_expr, f);
}

static void find_in_list(Finding *f, const Block *list, int parent)
{
    Tables *t = f->t;
    for (int i = 0; i < list->stmts.count; i++) {
        Stmt  *s = list->stmts.items[i];
        Block *inner[3];
        int    number = t->stmts.count, count = ir_stmt_blocks(s, inner);
        VEC_PUSH(t->arena, &t->stmts, s);
        VEC_PUSH(t->arena, &t->lists, list);
        VEC_PUSH(t->arena, &t->parents, parent);
        VEC_PUSH(t->arena, &t->ends, number);
        f->number = number;
        find_in_stmt(f, s);
        for (int k = 0; k < count; k++)
            find_in_list(f, inner[k], number);
        t->ends.items[number] = t->stmts.count - 1;
    }
}

/* ---- which variables ---- */

/* What rows consist of: numbers, or records. */
static bool is_element(const Type *type)
{
    return !(type->quals & (TYPE_CONST | TYPE_VOLATILE))
        && (type_is_arithmetic(type->canon) || (type->canon->kind == TYPE_RECORD && type->canon->u.record->complete));
}

static bool may_be_table(const Var *var)
{
    const Type *type = var->type;
    bool        array = type->kind == TYPE_ARRAY && type->u.array.count > 0;
    if ((var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || var->pinned || var->inactive || var->is_static
        || type->quals & (TYPE_CONST | TYPE_VOLATILE) || (!array && !(type_is_pointer(type) && var->is_register)))
        return false;
    const Type *row = type_elem(type);
    return type_is_pointer(row) && !(row->quals & (TYPE_CONST | TYPE_VOLATILE)) && is_element(type_elem(row));
}

void tables_find(Tables *t)
{
    Finding f = {.t = t};
    for (int i = 0; i < t->func->vars.count; i++) {
        Var *var = t->func->vars.items[i];
        if (!may_be_table(var))
            continue;
        Table *table = ARENA_NEW(t->arena, Table);
        table->var = var;
        table->is_array = var->type->kind == TYPE_ARRAY;
        tables_held(t, var)->table = table;
        VEC_PUSH(t->arena, &t->list, table);
    }
    if (!t->list.count)
        return;
    VEC_PUSH(t->arena, &t->stmts, NULL);           /* numbers begin with 1 */
    VEC_PUSH(t->arena, &t->lists, NULL);
    VEC_PUSH(t->arena, &t->parents, 0);
    VEC_PUSH(t->arena, &t->ends, 0);
    find_in_list(&f, t->func->body, 0);
}
