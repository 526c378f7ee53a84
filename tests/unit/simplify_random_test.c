/*
 * Random functions, run by an interpreter before and after they are simplified: they must return, write and report the
 * same, bit for bit.  Where the function has adjoints (temporaries that something is accumulated into) the sign of a
 * zero may differ, and a run that meets an infinity or a NaN is not compared, since what is multiplied with a
 * structural zero is left out.
 */

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ir/build.h"
#include "ir/dump.h"
#include "ir/walk.h"
#include "simplify/simplify.h"

void simplify_random_suite(void);

enum { CELLS = 8, SMALL = 4, LOG = 64, FUEL = 100000 };

static const Loc nowhere;

/* ---- The interpreter ---- */

typedef union Value {
    double    real;       /* of a float, too: rounded */
    long long integer;    /* of an unsigned int: reduced */
    double   *pointer;
} Value;

typedef struct Slot {
    Value  value;
    bool   defined;
    double cells[CELLS];  /* of an array or record */
} Slot;

typedef struct Memory {
    double cells[4 * CELLS];   /* p, and q, which may overlap it; the shadow, which overlaps neither */
    double log[LOG];           /* what calls have seen */
    int    logged;
} Memory;

typedef enum Flow { FLOW_NEXT, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN } Flow;

typedef struct Machine {
    Slot   *slots;        /* by variable */
    Memory *memory;
    double  block[CELLS]; /* what malloc returns */
    Value   result;
    int     fuel;
    bool    undefined;    /* an unassigned variable was read */
    bool    wild;         /* a real value was not finite */
} Machine;

static Value eval(Machine *m, const Expr *e);
static Flow  exec_block(Machine *m, const Block *block);

static double *cell_of(Machine *m, const Expr *place)
{
    const Expr *base = place->op == OP_VAR ? NULL : place->args[0];
    switch (place->op) {
    case OP_VAR:   return m->slots[place->u.var->id].cells;
    case OP_FIELD: return cell_of(m, base) + place->u.field->index;
    case OP_DEREF: return eval(m, base).pointer;
    default:       break;
    }
    double *start = base->type->kind == TYPE_ARRAY ? cell_of(m, base) : eval(m, base).pointer;
    return start + eval(m, place->args[1]).integer;
}

static bool is_slot(const Expr *place)
{
    return place->op == OP_VAR && type_is_scalar(place->type);
}

static Value load(Machine *m, const Expr *place)
{
    if (!is_slot(place))
        return (Value){.real = *cell_of(m, place)};
    const Slot *slot = &m->slots[place->u.var->id];
    m->undefined = m->undefined || !slot->defined;
    return slot->value;
}

static void store(Machine *m, const Expr *place, Value value)
{
    if (!is_slot(place)) {
        *cell_of(m, place) = value.real;
        return;
    }
    Slot *slot = &m->slots[place->u.var->id];
    slot->value = value;
    slot->defined = true;
}

/* What the type can hold. */
static Value fit(Machine *m, const Type *type, Value v)
{
    if (type_is_real(type)) {
        v.real = type->u.real == REAL_FLOAT ? (float)v.real : v.real;
        m->wild = m->wild || !isfinite(v.real);
    } else if (type_is_integer(type)) {
        v.integer = type_is_unsigned(type) ? (long long)(unsigned)v.integer : (long long)(int)v.integer;
    }
    return v;
}

static double real_op(OpKind op, double a, double b)
{
    switch (op) {
    case OP_NEG: return -a;
    case OP_ADD: return a + b;
    case OP_SUB: return a - b;
    case OP_MUL: return a * b;
    default:     return a / b;
    }
}

static long long integer_op(OpKind op, long long a, long long b)
{
    switch (op) {
    case OP_NEG: return -a;
    case OP_ADD: return a + b;
    case OP_SUB: return a - b;
    case OP_MUL: return a * b;
    default:     return a & b;
    }
}

static bool compare(const Expr *e, Value a, Value b)
{
    bool is_real = type_is_real(e->args[0]->type);
    bool less = is_real ? a.real < b.real : a.integer < b.integer;
    bool equal = is_real ? a.real == b.real : a.integer == b.integer;
    bool more = is_real ? a.real > b.real : a.integer > b.integer;
    switch (e->op) {
    case OP_LT: return less;
    case OP_LE: return less || equal;
    case OP_GT: return more;
    case OP_GE: return more || equal;
    case OP_EQ: return equal;
    default:    return !equal;
    }
}

static double call(const char *name, double a, double b)
{
    if (strcmp(name, "sin") == 0)
        return sin(a);
    if (strcmp(name, "tanh") == 0)
        return tanh(a);
    return pow(a, b);
}

static bool truth(Machine *m, const Expr *e)
{
    Value v = eval(m, e);
    return type_is_real(e->type) ? v.real != 0.0 : v.integer != 0;
}

static Value cast(Machine *m, const Expr *e)
{
    bool  from_real = type_is_real(e->args[0]->type), to_real = type_is_real(e->type);
    Value v = eval(m, e->args[0]);
    if (to_real && !from_real)
        v.real = (double)v.integer;
    return fit(m, e->type, v);
}

