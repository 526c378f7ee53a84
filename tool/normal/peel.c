#include "normal/normal.h"

#include "parts.h"
#include "peel.h"
#include "rules/rule.h"

/*
 * normal_peel - the last sizes of a recursion, written out.
 *
 * A function that calls itself more than once for a size, with the size before, spends most of its time in its smallest
 * ones, with loops that run once or twice and blocks of a few elements.  For small sizes it is run with what is known: the
 * size, what follows from it for loops, conditions and indices, and which element of a block of its own holds which
 * value (partial evaluation).  What is left are the values that are computed of what it was given, each once:
 *
 *     minor = malloc (…);                          ->     if (n == 3) {
 *     for (int j = 0; j < n; j++) { …                         det_value = A[4] * A[8] - A[5] * A[7];
 *         sum += sign * A[j] * det (n - 1, minor);            …
 *
 * Only functions that return a number, and write to blocks of their own alone.  Operations and their order stay as they
 * are, so that the result does.
 *
 * Requires: prepared function.   Keeps: its meaning.
 */

enum { MOST_SIZE = 8, MOST_RUN = 6000 };

/* ---- Statements ---- */

static void run_block(Peel *peel, const Block *block);

static void set_cell(Peel *peel, const Expr *place, Loc loc, const Expr *value)
{
    Var      *block;
    long long at;
    const Expr *where = place->op == OP_INDEX || place->op == OP_DEREF ? place : NULL;
    if (where && place->op == OP_INDEX)
        where = ir_index(peel->p, loc, peel_evaluate(peel, place->args[0]), peel_evaluate(peel, place->args[1]));
    else if (where)
        where = ir_deref(peel->p, loc, peel_evaluate(peel, place->args[0]));
    if (where == NULL || !peel->ok || !type_is_real(place->type) || !peel_find_place(where, &block, &at) || !peel_is_own(block)) {
        peel->ok = false;
        return;
    }
    value = peel_named(peel, block, loc, value);
    Cell *cell = peel_find_cell(peel, block, at);
    if (cell)
        cell->value = value;
    else
        VEC_PUSH(peel->arena, &peel->cells, ((Cell){block, at, value}));
}

static void set_place(Peel *peel, const Expr *place, Loc loc, const Expr *value)
{
    if (!peel->ok)
        return;
    if (place->op != OP_VAR)
        set_cell(peel, place, loc, value);
    else if (place->u.var->is_register && place->u.var->kind != VAR_GLOBAL && !(place->type->quals & TYPE_VOLATILE))
        map_put(peel->frame->values, place->u.var, (void *)peel_named(peel, place->u.var, loc, value));
    else
        peel->ok = false;
}

static void run_array(Peel *peel, Var *var)
{
    const Type *type = peel_type(peel, var->type);
    peel->ok = peel->ok && type;
    if (type)
        map_put(peel->frame->values, var, (void *)ir_var(peel->p, var->loc, peel_block(peel, var, type)));
}

static void run_decl(Peel *peel, const Stmt *s)
{
    Var *var = s->u.decl.var;
    if (var->type->canon->kind == TYPE_ARRAY && s->u.decl.init == NULL)
        run_array(peel, var);
    else if (s->u.decl.init)
        set_place(peel, ir_var(peel->p, s->loc, var), s->loc, peel_evaluate(peel, s->u.decl.init));
}

static void run_for(Peel *peel, const Stmt *s)
{
    const Expr *from = peel_evaluate(peel, s->u.loop_for.from), *to = peel_evaluate(peel, s->u.loop_for.to);
    Relation    relation = s->u.loop_for.relation;
    if (!peel->ok || !peel_is_number(from) || !peel_is_number(to) || relation == REL_NE || relation == REL_DOWNTO) {
        peel->ok = false;
        return;
    }
    static const OpKind ops[] = {[REL_LT] = OP_LT, [REL_LE] = OP_LE, [REL_GT] = OP_GT, [REL_GE] = OP_GE};
    long long at = from->u.integer->value;
    for (; peel->ok && op_compares(ops[relation], at, to->u.integer->value); at += s->u.loop_for.step) {
        map_put(peel->frame->values, s->u.loop_for.var, (void *)ir_int(peel->p, s->loc, s->u.loop_for.var->type, at));
        run_block(peel, s->u.loop_for.body);
    }
    map_put(peel->frame->values, s->u.loop_for.var, (void *)ir_int(peel->p, s->loc, s->u.loop_for.var->type, at));
}

