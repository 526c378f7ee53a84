#include "spread.h"

#include <string.h>

#include "ir/runtime.h"

/* ---- types ---- */

/* struct { int n; double x[]; } has no length of its own. */
static bool spread_is_open(const Type *type)
{
    const Record *record = type->canon->u.record;
    const Type   *last = record->fields.count ? record->fields.items[record->fields.count - 1]->type->canon : NULL;

    return last && last->kind == TYPE_ARRAY && last->u.array.count < 0;
}

const Type *vector_type(Program *p, const Type *type, int width)
{
    const Type *elem;

    switch (type->canon->kind) {
    case TYPE_REAL:                              /* a pointer to arrays of const cannot be given one to others (C11, 6.5.16.1) */
        return type_array(p, type_unqualified(p, type), width, NULL);
    case TYPE_RECORD:
        return type_holds_pointer(type) || spread_is_open(type) ? NULL : type_array(p, type_unqualified(p, type), width, NULL);
    case TYPE_POINTER:
        elem = vector_type(p, type_elem(type), width);
        return elem ? type_qualified(p, type_pointer(p, elem), type->quals) : NULL;
    case TYPE_ARRAY:
        elem = vector_type(p, type_elem(type), width);
        return elem ? type_array(p, elem, type->canon->u.array.count, type->u.array.length) : NULL;
    default:
        return NULL;
    }
}

/* ---- refusals ---- */

static void spread_refuse(Vector *v, Loc loc, const char *message)
{
    if (loc_file(loc) && strcmp(loc_file(loc), "blas.def") == 0)          /* what stands there is nothing that the user has written */
        loc = v->fn->loc;
    if (!v->failed && v->diag) {
        diag_error(v->diag, loc, "adgen-width", "%s", message);
        diag_note(v->diag, loc, "in the derivative of '%s'; ask without width(n), and call it once for each direction", v->fn->name);
    }
    v->failed = true;
}

static void spread_refuse_var(Vector *v, const Var *var, const char *why)
{
    spread_refuse(v, var->loc, arena_printf(v->p->arena, "'%s' cannot have several derivatives side by side: %s", var->name, why));
}

/* ---- what is wide ---- */

Wide *spread_of(const Vector *v, const Var *var)
{
    return map_get(v->wides, var);
}

static bool spread_is_number(const Type *type)
{
    return type_is_real(type) || type->canon->kind == TYPE_RECORD;
}

static void spread_mark(Vector *v, Var *var)
{
    Wide *wide;

    if (spread_of(v, var) || v->failed)
        return;
    v->changed = true;
    wide = ARENA_NEW(v->p->arena, Wide);
    wide->narrow = var->type;
    wide->flat = var->kind == VAR_PARAM && var->lanes == LANES_FLAT;
    wide->single = wide->flat && type_is_pointer(var->type);
    wide->type = vector_type(v->p, wide->single ? type_elem(var->type) : var->type, v->fn->width);
    map_put(v->wides, var, wide);
    if (wide->type == NULL)
        spread_refuse_var(v, var, type_is_pointer(var->type) && type_elem(var->type)->canon->kind == TYPE_VOID
                                      ? "it leads to memory whose type is not known"
                                      : "it holds or leads to a struct with pointers, or with an array of no length");
    else if (wide->flat)
        wide->type = type_pointer(v->p, wide->single ? type_elem(var->type) : type_qualified(v->p, var->type, TYPE_CONST));
    if (var->kind == VAR_GLOBAL)
        spread_refuse_var(v, var, "it is a global variable");
}

/* What a pointer is made from, or a place lies in. */
static void spread_mark_roots(Vector *v, const Expr *e)
{
    switch (e->op) {
    case OP_VAR:
        spread_mark(v, e->u.var);
        break;
    case OP_SELECT:
        spread_mark_roots(v, e->args[1]);
        spread_mark_roots(v, e->args[2]);
        break;
    case OP_INDEX:
    case OP_FIELD:
    case OP_DEREF:
    case OP_DECAY:
    case OP_ADDR:
    case OP_PTRADD:
    case OP_CAST:
        spread_mark_roots(v, e->args[0]);
        break;
    default:
        break;
    }
}