static Value binary(Machine *m, const Expr *e)
{
    Value a = eval(m, e->args[0]), b = e->count > 1 ? eval(m, e->args[1]) : (Value){0};
    if (op_info[e->op].flags & OPF_COMPARE)
        return (Value){.integer = compare(e, a, b)};
    if (type_is_real(e->type))
        return fit(m, e->type, (Value){.real = real_op(e->op, a.real, b.real)});
    return fit(m, e->type, (Value){.integer = integer_op(e->op, a.integer, b.integer)});
}

static Value eval(Machine *m, const Expr *e)
{
    if (op_info[e->op].flags & OPF_PLACE)
        return load(m, e);
    switch (e->op) {
    case OP_INT:    return fit(m, e->type, (Value){.integer = e->u.integer->value});
    case OP_REAL:   return (Value){.real = (double)e->u.real->value};
    case OP_ADDR:   return (Value){.pointer = cell_of(m, e->args[0])};
    case OP_PTRADD: return (Value){.pointer = eval(m, e->args[0]).pointer + eval(m, e->args[1]).integer};
    case OP_CAST:   return cast(m, e);
    case OP_NOT:    return (Value){.integer = !truth(m, e->args[0])};
    case OP_LAND:   return (Value){.integer = truth(m, e->args[0]) && truth(m, e->args[1])};
    case OP_LOR:    return (Value){.integer = truth(m, e->args[0]) || truth(m, e->args[1])};
    case OP_SELECT: return eval(m, e->args[truth(m, e->args[0]) ? 1 : 2]);
    case OP_CALL: {
        double a = eval(m, e->args[0]).real, b = e->count > 1 ? eval(m, e->args[1]).real : 0.0;
        return fit(m, e->type, (Value){.real = call(e->u.callee->name, a, b)});
    }
    default:        return binary(m, e);
    }
}

static void note(Machine *m, double value)
{
    if (m->memory->logged < LOG)
        m->memory->log[m->memory->logged++] = value;
}

static void exec_call(Machine *m, const Stmt *s)
{
    const char *name = s->u.call.callee->name;
    if (strcmp(name, "malloc") == 0) {
        memset(m->block, 0, sizeof m->block);
        store(m, s->u.call.place, (Value){.pointer = m->block});
    } else if (strcmp(name, "touch") == 0) {
        double *pointer = eval(m, s->u.call.args[0]).pointer;
        note(m, eval(m, s->u.call.args[1]).real);
        *pointer = *pointer + 1.0;
        if (s->u.call.place)
            store(m, s->u.call.place, (Value){.real = *pointer});
    }
}

static void exec_opaque(Machine *m, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++)
        note(m, m->slots[opaque->vars.items[i]->id].value.real);
    for (int i = 0; i < opaque->writes.count; i++)
        m->slots[opaque->writes.items[i]->id].value.real += 0.5;
}

static bool counts_on(const Stmt *s, long long at, long long to)
{
    switch (s->u.loop_for.relation) {
    case REL_LT: return at < to;
    case REL_LE: return at <= to;
    case REL_GT: return at > to;
    case REL_GE: return at >= to;
    case REL_NE: return at != to;
    default:     return at > to;
    }
}

static Flow exec_for(Machine *m, const Stmt *s)
{
    Slot *counter = &m->slots[s->u.loop_for.var->id];
    bool  down = s->u.loop_for.relation == REL_DOWNTO;
    counter->value = eval(m, s->u.loop_for.from);
    counter->defined = true;
    while (counts_on(s, counter->value.integer, eval(m, s->u.loop_for.to).integer) && --m->fuel > 0) {
        counter->value.integer -= down;
        Flow flow = exec_block(m, s->u.loop_for.body);
        if (flow == FLOW_RETURN)
            return flow;
        if (flow == FLOW_BREAK)
            return FLOW_NEXT;
        counter->value.integer += down ? 0 : s->u.loop_for.step;
    }
    counter->value.integer -= down;
    return FLOW_NEXT;
}

static bool loop_goes_on(Machine *m, const Stmt *s)
{
    exec_block(m, s->u.loop.head);
    return --m->fuel > 0 && (!s->u.loop.cond || truth(m, s->u.loop.cond));
}

static Flow exec_loop(Machine *m, const Stmt *s)
{
    while (s->u.loop.at_end || loop_goes_on(m, s)) {
        Flow flow = exec_block(m, s->u.loop.body);
        if (flow == FLOW_RETURN)
            return flow;
        if (flow == FLOW_BREAK)
            break;
        exec_block(m, s->u.loop.step);
        if (s->u.loop.at_end && !loop_goes_on(m, s))
            break;
    }
    return FLOW_NEXT;
}

static void exec_decl(Machine *m, const Stmt *s)
{
    Slot *slot = &m->slots[s->u.decl.var->id];
    memset(slot, 0, sizeof *slot);
    if (s->u.decl.init && s->u.decl.init->op != OP_INIT) {
        slot->value = eval(m, s->u.decl.init);
        slot->defined = true;
    }
}

static Flow exec(Machine *m, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:     exec_decl(m, s); return FLOW_NEXT;
    case STMT_ASSIGN:   store(m, s->u.assign.place, eval(m, s->u.assign.value)); return FLOW_NEXT;
    case STMT_CALL:     exec_call(m, s); return FLOW_NEXT;
    case STMT_OPAQUE:   exec_opaque(m, s->u.opaque); return FLOW_NEXT;
    case STMT_IF:       return exec_block(m, truth(m, s->u.branch.cond) ? s->u.branch.then : s->u.branch.other);
    case STMT_FOR:      return exec_for(m, s);
    case STMT_LOOP:     return exec_loop(m, s);
    case STMT_BLOCK:    return exec_block(m, s->u.block);
    case STMT_BREAK:    return FLOW_BREAK;
    case STMT_CONTINUE: return FLOW_CONTINUE;
    case STMT_RETURN:   m->result = eval(m, s->u.result); return FLOW_RETURN;
    case STMT_COMMENT:  return FLOW_NEXT;
    }
    return FLOW_NEXT;
}

