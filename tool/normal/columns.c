#include "rules/rule.h"
#include "tables_parts.h"

/*
 * columns_split - a variable for each member of records that lie in an array, or in a block of their own.
 *
 *     Matrix p[16]; … p[i].n = n; p[i].v = malloc (…);          ->   double *p_v[16]; … p_v[i] = malloc (…);
 *     Image *im = malloc (sizeof *im); … im->at[i] … free (im); ->   double *im_at; … im_at[i] …
 *
 * What hides in memory between other members is seen then: rows (tables.c), and values that never change.  Only records
 * that hold a pointer to reals, all of whose members are scalars, and which are mentioned member by member alone; whose block one
 * statement allocates, where it is one.  Nothing else can lead there: neither the pointer nor any address is handed on.
 * A block of a single record is one variable for each member: what is read is always what the latest block holds.
 * A member that is not a pointer, and is given one value by all that set it, is one variable, too: what has not been set is
 * read by no program that minds what it is.  Several records stay what they are where no member is given memory of its own.
 *
 * Requires: verified IR, registers marked, the function's own.   Keeps: its meaning.
 */

typedef struct Columns {
    Var        *var;
    const Type *record;
    bool        is_array;      /* else a pointer to a block */
    bool        is_single;     /* a block of one record */
    bool        other;         /* it is used in a way that is not known */
    bool        keeps;         /* a member is given memory of its own */
    Stmt       *alloc;
    int         outside;       /* records found as a whole, over those that are a member's */
    const Expr **values;       /* by member: what all set it to; NULL: nothing yet */
    bool       *several;       /* by member: the values differ, or are not known */
    Var       **members;       /* by member; NULL: it stays as it is */
} Columns;

typedef struct Split {
    Program *p;
    Func    *func;
    Map     *columns;          /* Var -> Columns */
    Map     *assigned;         /* Var -> itself: what some statement gives a value */
    Map     *fresh;            /* Var -> itself: what some statement gives memory */
    bool     any;
} Split;

/* ---- which records ---- */

/* Whether all members are scalars, and one of them leads to reals. */
static bool are_scalars(const Type *record)
{
    bool pointer = false;
    for (int i = 0; i < record->u.record->fields.count; i++) {
        const Field *field = record->u.record->fields.items[i];
        if (!type_is_scalar(field->type) || field->type->quals & (TYPE_CONST | TYPE_VOLATILE) || field->bitfield)
            return false;
        pointer |= type_is_pointer(field->type) && type_holds_real(field->type, true);
    }
    return pointer;
}

static Columns *columns_of(const Split *split, const Expr *e)
{
    return e->op == OP_VAR ? map_get(split->columns, e->u.var) : NULL;
}

/* The columns that a place is a member of, or NULL. */
static Columns *member_of(const Split *split, const Expr *place)
{
    const Expr *record = place->op == OP_FIELD ? place->args[0] : NULL;
    return record && (record->op == OP_INDEX || record->op == OP_DEREF) ? columns_of(split, record->args[0]) : NULL;
}

static void add(Split *split, Var *var)
{
    const Type *type = var->type;
    bool        array = type->kind == TYPE_ARRAY && type->u.array.count > 0;
    if ((var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || var->pinned || var->inactive || var->is_static
        || type->quals & (TYPE_CONST | TYPE_VOLATILE) || (!array && !(type_is_pointer(type) && var->is_register)))
        return;
    const Type *record = type_elem(type)->canon;
    if (record->kind != TYPE_RECORD || !record->u.record->complete || record->u.record->is_union || !are_scalars(record)
        || type_elem(type)->quals & TYPE_VOLATILE)
        return;
    Columns *columns = ARENA_NEW(split->p->arena, Columns);
    int      count = record->u.record->fields.count + 1;
    columns->var = var;
    columns->record = record;
    columns->is_array = array;
    columns->values = ARENA_ARRAY(split->p->arena, const Expr *, count);
    columns->several = ARENA_ARRAY(split->p->arena, bool, count);
    columns->members = ARENA_ARRAY(split->p->arena, Var *, count);
    map_put(split->columns, var, columns);
    split->any = true;
}

/* ---- how they are used ---- */

static void lose(void *data, Var *var)
{
    Split   *split = data;
    Columns *columns = map_get(split->columns, var);
    map_put(split->assigned, var, var);
    if (columns)
        columns->other = true;
}

/* Every mention counts against it, and each that is a member's makes up for one; an address of a member does not. */
static void count_node(void *data, const Expr *e)
{
    Split   *split = data;
    Columns *columns = columns_of(split, e);
    if (columns)
        columns->outside++;
    columns = member_of(split, e);
    if (columns)
        columns->outside--;
    if (e->op == OP_ADDR || e->op == OP_DECAY) {
        columns = member_of(split, e->args[0]);
        if (columns)
            columns->other = true;
    }
    if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, lose, split);
}