bool spread_is_wide(const Vector *v, const Expr *e)
{
    if (e->op == OP_VAR)
        return spread_of(v, e->u.var) != NULL;
    if (e->count > 0 && (e->op == OP_PTRDIFF || (op_info[e->op].flags & OPF_COMPARE)) && type_is_pointer(e->args[0]->type))
        return false;
    for (int i = 0; i < e->count; i++)
        if (spread_is_wide(v, e->args[i]))
            return true;
    return false;
}

static void spread_pass(Vector *v, const Expr *place, const Expr *value)
{
    if (type_is_pointer(place->type)) {
        if (spread_is_wide(v, value) || spread_is_wide(v, place)) {
            spread_mark_roots(v, value);
            spread_mark_roots(v, place);
        }
    } else if (spread_is_wide(v, value)) {
        spread_mark_roots(v, place);
    }
}

/* ---- calls ---- */

typedef struct Taker {
    const char *name;
    int         bytes;
} Taker;

bool spread_takes(const Func *callee, int *bytes)
{
    static const Taker takers[] = {
        { "free", -1 },    { "malloc", 0 },  { "calloc", 1 },  { "realloc", 1 },
        { "memset", 2 },   { "memcpy", 2 },  { "memmove", 2 }, { "adgen_allocate", 1 },
        { "adgen_allocate_zeros", 1 },       { "adgen_tape_free_later", -1 },
        { "adgen_tape_allocate", 2 },        { "adgen_tape_release", -1 },
        { "adgen_resize", 2 },               { "adgen_push_pointer", -1 },        { "adgen_pop_pointer", -1 },
    };

    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
        if (strcmp(callee->name, takers[i].name) == 0) {
            *bytes = takers[i].bytes;
            return true;
        }
    return false;
}

/* Copies: what is wide at one end is wide at the other. */
static void spread_copy(Vector *v, const Stmt *s)
{
    const Expr *to, *from;

    if (s->u.call.count < 2)
        return;
    to = ir_uncast(s->u.call.args[0]);
    from = ir_uncast(s->u.call.args[1]);
    if (type_is_pointer(to->type) && type_is_pointer(from->type))
        spread_pass(v, to, from);
}

static bool spread_is_shadow(const Expr *place)
{
    const Var *root = place ? ir_root_var(place) : NULL;

    return root && root->is_shadow;
}

bool spread_is_taped(const Stmt *s)
{
    RuntimeUse  use = runtime_use(s->u.call.callee);
    const Type *value = use == RUNTIME_PUSH ? s->u.call.args[1]->type : s->u.call.callee->result;
    const Expr *tape = s->u.call.count ? s->u.call.args[0] : NULL;

    if ((use != RUNTIME_PUSH && use != RUNTIME_POP) || !type_is_real(value))
        return false;
    return spread_is_shadow(tape->op == OP_ADDR ? tape->args[0] : tape);
}

static void spread_call(Vector *v, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (spread_is_taped(s) && s->u.call.place)
        spread_mark_roots(v, s->u.call.place);

    for (int i = 0; i < s->u.call.count && callee->width > 0; i++)
        if (callee->params.items[i]->lanes != LANES_NONE && type_is_pointer(s->u.call.args[i]->type))
            spread_mark_roots(v, s->u.call.args[i]);
    if (strcmp(callee->name, "memcpy") == 0 || strcmp(callee->name, "memmove") == 0)
        spread_copy(v, s);
    if (strcmp(callee->name, "adgen_pop_pointer") == 0 && spread_is_shadow(s->u.call.place))   /* nothing leads from one to the other */
        spread_mark_roots(v, s->u.call.place);
    if (strcmp(callee->name, "adgen_push_pointer") == 0 && spread_is_shadow(ir_uncast(s->u.call.args[1])))
        spread_mark_roots(v, s->u.call.args[1]);
    if (strcmp(callee->name, "realloc") == 0 && s->u.call.place)
        spread_pass(v, s->u.call.place, ir_uncast(s->u.call.args[0]));
}

static void spread_stmt(void *data, Stmt *s)
{
    Vector *v = data;

    if (s->kind == STMT_ASSIGN)
        spread_pass(v, s->u.assign.place, s->u.assign.value);
    else if (s->kind == STMT_DECL && s->u.decl.init)
        spread_pass(v, ir_var(v->p, s->loc, s->u.decl.var), s->u.decl.init);
    else if (s->kind == STMT_CALL)
        spread_call(v, s);
}