static Flow exec_block(Machine *m, const Block *block)
{
    Flow flow = FLOW_NEXT;
    for (int i = 0; i < block->stmts.count && flow == FLOW_NEXT; i++)
        flow = exec(m, block->stmts.items[i]);
    return flow;
}

/* ---- The generator ---- */

typedef struct Maker {
    Program    *p;
    Func       *func;
    unsigned    seed;
    bool        adjoints;        /* accumulate into temporaries */
    const Type *real, *single, *integer, *word;
    VEC(Var *)  vars;            /* in scope */
    bool       *assigned;        /* by variable: surely has a value here */
    bool       *counting;        /* by variable: a loop counts with it */
    int         room;            /* of those */
    Func       *sine, *tangent, *power, *touch, *get, *release;
    Var        *p_var, *q_var, *array, *record, *block, *view, *twin, *shadow, *parts;
    VEC(const Expr *) pool;      /* real expressions made so far: some come again */
    int         depth;           /* of statements */
    int         loops;
    int         size;            /* statements so far */
} Maker;

static const Expr *make_real(Maker *k, int depth);
static void        make_block(Maker *k, Block *out, int count);

static unsigned draw(Maker *k, unsigned below)
{
    k->seed = k->seed * 1664525u + 1013904223u;
    return (k->seed >> 8) % below;
}

static const Expr *var_expr(Maker *k, Var *var)
{
    return ir_var(k->p, nowhere, var);
}

static Var *new_var(Maker *k, VarKind kind, const char *name, const Type *type)
{
    Var *var = ir_new_var(k->p, k->func, kind, name, type, nowhere);
    ENSURE(var->id < k->room);
    VEC_PUSH(k->p->arena, &k->vars, var);
    return var;
}

/* A variable of the type in scope, or NULL: one that has a value (to read), or any (to write). */
static Var *pick(Maker *k, const Type *type, bool to_read)
{
    for (int tries = 0; tries < 12; tries++) {
        Var *var = k->vars.items[draw(k, (unsigned)k->vars.count)];
        if (var->type == type && (to_read ? k->assigned[var->id] : var->kind != VAR_PARAM && !k->counting[var->id]))
            return var;
    }
    return NULL;
}

static const Expr *make_int(Maker *k, int depth)
{
    Var        *var = pick(k, k->integer, true);
    const Expr *small = ir_int(k->p, nowhere, k->integer, draw(k, 4));
    if (!var || draw(k, 4) == 0)
        return small;
    const Expr *e = var_expr(k, var);
    if (depth <= 0)
        return e;
    static const OpKind ops[] = {OP_ADD, OP_SUB, OP_ADD, OP_SUB, OP_MUL};
    OpKind op = ops[draw(k, 5)];
    const Expr *other = op == OP_MUL || draw(k, 2) ? small : make_int(k, depth - 1);
    return draw(k, 4) ? ir_binary(k->p, nowhere, op, make_int(k, depth - 1), other)
                      : ir_binary(k->p, nowhere, op, small, make_int(k, depth - 1));
}

static const Expr *make_index(Maker *k, int below)
{
    const Expr *e = make_int(k, 2);
    if (e->op == OP_INT && e->u.integer->value < below)
        return e;
    return ir_binary(k->p, nowhere, OP_AND, e, ir_int(k->p, nowhere, k->integer, below - 1));
}

/* A real in memory. */
static const Expr *make_cell(Maker *k)
{
    switch (draw(k, k->adjoints ? 9 : 8)) {
    case 8:  return ir_index(k->p, nowhere, var_expr(k, k->parts),
                             draw(k, 9) ? ir_int(k->p, nowhere, k->integer, draw(k, SMALL)) : make_index(k, SMALL));
    case 7:  return ir_index(k->p, nowhere, var_expr(k, k->shadow), make_index(k, CELLS));
    case 5:  return ir_index(k->p, nowhere, var_expr(k, k->view), make_index(k, SMALL));
    case 6:  return ir_index(k->p, nowhere, var_expr(k, k->twin), make_index(k, CELLS));
    case 0:  return ir_index(k->p, nowhere, var_expr(k, k->p_var), make_index(k, CELLS));
    case 1:  return ir_index(k->p, nowhere, var_expr(k, k->q_var), make_index(k, CELLS));
    case 2:  return ir_index(k->p, nowhere, var_expr(k, k->block), make_index(k, CELLS));
    case 3:  return ir_index(k->p, nowhere, var_expr(k, k->array), make_index(k, SMALL));
    default: return ir_field(k->p, nowhere, var_expr(k, k->record),
                             k->record->type->u.record->fields.items[draw(k, 2)]);
    }
}