static bool is_free_of(const Split *split, const Stmt *s, const Columns *columns)
{
    return s->kind == STMT_CALL && !s->u.call.place && !s->u.call.callee->body && s->u.call.count == 1 && columns
        && rule_effect(s->u.call.callee->name) == EFFECT_FREE && columns_of(split, ir_uncast(s->u.call.args[0])) == columns;
}

static void note_alloc(Columns *columns, Stmt *s)
{
    if (columns->is_array || columns->alloc || (!tables_is_malloc(s) && !tables_is_calloc(s)))
        columns->other = true;
    columns->alloc = s;
    columns->outside--;
}

static void note_assigned(Split *split, const Stmt *s)
{
    const Expr *place = ir_target(s);
    Var        *var = place && place->op == OP_VAR ? place->u.var : s->kind == STMT_FOR ? s->u.loop_for.var : NULL;
    if (s->kind == STMT_DECL)
        var = s->u.decl.var;
    if (var)
        map_put(split->assigned, var, var);
}

static bool is_fresh(const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.place && (tables_is_malloc(s) || tables_is_calloc(s));
}

static void note_stmt(void *data, Stmt *s)
{
    Split      *split = data;
    const Expr *place = ir_target(s), *freed = s->kind == STMT_CALL && s->u.call.count ? ir_uncast(s->u.call.args[0]) : NULL;
    Columns    *columns = place ? columns_of(split, place) : NULL, *released = freed ? columns_of(split, freed) : NULL;
    note_assigned(split, s);
    if (is_fresh(s) && place->op == OP_VAR)
        map_put(split->fresh, place->u.var, place->u.var);
    ir_visit_stmt_exprs(s, count_node, split);
    if (columns && s->kind == STMT_CALL)
        note_alloc(columns, s);
    if (is_free_of(split, s, released) && !released->is_array)
        released->outside--;
    if (s->kind == STMT_OPAQUE)
        ir_visit_opaque(s->u.opaque, lose, split);
    columns = s->kind == STMT_DECL ? map_get(split->columns, s->u.decl.var) : NULL;
    if (columns && s->u.decl.init)
        columns->other = true;
}

/* ---- members that have one value ---- */

static bool is_lasting(const Split *split, const Expr *value)
{
    return value->op == OP_INT
        || (value->op == OP_VAR && value->u.var->kind == VAR_PARAM && value->u.var->is_register
            && !(value->type->quals & TYPE_VOLATILE) && !map_get(split->assigned, value->u.var));
}

static void note_value(void *data, Stmt *s)
{
    Split      *split = data;
    const Expr *place = ir_target(s);
    Columns    *columns = place ? member_of(split, place) : NULL;
    if (!columns)
        return;
    int         at = place->u.field->index;
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : NULL;
    columns->keeps |= is_fresh(s) || (value && value->op == OP_VAR && map_get(split->fresh, value->u.var));
    if (!value || !is_lasting(split, value) || (columns->values[at] && !ir_same(columns->values[at], value)))
        columns->several[at] = true;
    columns->values[at] = value;
}

static bool is_one_value(const Columns *columns, int i)
{
    return columns->values[i] && !columns->several[i] && !(columns->alloc && tables_is_calloc(columns->alloc));
}

/* ---- the change ---- */

/* One variable stands for the member of all records. */
static bool is_variable(const Columns *columns, int i)
{
    return columns->is_single || is_one_value(columns, i);
}

static void make_members(Split *split, Columns *columns, Map *vars)
{
    Program *p = split->p;
    for (int i = 0; i < columns->record->u.record->fields.count; i++) {
        const Field *field = columns->record->u.record->fields.items[i];
        const Type  *type = type_unqualified(p, field->type);
        if (!is_variable(columns, i))
            type = columns->is_array ? type_array(p, type, columns->var->type->u.array.count, NULL) : type_pointer(p, type);
        const char *name = arena_printf(p->arena, "%s_%s", columns->var->name, field->name);
        Var        *member = ir_new_var(p, split->func, columns->var->kind, name, type, columns->var->loc);
        member->is_register = type_is_scalar(type);
        member->inactive = field->inactive;
        columns->members[i] = member;
        if (is_variable(columns, i))
            map_put(vars, member, member);
    }
}