/* Whether rows are as long for the function as for who calls it. */
static bool fits_rows(Peel *peel, const Var *param, const Expr *arg)
{
    if (arg == NULL || !type_is_pointer(param->type) || type_elem(param->type)->canon->kind != TYPE_ARRAY)
        return true;
    const Type *wanted = peel_type(peel, param->type), *given = peel_type(peel, arg->type);
    return wanted && given && type_same(wanted, given);
}

static const Expr *run_call_of(Peel *peel, const Expr *const *args, int count, int depth)
{
    Frame frame = {peel->frame, map_new(peel->arena), NULL, depth};
    for (int i = 0; i < count; i++)
        map_put(frame.values, peel->func->params.items[i], (void *)args[i]);
    peel->frame = &frame;
    for (int i = 0; i < count; i++)
        peel->ok = peel->ok && fits_rows(peel, peel->func->params.items[i], args[i]);
    if (peel->ok && depth <= MOST_SIZE + 1)
        run_block(peel, peel->func->body);
    peel->frame = frame.caller;
    peel->ok = peel->ok && frame.result;
    return frame.result;
}

static void run_self(Peel *peel, const Stmt *s)
{
    int          count = s->u.call.count;
    const Expr **args = ARENA_ARRAY(peel->arena, const Expr *, count + 1);
    for (int i = 0; i < count; i++)
        args[i] = peel_evaluate(peel, s->u.call.args[i]);
    int before = peel->func->vars.count;
    peel->calls += peel->frame->depth == 1;
    const Expr *result = peel->ok && s->u.call.place ? run_call_of(peel, args, count, peel->frame->depth + 1) : NULL;
    if (result == NULL) {
        peel->ok = false;
        return;
    }
    if (result->op == OP_VAR && result->u.var->id >= before && s->u.call.place->op == OP_VAR)
        result->u.var->name = s->u.call.place->u.var->name;      /* the value that the call gives */
    set_place(peel, s->u.call.place, s->loc, result);
}

static void run_allocate(Peel *peel, const Expr *pointer, Loc loc)
{
    Var *block = peel_block(peel, pointer->u.var, type_elem(pointer->type));
    set_place(peel, pointer, loc, ir_addr(peel->p, loc, ir_var(peel->p, loc, block)));
}

static void run_call(Peel *peel, const Stmt *s)
{
    Effect effect = s->u.call.callee->body ? EFFECT_UNKNOWN : rule_effect(s->u.call.callee->name);
    const Expr *place = s->u.call.place;
    if (s->u.call.callee == peel->origin)
        run_self(peel, s);
    else if (effect == EFFECT_ALLOC && place && place->op == OP_VAR && type_is_pointer(place->type))
        run_allocate(peel, place, s->loc);
    else if (effect != EFFECT_FREE)
        peel->ok = false;
}

static void run_if(Peel *peel, const Stmt *s)
{
    const Expr *cond = peel_evaluate(peel, s->u.branch.cond);
    if (peel->ok && peel_is_number(cond))
        run_block(peel, cond->u.integer->value ? s->u.branch.then : s->u.branch.other);
    else
        peel->ok = false;
}