static const Expr *make_cond(Maker *k, int depth)
{
    static const OpKind compares[] = {OP_LT, OP_LE, OP_GT, OP_GE, OP_EQ, OP_NE};
    OpKind op = compares[draw(k, 6)];
    if (depth > 0 && draw(k, 4) == 0)
        return ir_binary(k->p, nowhere, draw(k, 2) ? OP_LAND : OP_LOR, make_cond(k, depth - 1), make_cond(k, depth - 1));
    if (depth > 0 && draw(k, 5) == 0)
        return ir_unary(k->p, nowhere, OP_NOT, make_cond(k, depth - 1));
    if (draw(k, 2))
        return ir_binary(k->p, nowhere, op, make_int(k, 1), make_int(k, 1));
    return ir_binary(k->p, nowhere, op, make_real(k, 1), make_real(k, 1));
}

static const Expr *make_constant(Maker *k)
{
    static const long double values[] = {0.0L, 1.0L, -1.0L, 2.0L, 0.5L, -0.0L, 4.0L, 0.25L, 3.0L, 1.0L};
    return ir_real(k->p, nowhere, k->real, values[draw(k, 10)]);
}

static const Expr *make_leaf(Maker *k)
{
    Var *var = pick(k, draw(k, 6) ? k->real : k->single, true);
    if (var)
        return ir_cast(k->p, nowhere, k->real, var_expr(k, var), true);
    return draw(k, 3) ? make_cell(k) : make_constant(k);
}

static const Expr *make_call(Maker *k, int depth)
{
    const Expr *args[2] = {make_real(k, depth - 1), NULL};
    if (draw(k, 8))
        return ir_call(k->p, nowhere, draw(k, 2) ? k->sine : k->tangent, args, 1);
    args[1] = ir_real(k->p, nowhere, k->real, draw(k, 2));
    return ir_call(k->p, nowhere, k->power, args, 2);
}

typedef struct Usable {
    const Maker *k;
    bool         holds;
} Usable;

static void check_usable(void *data, const Expr *e)
{
    Usable *usable = data;
    bool    found = e->op != OP_VAR;
    for (int i = 0; !found && i < usable->k->vars.count; i++) {
        const Var *var = usable->k->vars.items[i];
        found = var == e->u.var && (!type_is_scalar(var->type) || usable->k->assigned[var->id]);
    }
    usable->holds = usable->holds && found;
}

/* One that was made before, if all its variables are in scope and have values. */
static const Expr *make_again(Maker *k)
{
    Usable usable = {.k = k, .holds = k->pool.count > 0};
    if (!usable.holds)
        return make_leaf(k);
    const Expr *e = k->pool.items[draw(k, (unsigned)k->pool.count)];
    ir_visit_expr(e, check_usable, &usable);
    return usable.holds ? e : make_leaf(k);
}

static const Expr *make_new(Maker *k, int depth);

static const Expr *make_real(Maker *k, int depth)
{
    if (depth > 0 && draw(k, 6) == 0)
        return make_again(k);
    const Expr *e = make_new(k, depth);
    if (depth > 0)
        VEC_PUSH(k->p->arena, &k->pool, e);
    return e;
}

static const Expr *make_new(Maker *k, int depth)
{
    static const OpKind ops[] = {OP_ADD, OP_SUB, OP_MUL, OP_MUL, OP_ADD};
    if (depth <= 0)
        return draw(k, 4) ? make_leaf(k) : make_constant(k);
    switch (draw(k, 10)) {
    case 0:  return ir_unary(k->p, nowhere, OP_NEG, make_real(k, depth - 1));
    case 1:  return make_call(k, depth);
    case 2:  return make_cell(k);
    case 3:  return ir_cast(k->p, nowhere, k->real, make_int(k, 1), true);
    case 4:  return ir_binary(k->p, nowhere, OP_DIV, make_real(k, depth - 1),
                              ir_binary(k->p, nowhere, OP_ADD, ir_real(k->p, nowhere, k->real, 3.0L), make_leaf(k)));
    case 5:
        if (draw(k, 2))
            return ir_select(k->p, nowhere, make_cond(k, 1), make_real(k, depth - 1), make_real(k, depth - 1));
        return make_leaf(k);
    default: return ir_binary(k->p, nowhere, ops[draw(k, 5)], make_real(k, depth - 1), make_real(k, depth - 1));
    }
}

static void emit_stmt(Maker *k, Block *out, Stmt *s)
{
    ir_push(k->p, out, s);
}

static void assign(Maker *k, Block *out, const Expr *place, const Expr *value)
{
    emit_stmt(k, out, ir_assign(k->p, nowhere, place, value));
    if (place->op == OP_VAR)
        k->assigned[place->u.var->id] = true;
}

static void make_assign(Maker *k, Block *out)
{
    Var *var = pick(k, k->real, false);
    if (!var)
        return;
    const Expr *value = make_real(k, 3);
    if (k->adjoints || var->kind != VAR_TEMP || !ir_mentions(value, var))
        assign(k, out, var_expr(k, var), value);
}

/* What the derivation writes: adjoints grow, are passed on, are cleared. */
static void make_adjoint(Maker *k, Block *out)
{
    Var *var = pick(k, k->real, false);
    if (!var || var->kind != VAR_TEMP)
        return;
    const Expr *place = var_expr(k, var);
    if (!k->adjoints || !k->assigned[var->id] || draw(k, 3) == 0)
        assign(k, out, place, ir_real(k->p, nowhere, k->real, draw(k, 3) ? 0.0L : 1.0L));
    else
        assign(k, out, place, ir_binary(k->p, nowhere, draw(k, 5) ? OP_ADD : OP_SUB, place, make_real(k, 2)));
}