static const Expr *member_node(void *data, const Expr *e)
{
    Split         *split = data;
    const Columns *columns = member_of(split, e);
    if (!columns || columns->other)
        return e;
    Var        *member = columns->members[e->u.field->index];
    const Expr *var = ir_var(split->p, e->loc, member), *record = e->args[0];
    if (is_variable(columns, e->u.field->index))
        return var;
    return ir_index(split->p, e->loc, var, record->op == OP_INDEX ? record->args[1] : ir_int(split->p, e->loc, type_int(split->p, INT_INT), 0));
}

/* member = malloc(count * sizeof(member)); as zeros where that is how the record begins */
static void put_alloc(Split *split, const Columns *columns, const Stmt *s, int i, Block *out)
{
    Program    *p = split->p;
    Var        *member = columns->members[i];
    const Type *size_type = s->u.call.args[0]->type;
    const Expr *place = ir_var(p, s->loc, member);
    if (is_variable(columns, i)) {
        if (tables_is_calloc(s))
            ir_push(p, out, ir_assign(p, s->loc, place, ir_zero(p, s->loc, member->type)));
        return;
    }
    const Expr *count = ir_cast(p, s->loc, size_type, tables_elements(p, s, columns->record), true);
    const Expr *size = ir_sizeof(p, s->loc, size_type, type_elem(member->type)), *both[] = {count, size};
    const Expr *bytes = ir_binary(p, s->loc, OP_MUL, count, size);
    bool        zeros = tables_is_calloc(s);
    ir_push(p, out, ir_call_stmt(p, s->loc, place, s->u.call.callee, zeros ? both : &bytes, zeros ? 2 : 1));
}

static void put_free(Split *split, const Columns *columns, const Stmt *s, int i, Block *out)
{
    Program    *p = split->p;
    const Expr *member = ir_cast(p, s->loc, s->u.call.args[0]->type, ir_var(p, s->loc, columns->members[i]), true);
    if (!is_variable(columns, i))
        ir_push(p, out, ir_call_stmt(p, s->loc, NULL, s->u.call.callee, &member, 1));
}

static bool split_stmt(void *data, Block *out, Stmt *s)
{
    Split   *split = data;
    Columns *columns = s->kind == STMT_DECL ? map_get(split->columns, s->u.decl.var) : NULL;
    if (s->kind == STMT_CALL && s->u.call.place)
        columns = columns_of(split, s->u.call.place);
    else if (s->kind == STMT_CALL && s->u.call.count == 1)
        columns = columns_of(split, ir_uncast(s->u.call.args[0]));
    if (!columns || columns->other)
        return false;
    for (int i = 0; i < columns->record->u.record->fields.count; i++) {
        if (s->kind == STMT_DECL)
            ir_push(split->p, out, ir_decl(split->p, s->loc, columns->members[i], NULL));
        else if (s->u.call.place)
            put_alloc(split, columns, s, i, out);
        else
            put_free(split, columns, s, i, out);
    }
    return true;
}

/* Whether a pointer leads to one record and to what one statement allocates. */
static bool may_split(const Split *split, Columns *columns)
{
    long long   number;
    const Expr *count = columns->alloc ? tables_elements(split->p, columns->alloc, columns->record) : NULL;
    if (columns->other || columns->outside || (!columns->is_array && !count))
        return false;
    columns->is_single = !columns->is_array && ir_integer(count, &number) && number == 1;
    return columns->is_single || columns->keeps;
}

bool columns_split(Program *p, Func *func, Map *vars)
{
    Split split = {p, func, map_new(p->arena), map_new(p->arena), map_new(p->arena), false};
    int   count = func->vars.count;
    bool  any = false;
    for (int i = 0; i < count && !func->retypes; i++)
        add(&split, func->vars.items[i]);
    if (!split.any)
        return false;
    ir_visit_stmts(func->body, note_stmt, &split);
    ir_visit_stmts(func->body, note_value, &split);
    for (int i = 0; i < count; i++) {
        Columns *columns = map_get(split.columns, func->vars.items[i]);
        if (!columns)
            continue;
        columns->other = !may_split(&split, columns);
        any |= !columns->other;
        if (!columns->other)
            make_members(&split, columns, vars);
    }
    if (!any)
        return false;
    ir_replace_stmts(p, func->body, split_stmt, &split);
    ir_map_block_exprs(p, func->body, member_node, &split);
    ir_mark_registers(func);
    return true;
}