static void run_stmt(Peel *peel, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL: run_decl(peel, s); break;
    case STMT_ASSIGN: set_place(peel, s->u.assign.place, s->loc, peel_evaluate(peel, s->u.assign.value)); break;
    case STMT_CALL: run_call(peel, s); break;
    case STMT_IF: run_if(peel, s); break;
    case STMT_FOR: run_for(peel, s); break;
    case STMT_BLOCK: run_block(peel, s->u.block); break;
    case STMT_RETURN: peel->frame->result = s->u.result ? peel_evaluate(peel, s->u.result) : NULL; break;
    case STMT_COMMENT: break;
    default: peel->ok = false; break;
    }
}

static void run_block(Peel *peel, const Block *block)
{
    for (int i = 0; peel->ok && i < block->stmts.count; i++) {
        peel->ok = ++peel->run <= MOST_RUN;
        if (peel->ok)
            run_stmt(peel, block->stmts.items[i]);
    }
}

typedef struct Look {
    const Func *origin;
    const Var  *var;
    bool        found;
} Look;

static void look_for_call(void *data, Stmt *s)
{
    Look *look = data;
    look->found |= s->kind == STMT_CALL && s->u.call.callee == look->origin;
}

static bool calls_itself(const Peel *peel, const Block *block)
{
    Look look = {peel->origin, NULL, false};
    ir_visit_stmts(block, look_for_call, &look);
    return look.found;
}

static void look_for_write(void *data, Stmt *s)
{
    Look       *look = data;
    const Expr *target = ir_target(s);
    look->found |= (target && target->op == OP_VAR && target->u.var == look->var)
        || (s->kind == STMT_FOR && s->u.loop_for.var == look->var);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++)
        look->found |= s->u.opaque->writes.items[i] == look->var;
}

bool peel_is_lasting(const Peel *peel, const Var *param)
{
    Look look = {NULL, param, false};
    ir_visit_stmts(peel->func->body, look_for_write, &look);
    return param->is_register && !look.found;
}

/* What the function returns for the size; NULL: that is not known, or too long. */
static const Expr *run_size(Peel *peel, int number)
{
    int          count = peel->func->params.count;
    const Expr **args = ARENA_ARRAY(peel->arena, const Expr *, count + 1);
    for (int i = 0; i < count; i++) {
        Var *param = peel->func->params.items[i];
        args[i] = param == peel->size ? ir_int(peel->p, param->loc, param->type, number)
                : peel_is_lasting(peel, param) ? ir_var(peel->p, param->loc, param) : NULL;
    }
    peel->out = ir_block(peel->p);
    peel->cells.count = peel->values.count = 0;
    peel->calls = peel->run = peel->nodes = 0;
    peel->ok = true;
    const Expr *result = run_call_of(peel, args, count, 1);
    return peel->ok ? result : NULL;
}

/* ---- Where it goes ---- */

/* The IF with which the list ends, but for the RETURN of a variable, and before which nothing is allocated, say. */
static Stmt *last_of(const Block *block, const Expr **result)
{
    int count = block->stmts.count;
    if (count && block->stmts.items[count - 1]->kind == STMT_RETURN) {
        const Expr *value = block->stmts.items[--count]->u.result;
        *result = value && ir_is_register(value) ? value : NULL;
    }
    for (int i = 0; i < count - 1; i++)
        if (block->stmts.items[i]->kind != STMT_DECL && block->stmts.items[i]->kind != STMT_ASSIGN)
            return NULL;
    return count && block->stmts.items[count - 1]->kind == STMT_IF ? block->stmts.items[count - 1] : NULL;
}

/* The innermost list that runs for the size and calls the function, and nothing of which is behind it: what it leaves is
 * the result alone. */
static Block *find_list(Peel *peel, const Expr *number, const Expr **result)
{
    Block *list = peel->func->body;
    Frame  frame = {NULL, map_new(peel->arena), NULL, 1};
    *result = NULL;
    map_put(frame.values, peel->size, (void *)number);
    peel->frame = &frame;
    for (;;) {
        const Stmt *last = last_of(list, result);
        peel->ok = last != NULL;
        const Expr *cond = peel->ok ? peel_evaluate(peel, last->u.branch.cond) : NULL;
        if (!peel->ok || !peel_is_number(cond))
            break;
        Block *taken = cond->u.integer->value ? last->u.branch.then : last->u.branch.other;
        if (!calls_itself(peel, taken))
            break;
        list = taken;
    }
    peel->frame = NULL;
    return list != peel->func->body && *result ? list : NULL;
}