static void make_simple(Maker *k, Block *out)
{
    if (draw(k, 2))
        make_assign(k, out);
    else
        make_adjoint(k, out);
}

static void make_small(Maker *k, Block *out);

static void make_store(Maker *k, Block *out)
{
    const Expr *place = make_cell(k);
    const Expr *value = k->adjoints && draw(k, 4) == 0 ? ir_real(k->p, nowhere, k->real, 0.0L) : make_real(k, 2);
    assign(k, out, place, draw(k, 2) ? ir_binary(k->p, nowhere, OP_ADD, place, value) : value);
}

/* A shadow is cleared, something happens, and something is added to it. */
static void make_clear(Maker *k, Block *out)
{
    const Expr *place = ir_index(k->p, nowhere, var_expr(k, k->shadow), make_index(k, CELLS));
    assign(k, out, place, ir_real(k->p, nowhere, k->real, 0.0L));
    for (int i = (int)draw(k, 3); i > 0; i--) {
        if (draw(k, 3) == 0)
            make_small(k, out);
        else if (draw(k, 2))
            make_simple(k, out);
        else
            assign(k, out, ir_index(k->p, nowhere, var_expr(k, k->shadow), make_index(k, CELLS)), make_real(k, 1));
    }
    assign(k, out, place, ir_binary(k->p, nowhere, draw(k, 4) ? OP_ADD : OP_SUB, place, make_real(k, 2)));
}

static void make_pointer(Maker *k, Block *out)
{
    Var *from[] = {k->block, k->p_var, k->q_var, k->view};
    assign(k, out, var_expr(k, k->twin), var_expr(k, from[draw(k, 4)]));
}

static void make_small(Maker *k, Block *out)
{
    Var *var = pick(k, draw(k, 3) ? k->integer : k->single, false);
    if (!var)
        return;
    if (var->type == k->single)
        assign(k, out, var_expr(k, var), ir_cast(k->p, nowhere, k->single, make_real(k, 1), true));
    else if (draw(k, 2))
        assign(k, out, var_expr(k, var), ir_int(k->p, nowhere, k->integer, draw(k, 2)));
    else
        assign(k, out, var_expr(k, var), make_index(k, CELLS));
}

static void make_decl(Maker *k, Block *out)
{
    static const char *const names[] = {"s", "t", "u", "v"};
    if (k->func->vars.count + 1 >= k->room)
        return;
    const Type *type = draw(k, 4) ? k->real : k->integer;
    const Expr *init = NULL;
    if (draw(k, 2))
        init = type == k->real ? draw(k, 2) ? make_real(k, 2) : make_constant(k) : make_int(k, 1);
    Var *var = new_var(k, draw(k, 3) ? VAR_TEMP : VAR_LOCAL, names[draw(k, 4)], type);
    emit_stmt(k, out, ir_decl(k->p, nowhere, var, init));
    k->assigned[var->id] = init != NULL;
}

static bool *copy_assigned(Maker *k)
{
    bool *copy = ARENA_ARRAY(k->p->arena, bool, k->room);
    memcpy(copy, k->assigned, (size_t)k->room);
    return copy;
}

/* A block with its own scope; what is surely assigned in it is in k->assigned. */
static Block *make_inner(Maker *k, int count)
{
    Block *block = ir_block(k->p);
    int    in_scope = k->vars.count;
    k->depth++;
    make_block(k, block, count);
    k->depth--;
    k->vars.count = in_scope;
    return block;
}

static bool ends_in_jump(const Block *block)
{
    StmtKind kind = block->stmts.count ? block->stmts.items[block->stmts.count - 1]->kind : STMT_DECL;
    return kind == STMT_BREAK || kind == STMT_CONTINUE || kind == STMT_RETURN;
}

static void make_jump(Maker *k, Block *block)
{
    if (draw(k, 8) == 0)
        emit_stmt(k, block, ir_return(k->p, nowhere, make_real(k, 1)));
    else if (k->loops > 0 && draw(k, 2) == 0)
        emit_stmt(k, block, ir_jump(k->p, nowhere, draw(k, 2) ? STMT_BREAK : STMT_CONTINUE));
}

static void make_if(Maker *k, Block *out)
{
    const Expr *cond = make_cond(k, 2);
    bool       *before = copy_assigned(k), *then_assigned;
    Block      *then = make_inner(k, 1 + (int)draw(k, 3)), *other = NULL;
    make_jump(k, then);
    then_assigned = ends_in_jump(then) ? NULL : k->assigned;
    k->assigned = before;
    if (draw(k, 2))
        other = make_inner(k, 1 + (int)draw(k, 3));
    for (int i = 0; then_assigned && i < k->room; i++)
        k->assigned[i] = k->assigned[i] && then_assigned[i];
    emit_stmt(k, out, ir_if(k->p, nowhere, cond, then, other));
}

static Var *make_counter(Maker *k, Block *out, bool declares)
{
    Var *var = declares ? NULL : pick(k, k->integer, false);
    if (var)
        return var;
    if (k->func->vars.count + 1 >= k->room)
        return NULL;
    var = new_var(k, VAR_LOCAL, "i", k->integer);
    if (!declares)
        emit_stmt(k, out, ir_decl(k->p, nowhere, var, NULL));
    return var;
}