/* ---- mentions ---- */

typedef struct UseCount {
    int count;
} UseCount;

static void spread_count_node(void *data, const Expr *e)
{
    Uses     *uses = data;
    UseCount *count;

    if (e->op != OP_VAR)
        return;
    count = map_get(uses->of, e->u.var);
    if (count == NULL) {
        count = ARENA_NEW(uses->arena, UseCount);
        map_put(uses->of, e->u.var, count);
    }
    count->count++;
}

static void spread_count_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, spread_count_node, data);
}

Uses spread_uses(Arena *arena)
{
    return (Uses){arena, map_new(arena)};
}

void spread_uses_add(Uses *uses, Stmt *s)
{
    ir_visit_stmt(s, spread_count_stmt, uses);
}

int spread_uses_of(const Uses *uses, const Var *var)
{
    const UseCount *count = map_get(uses->of, var);

    return count ? count->count : 0;
}

/* ---- what cannot be turned ---- */

bool spread_is_member(const Expr *place)
{
    while (place->op == OP_INDEX && place->args[0]->type->canon->kind == TYPE_ARRAY)
        place = place->args[0];
    return place->op == OP_FIELD;
}

/* Its type for one direction. */
static const Type *spread_narrow(const Vector *v, const Var *var)
{
    const Wide *wide = spread_of(v, var);

    return wide ? wide->narrow : var->type;
}

/* Whether the statements that the mentions are of are the only ones that mention the variable. */
static bool spread_is_inner(const Vector *v, const Uses *uses, const Var *var)
{
    return spread_uses_of(uses, var) == spread_uses_of(&v->uses, var);
}

static bool spread_is_lane_block(const Vector *v, const Block *block, const Uses *outer)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        bool        ok = false;

        switch (s->kind) {
        case STMT_COMMENT:
            ok = true;
            break;
        case STMT_DECL:
            ok = type_is_scalar(spread_narrow(v, s->u.decl.var)) && spread_is_inner(v, outer, s->u.decl.var);
            break;
        case STMT_ASSIGN:
            ok = (spread_is_wide(v, s->u.assign.place) && spread_is_number(s->u.assign.place->type)) ||
                 (ir_is_register(s->u.assign.place) && spread_is_inner(v, outer, s->u.assign.place->u.var));
            break;
        case STMT_IF:
            ok = spread_is_lane_block(v, s->u.branch.then, outer) && spread_is_lane_block(v, s->u.branch.other, outer);
            break;
        case STMT_FOR:
            ok = s->u.loop_for.declares && spread_is_lane_block(v, s->u.loop_for.body, outer);
            break;
        case STMT_BLOCK:
            ok = spread_is_lane_block(v, s->u.block, outer);
            break;
        default:
            break;
        }
        if (!ok)
            return false;
    }
    return true;
}

bool spread_is_lane(const Vector *v, const Stmt *s)
{
    Uses outer;

    if (s->kind == STMT_ASSIGN)
        return spread_is_wide(v, s->u.assign.place) && spread_is_number(s->u.assign.place->type);
    if (s->kind == STMT_DECL)
        return spread_of(v, s->u.decl.var) && spread_is_number(spread_narrow(v, s->u.decl.var));
    if (s->kind != STMT_IF || !spread_is_wide(v, s->u.branch.cond))
        return false;
    outer = spread_uses(v->p->arena);
    spread_uses_add(&outer, (Stmt *)s);
    return spread_is_lane_block(v, s->u.branch.then, &outer) && spread_is_lane_block(v, s->u.branch.other, &outer);
}

typedef struct Checking {
    Vector *v;
    Loc     loc;
} Checking;

static void spread_check_node(void *data, const Expr *e)
{
    Checking *checking = data;
    Vector   *v = checking->v;

    if (e->op == OP_INDEX && spread_is_wide(v, e->args[1]))
        spread_refuse(v, checking->loc, "an index depends on a derivative");
    if (e->op == OP_ADDR && spread_is_wide(v, e) && spread_is_member(e->args[0]))
        spread_refuse(v, checking->loc, "a pointer leads to a part of a struct of derivatives");
    if (e->op == OP_DECAY && spread_is_wide(v, e) && spread_is_member(e->args[0]))
        spread_refuse(v, checking->loc, "a pointer leads to an array in a struct of derivatives");
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            if (spread_of(v, e->u.opaque->vars.items[i]))
                spread_refuse(v, checking->loc, "adgen carries over text that names a derivative");
}