/* What is computed for a size. */
typedef struct Written {
    int         number;
    int         nodes;                 /* of all values that have names */
    const Expr *value;
    Block      *made;
} Written;

static void put(Peel *peel, const Written *size)
{
    Program    *p = peel->p;
    Loc         loc = peel->size->loc;
    const Expr *number = ir_int(p, loc, peel->size->type, size->number), *result;
    Block      *list = find_list(peel, number, &result), *general = ir_block(p);
    if (list == NULL)
        return;
    *general = *list;
    *list = *ir_block(p);
    ir_push(p, size->made, ir_assign(p, loc, result, size->value));
    ir_push(p, list, ir_if(p, loc, ir_binary(p, loc, OP_EQ, ir_var(p, loc, peel->size), number), size->made, general));
}

static void look_for_jump(void *data, Stmt *s)
{
    Look *look = data;
    if (s->kind != STMT_CALL || s->u.call.callee != look->origin)
        return;
    const Expr *size = ir_uncast(s->u.call.args[look->var->id]);
    look->found |= size->op != OP_SUB || ir_uncast(size->args[0])->op != OP_VAR || ir_uncast(size->args[0])->u.var != look->var
        || ir_uncast(size->args[1])->op != OP_INT || ir_uncast(size->args[1])->u.integer->value != 1;
}

/* Whether the parameter says how large the problem is: a whole number, which is one less in each call. */
static bool is_size(const Peel *peel, const Var *param)
{
    Look look = {peel->origin, param, !type_is_integer(param->type) || !peel_is_lasting(peel, param)};
    ir_visit_stmts(peel->func->body, look_for_jump, &look);
    return !look.found;
}

/* How many of the sizes, from the first, to leave out: all but the largest together are to take no more than that one, which
 * most that a recursion does is done for; callers from outside ask for the others. */
static int count_left_out(const Written *sizes, int count)
{
    int first = count ? count - 1 : 0, nodes = 0;
    while (first > 0 && nodes + sizes[first - 1].nodes <= sizes[count - 1].nodes)
        nodes += sizes[--first].nodes;
    return first;
}

/* The sizes that call for others and are short enough, the largest last: no call for a larger one gets round it.  Only that
 * one where no blocks are saved. */
static int find_sizes(Peel *peel, Written *sizes)
{
    int  count = 0;
    bool ends = false;
    for (int number = 0; number <= MOST_SIZE; number++) {
        const Expr *next = run_size(peel, number);
        if ((next == NULL && count) || (next && peel->calls == 1))
            break;
        if (next && peel->calls && ends) {
            count = peel->cells.count ? count : 0;
            sizes[count++] = (Written){number, peel->nodes, next, peel->out};
        }
        ends = next != NULL;
    }
    return count;
}

static void write_sizes(Peel *peel)
{
    Written sizes[MOST_SIZE + 1];
    int     count = find_sizes(peel, sizes);
    for (int i = count_left_out(sizes, count); i < count; i++)
        put(peel, &sizes[i]);
}

void normal_peel(Program *p, Func *func, const Func *origin)
{
    Look look = {origin, NULL, false};
    ir_visit_stmts(func->body, look_for_call, &look);
    if (!look.found || !type_is_real(func->result))
        return;
    Arena *arena = arena_new();
    Peel   peel = {.p = p, .func = func, .origin = origin, .arena = arena};
    for (int i = 0; i < func->params.count && peel.size == NULL; i++)
        peel.size = is_size(&peel, func->params.items[i]) ? func->params.items[i] : NULL;
    if (peel.size)
        write_sizes(&peel);
    forget_unused(func);
    arena_free(arena);
}