static void make_for(Maker *k, Block *out)
{
    static const Relation relations[] = {REL_LT, REL_LE, REL_DOWNTO, REL_GE};
    bool  declares = draw(k, 2);
    int   in_scope = k->vars.count;
    Var  *counter = make_counter(k, out, declares);
    if (!counter)
        return;
    Relation    relation = relations[draw(k, 4)];
    bool        down = relation == REL_DOWNTO || relation == REL_GE;
    long long   step = down ? -1 : 1 + (int)draw(k, 2);
    const Expr *some = ir_int(k->p, nowhere, k->integer, draw(k, 4)), *none = ir_int(k->p, nowhere, k->integer, 0);
    bool       *before = copy_assigned(k);
    k->assigned[counter->id] = k->counting[counter->id] = true;
    k->loops++;
    Block *body = make_inner(k, 1 + (int)draw(k, 4));
    k->loops--;
    k->counting[counter->id] = false;
    k->assigned = before;
    k->assigned[counter->id] = true;
    emit_stmt(k, out, ir_for(k->p, nowhere, counter, declares, down ? some : none, relation, down ? none : some, step,
                             body));
    if (declares)
        k->vars.count = in_scope;
}

/* A loop that counts by its own statements, in its step or (the last in it) in its body or head. */
static void make_loop(Maker *k, Block *out)
{
    if (k->func->vars.count + 1 >= k->room)
        return;
    Var        *counter = new_var(k, VAR_LOCAL, "c", k->integer);
    const Expr *at = var_expr(k, counter), *one = ir_int(k->p, nowhere, k->integer, 1);
    Block      *head = ir_block(k->p), *body, *step = ir_block(k->p);
    bool        at_end = draw(k, 2);
    emit_stmt(k, out, ir_decl(k->p, nowhere, counter, ir_int(k->p, nowhere, k->integer, 0)));
    k->assigned[counter->id] = k->counting[counter->id] = true;
    bool *before = copy_assigned(k);
    if (!at_end && draw(k, 2))
        make_simple(k, head);
    k->loops++;
    body = make_inner(k, 1 + (int)draw(k, 4));
    k->loops--;
    k->assigned = before;
    if (draw(k, 2))
        make_simple(k, at_end ? head : step);
    ir_push(k->p, at_end ? head : step, ir_assign(k->p, nowhere, at, ir_binary(k->p, nowhere, OP_ADD, at, one)));
    k->counting[counter->id] = false;
    const Expr *cond = ir_binary(k->p, nowhere, OP_LT, at, ir_int(k->p, nowhere, k->integer, draw(k, 4)));
    emit_stmt(k, out, ir_loop(k->p, nowhere, head, cond, body, step, at_end));
}

static void make_touch(Maker *k, Block *out)
{
    Var        *memory = draw(k, 8) ? k->p_var : k->block;
    const Expr *args[2] = {ir_addr(k->p, nowhere, ir_index(k->p, nowhere, var_expr(k, memory), make_index(k, CELLS))),
                           make_real(k, 1)};
    Var        *var = draw(k, 2) ? pick(k, k->real, false) : NULL;
    emit_stmt(k, out, ir_call_stmt(k->p, nowhere, var ? var_expr(k, var) : NULL, k->touch, args, 2));
    if (var)
        k->assigned[var->id] = true;
}

static void make_opaque(Maker *k, Block *out)
{
    Var    *var = pick(k, k->real, true);
    Opaque *opaque = ARENA_NEW(k->p->arena, Opaque);
    if (!var || var->kind == VAR_PARAM)
        return;
    VEC_PUSH(k->p->arena, &opaque->texts, "observe(&");
    VEC_PUSH(k->p->arena, &opaque->vars, var);
    VEC_PUSH(k->p->arena, &opaque->texts, ");");
    VEC_PUSH(k->p->arena, &opaque->writes, var);
    opaque->effects = true;
    var->pinned = true;
    emit_stmt(k, out, ir_opaque_stmt(k->p, nowhere, opaque));
}

static void make_nested(Maker *k, Block *out)
{
    switch (draw(k, 7)) {
    case 0: case 1: make_if(k, out); break;
    case 2: case 3: make_for(k, out); break;
    case 4:         make_loop(k, out); break;
    case 5:         emit_stmt(k, out, ir_block_stmt(k->p, nowhere, make_inner(k, 1 + (int)draw(k, 3)))); break;
    default:        emit_stmt(k, out, ir_comment(k->p, draw(k, 2) ? "forward pass" : "backward pass")); break;
    }
}

static void make_stmt(Maker *k, Block *out)
{
    k->size++;
    if (k->depth < 4 && k->size < 60 && draw(k, 4) == 0) {
        make_nested(k, out);
        return;
    }
    if (k->adjoints && draw(k, 3) == 0) {
        if (draw(k, 3))
            make_adjoint(k, out);
        else
            make_clear(k, out);
        return;
    }
    if (draw(k, 24) == 0) {
        make_pointer(k, out);
        return;
    }
    switch (draw(k, 12)) {
    case 0: case 1: case 2: make_assign(k, out); break;
    case 3: case 4: case 5: make_adjoint(k, out); break;
    case 6: case 7:         make_store(k, out); break;
    case 8:                 make_small(k, out); break;
    case 9: case 10:        make_decl(k, out); break;
    default:
        if (draw(k, 3) == 0)
            make_opaque(k, out);
        else
            make_touch(k, out);
        break;
    }
}

static void make_block(Maker *k, Block *out, int count)
{
    for (int i = 0; i < count; i++)
        make_stmt(k, out);
}