static void spread_check_call(Vector *v, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    int         bytes = -1;
    bool        takes = spread_takes(callee, &bytes);

    if (spread_is_taped(s))
        return;
    for (int i = 0; i < s->u.call.count; i++) {
        bool wide = spread_is_wide(v, s->u.call.args[i]), lanes = callee->width > 0 && callee->params.items[i]->lanes != LANES_NONE;

        if (wide && !lanes && !(takes && i != bytes && type_is_pointer(ir_uncast(s->u.call.args[i])->type)))
            spread_refuse(v, s->loc, arena_printf(v->p->arena, "'%s' takes one derivative at a time", callee->name));
    }
    if (s->u.call.place && spread_is_wide(v, s->u.call.place) && !(takes && type_is_pointer(s->u.call.place->type)))
        spread_refuse(v, s->loc, arena_printf(v->p->arena, "'%s' returns one derivative at a time", callee->name));
}

/* A derivative that none of those which are wide has led to: something is beyond what is seen here. */
static bool spread_is_lost(const Vector *v, const Expr *place, const Expr *value)
{
    return type_is_real(place->type) && spread_is_shadow(place) && !spread_is_wide(v, place) && ir_reads_memory(value);
}

static void spread_check_stmt(void *data, Stmt *s)
{
    Vector  *v = data;
    Checking checking = {v, s->loc};
    bool     lost = s->kind == STMT_ASSIGN && spread_is_lost(v, s->u.assign.place, s->u.assign.value);

    lost = lost || (s->kind == STMT_DECL && s->u.decl.init && type_is_real(s->u.decl.var->type) &&
                    spread_is_lost(v, ir_var(v->p, s->loc, s->u.decl.var), s->u.decl.init));
    if (lost)
        spread_refuse(v, s->loc, "it is not known which derivatives have several values");

    ir_visit_stmt_exprs(s, spread_check_node, &checking);
    if (s->kind == STMT_CALL)
        spread_check_call(v, s);
    if (s->kind == STMT_IF && spread_is_wide(v, s->u.branch.cond) && !spread_is_lane(v, s))
        spread_refuse(v, s->loc, "a condition on derivatives decides about more than derivatives");
    if ((s->kind == STMT_FOR && (spread_is_wide(v, s->u.loop_for.from) || spread_is_wide(v, s->u.loop_for.to))) ||
        (s->kind == STMT_LOOP && s->u.loop.cond && spread_is_wide(v, s->u.loop.cond)))
        spread_refuse(v, s->loc, "a loop ends where a derivative says so");
    if (s->kind == STMT_RETURN && s->u.result && spread_is_wide(v, s->u.result))
        spread_refuse(v, s->loc, "the function returns a derivative");
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            if (spread_of(v, s->u.opaque->vars.items[i]))
                spread_refuse(v, s->loc, "adgen carries over text that names a derivative");
    if (s->kind == STMT_DECL && spread_of(v, s->u.decl.var) && s->u.decl.init && s->u.decl.init->op == OP_INIT &&
        s->u.decl.init->count > 0)
        spread_refuse(v, s->loc, "derivatives begin with numbers of their own");
}

bool spread_find(Vector *v)
{
    v->wides = map_new(v->p->arena);
    v->uses = spread_uses(v->p->arena);
    v->given = map_new(v->p->arena);
    for (int i = 0; i < v->fn->params.count; i++)
        if (v->fn->params.items[i]->lanes != LANES_NONE)
            spread_mark(v, v->fn->params.items[i]);
    do {
        v->changed = false;
        ir_visit_stmts(v->fn->body, spread_stmt, v);
    } while (v->changed && !v->failed);
    if (v->failed)
        return false;
    ir_visit_stmts(v->fn->body, spread_count_stmt, &v->uses);
    ir_visit_stmts(v->fn->body, spread_check_stmt, v);
    return !v->failed;
}

bool vector_check(Program *p, Func *func, Diag *diag)
{
    Vector v = {.p = p, .fn = func, .diag = diag};

    return func->body == NULL || spread_find(&v);
}