/* ---- A whole function ---- */

static Var *make_param(Maker *k, const char *name, const Type *type)
{
    Var *var = new_var(k, VAR_PARAM, name, type);
    VEC_PUSH(k->p->arena, &k->func->params, var);
    k->assigned[var->id] = true;
    return var;
}

static void make_library(Maker *k)
{
    const Type *one[] = {k->real}, *two[] = {k->real, k->real}, *size[] = {type_int(k->p, INT_ULONG)};
    const Type *any = type_pointer(k->p, type_void(k->p)), *anys[] = {any};
    const Type *touched[] = {type_pointer(k->p, k->real), k->real};
    k->sine = ir_library_func(k->p, "sin", "math.h", k->real, one, 1);
    k->tangent = ir_library_func(k->p, "tanh", "math.h", k->real, one, 1);
    k->power = ir_library_func(k->p, "pow", "math.h", k->real, two, 2);
    k->get = ir_library_func(k->p, "malloc", "stdlib.h", any, size, 1);
    k->release = ir_library_func(k->p, "free", "stdlib.h", type_void(k->p), anys, 1);
    k->touch = ir_library_func(k->p, "touch", "touch.h", k->real, touched, 2);
}

static Var *declare(Maker *k, VarKind kind, const char *name, const Type *type, const Expr *init)
{
    Var *var = new_var(k, kind, name, type);
    emit_stmt(k, k->func->body, ir_decl(k->p, nowhere, var, init));
    k->assigned[var->id] = init != NULL;
    return var;
}

static const Type *make_record_type(Maker *k)
{
    static const char *const names[] = {"u", "w"};
    Record *record = ARENA_NEW(k->p->arena, Record);
    record->complete = true;
    record->tag = "pair";
    for (int i = 0; i < 2; i++) {
        Field *field = ARENA_NEW(k->p->arena, Field);
        *field = (Field){.name = names[i], .type = k->real, .record = record, .index = i};
        VEC_PUSH(k->p->arena, &record->fields, field);
    }
    return type_record(k->p, record);
}

static void make_memory(Maker *k)
{
    const Type *pointer = type_pointer(k->p, k->real), *array = type_array(k->p, k->real, SMALL, NULL);
    const Expr *size = ir_int(k->p, nowhere, type_int(k->p, INT_ULONG), 64);
    k->array = declare(k, VAR_LOCAL, "a", array, ir_init(k->p, nowhere, array, NULL, 0));
    k->parts = declare(k, VAR_TEMP, "a_adj", array, ir_init(k->p, nowhere, array, NULL, 0));
    k->record = declare(k, VAR_LOCAL, "r", make_record_type(k), NULL);
    Var *raw = declare(k, VAR_TEMP, "raw", type_pointer(k->p, type_void(k->p)), NULL);
    k->block = declare(k, VAR_TEMP, "block", pointer, NULL);
    emit_stmt(k, k->func->body, ir_call_stmt(k->p, nowhere, var_expr(k, raw), k->get, &size, 1));
    assign(k, k->func->body, var_expr(k, k->block), ir_cast(k->p, nowhere, pointer, var_expr(k, raw), true));
    k->twin = declare(k, VAR_TEMP, "twin", pointer, var_expr(k, draw(k, 2) ? k->block : k->p_var));
    k->view = declare(k, VAR_TEMP, "view", pointer, NULL);
    assign(k, k->func->body, var_expr(k, k->view),
           ir_ptradd(k->p, nowhere, var_expr(k, k->p_var), make_index(k, SMALL)));
    for (int i = 0; i < 2; i++) {
        const Expr *field = ir_field(k->p, nowhere, var_expr(k, k->record), k->record->type->u.record->fields.items[i]);
        assign(k, k->func->body, field, ir_real(k->p, nowhere, k->real, 1.5L));
    }
}

static void make_func(Maker *k)
{
    Block *body = k->func->body = ir_block(k->p);
    make_param(k, "x", k->real);
    make_param(k, "y", k->real);
    make_param(k, "n", k->integer);
    k->p_var = make_param(k, "p", type_pointer(k->p, k->real));
    k->q_var = make_param(k, "q", type_pointer(k->p, k->real));
    k->shadow = make_param(k, "p_adj", type_pointer(k->p, k->real));
    k->shadow->is_shadow = true;
    make_memory(k);
    declare(k, VAR_LOCAL, "b", k->real, draw(k, 2) ? make_real(k, 2) : NULL);
    declare(k, VAR_LOCAL, "g", k->single, NULL);
    declare(k, VAR_LOCAL, "j", k->integer, NULL);
    declare(k, VAR_TEMP, "flag", k->integer, ir_int(k->p, nowhere, k->integer, 0));
    for (int i = 0; i < 3; i++)
        declare(k, VAR_TEMP, i ? "b_adj" : "x_adj", k->real, ir_real(k->p, nowhere, k->real, 0.0L));
    make_block(k, body, 6 + (int)draw(k, 14));
    const Expr *held = ir_cast(k->p, nowhere, type_pointer(k->p, type_void(k->p)), var_expr(k, k->block), true);
    const Expr *result = make_real(k, 2);
    if (!draw(k, 2))
        emit_stmt(k, body, ir_call_stmt(k->p, nowhere, NULL, k->release, &held, 1));
    emit_stmt(k, body, ir_return(k->p, nowhere, result));
}

static Maker make_program(Arena *arena, unsigned seed)
{
    Maker k = {.p = program_new(arena, "random.c"), .seed = seed * 2654435761u + 12345u, .room = 120};
    k.adjoints = draw(&k, 2);
    k.real = type_real(k.p, REAL_DOUBLE);
    k.single = type_real(k.p, REAL_FLOAT);
    k.integer = type_int(k.p, INT_INT);
    k.word = type_int(k.p, INT_UINT);
    k.assigned = ARENA_ARRAY(arena, bool, k.room);
    k.counting = ARENA_ARRAY(arena, bool, k.room);
    make_library(&k);
    k.func = ir_new_func(k.p, "f", k.real, nowhere);
    make_func(&k);
    ir_mark_registers(k.func);
    return k;
}

/* ---- Before and after ---- */

typedef struct Outcome {
    Memory memory;
    double result;
    bool   undefined;
    bool   wild;
    bool   endless;
} Outcome;

static void set_up(Machine *m, const Func *func, Memory *memory, int offset, bool tame)
{
    static const double inputs[] = {0.75, -1.25};
    for (int i = 0; i < 4 * CELLS; i++)
        memory->cells[i] = 0.125 * i - 1.0;
    if (!tame) {
        memory->cells[1] = NAN;
        memory->cells[3] = INFINITY;
        memory->cells[6] = -0.0;
    }
    m->slots = calloc((size_t)func->vars.count + 1, sizeof *m->slots);
    for (int i = 0; i < func->params.count; i++) {
        Slot *slot = &m->slots[func->params.items[i]->id];
        slot->defined = true;
        if (i < 2)
            slot->value.real = inputs[i];
        else if (i == 2)
            slot->value.integer = 3;
        else
            slot->value.pointer = memory->cells + (i == 3 ? 0 : i == 4 ? offset : 3 * CELLS);
    }
}

/* q is p itself, overlaps it, or does not. */
static void run(const Func *func, int offset, bool tame, Outcome *out)
{
    Machine m = {.memory = &out->memory, .fuel = FUEL};
    memset(out, 0, sizeof *out);
    set_up(&m, func, m.memory, offset, tame);
    exec_block(&m, func->body);
    free(m.slots);
    out->result = m.result.real;
    out->undefined = m.undefined;
    out->wild = m.wild;
    out->endless = m.fuel <= 0;
}

static bool same_real(double a, double b, bool exactly)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return a == b && (!exactly || !signbit(a) == !signbit(b));
}

static bool same_outcome(const Outcome *a, const Outcome *b, bool exactly)
{
    bool same = same_real(a->result, b->result, exactly) && a->memory.logged == b->memory.logged && !b->undefined;
    for (int i = 0; i < 4 * CELLS; i++)
        same = same && same_real(a->memory.cells[i], b->memory.cells[i], exactly);
    for (int i = 0; i < a->memory.logged && same; i++)
        same = same_real(a->memory.log[i], b->memory.log[i], exactly);
    return same;
}

static void show(const Func *func, const char *title)
{
    Text text = {0};
    ir_dump_func(&text, func, NULL, NULL);
    printf("\n%s:\n%s", title, text_cstr(&text));
    text_free(&text);
}

typedef struct Tally {
    int compared;
    int failed;
} Tally;

/* Returns what went wrong, or NULL. */
static const char *try_program(unsigned seed, bool verbose, Tally *tally)
{
    static const int offsets[] = {0, 1, CELLS};
    Arena      *arena = arena_new();
    Maker       k = make_program(arena, seed);
    char        why[300];
    const char *wrong = NULL;
    Outcome     before[3], after;
    if (verbose)
        show(k.func, "before");
    if (!ir_verify_func(k.p, k.func, why, sizeof why))
        wrong = "the generator's program is wrong";
    for (int i = 0; i < 3 && !wrong; i++)
        run(k.func, offsets[i], k.adjoints, &before[i]);
    if (!wrong)
        simplify_func(k.p, k.func);
    if (verbose)
        show(k.func, "after");
    if (!wrong && !ir_verify_func(k.p, k.func, why, sizeof why))
        wrong = "the simplified program breaks a rule";
    for (int i = 0; i < 3 && !wrong; i++) {
        if (before[i].undefined || before[i].endless || (k.adjoints && before[i].wild))
            continue;
        run(k.func, offsets[i], k.adjoints, &after);
        tally->compared++;
        if (!same_outcome(&before[i], &after, !k.adjoints))
            wrong = after.undefined ? "an unassigned variable is read" : "the results differ";
    }
    if (wrong && verbose)
        printf("program %u: %s%s\n", seed, wrong, strstr(wrong, "rule") ? why : "");
    arena_free(arena);
    return wrong;
}

#ifndef PROGRAMS
#define PROGRAMS 4000
#endif

static void test_random_programs(void)
{
    Tally tally = {0};
    for (unsigned seed = 1; seed <= PROGRAMS && tally.failed < 3; seed++) {
        if (try_program(seed, false, &tally)) {
            tally.failed++;
            try_program(seed, true, &tally);
        }
    }
    CU_ASSERT_EQUAL(tally.failed, 0);
    CU_ASSERT(tally.compared > PROGRAMS);
}

void simplify_random_suite(void)
{
    CU_pSuite suite = CU_add_suite("simplify_random", NULL, NULL);
    CU_add_test(suite, "random programs mean the same", test_random_programs);
}
