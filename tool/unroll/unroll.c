#include "unroll/unroll.h"

#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "normal/normal.h"
#include "simplify/simplify.h"

enum { MOST_TRIPS = 4, MOST_ELEMENTS = 4, MOST_HOT = 60, MOST_COLD = 12, TOO_LONG = 10000 };

/* A loop of a known number of iterations. */
typedef struct Short {
    long long first, step, trips;
    long long at;               /* its counter, while indices are looked at */
    bool      chosen;
} Short;

/* A local array, and the loops whose counters index it. */
typedef struct Small {
    bool         fits, pays;
    VEC(Stmt *)  loops;         /* those that must be written out, */
    VEC(Stmt *)  around;        /* and the loops that get shorter by it */
} Small;

/* The loops around a statement, from the innermost. */
typedef struct Around {
    const struct Around *outer;
    Stmt                *loop;
    Short               *brief;  /* or NULL */
} Around;

typedef struct Unroll {
    Program      *p;
    Func         *func;
    Arena        *arena;
    Map          *shorts;        /* Stmt to Short */
    Map          *smalls;        /* Var to Small */
    const Around *around;        /* of the expression that is looked at */
    bool          once;          /* there are loops that run once */
} Unroll;

/* ---- loops ---- */

/* The least and the greatest number that the counter of one that is compared with constants has. */
static Short *read_short(Unroll *u, const Stmt *s)
{
    static const OpKind ops[] = {[REL_LT] = OP_LT, [REL_LE] = OP_LE, [REL_GT] = OP_GT, [REL_GE] = OP_GE};
    Relation  relation = s->u.loop_for.relation;
    long long from, to, step = s->u.loop_for.step;
    if (!s->u.loop_for.declares || s->u.loop_for.pragma || s->checkpoint || relation == REL_NE || relation == REL_DOWNTO
        || !ir_integer(s->u.loop_for.from, &from) || !ir_integer(s->u.loop_for.to, &to))
        return NULL;
    Short *brief = ARENA_NEW(u->arena, Short);
    *brief = (Short){.first = from, .step = step};
    while (brief->trips <= MOST_TRIPS && op_compares(ops[relation], (long double)(from + brief->trips * step), (long double)to))
        brief->trips++;
    return brief->trips > 0 && brief->trips <= MOST_TRIPS ? brief : NULL;
}

static long long count_written(const Unroll *u, const Block *block);

/* The same of a loop: one with others in it stays, as matrices are better read by row and column. */
static long long count_loop(const Unroll *u, const Stmt *s)
{
    const Short *brief = map_get(u->shorts, s);
    const Block *body = s->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind == STMT_FOR)
            return TOO_LONG;
    return brief ? brief->trips * count_written(u, body) : TOO_LONG;
}

/* How many statements the list has when its short loops are written out; TOO_LONG: it has others, or what is not to be
 * copied. */
static long long count_written(const Unroll *u, const Block *block)
{
    long long count = 0;
    for (int i = 0; i < block->stmts.count && count < TOO_LONG; i++) {
        const Stmt *s = block->stmts.items[i];
        switch (s->kind) {
        case STMT_COMMENT: break;
        case STMT_DECL:
        case STMT_ASSIGN: count++; break;
        case STMT_IF: count += 1 + count_written(u, s->u.branch.then) + count_written(u, s->u.branch.other); break;
        case STMT_BLOCK: count += count_written(u, s->u.block); break;
        case STMT_FOR: count += count_loop(u, s); break;
        default: count = TOO_LONG; break;
        }
    }
    return count;
}

static void look_for_text(void *data, const Expr *e)
{
    bool *found = data;
    *found |= e->op == OP_OPAQUE;
}

static void look_for_jump(void *data, Stmt *s)
{
    bool *found = data;
    *found |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_OPAQUE;
    ir_visit_stmt_exprs(s, look_for_text, found);
}

/* A loop that runs once is its body. */
static bool runs_once(const Short *brief, const Stmt *s)
{
    bool jumps = false;
    if (brief->trips == 1)
        ir_visit_stmts(s->u.loop_for.body, look_for_jump, &jumps);
    return brief->trips == 1 && !jumps;
}

static void note_short(void *data, Stmt *s)
{
    Unroll *u = data;
    Short  *brief = s->kind == STMT_FOR ? read_short(u, s) : NULL;
    if (!brief)
        return;
    map_put(u->shorts, s, brief);
    brief->chosen = runs_once(brief, s);
    u->once |= brief->chosen;
}

/* ---- arrays ---- */

static long long count_elements(const Type *type)
{
    if (type->kind != TYPE_ARRAY)
        return type_is_real(type) && !(type->quals & TYPE_VOLATILE) ? 1 : TOO_LONG;
    long long count = type->u.array.count;
    return count < 1 || count > MOST_ELEMENTS ? TOO_LONG : count * count_elements(type->u.array.elem->canon);
}

static Small *small_of(const Unroll *u, const Var *var)
{
    return map_get(u->smalls, var);
}

static void note_smalls(Unroll *u)
{
    for (int i = 0; i < u->func->vars.count; i++) {
        Var   *var = u->func->vars.items[i];
        Small *small;
        if ((var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || var->type->canon->kind != TYPE_ARRAY
            || count_elements(var->type->canon) > MOST_ELEMENTS)
            continue;
        small = ARENA_NEW(u->arena, Small);
        *small = (Small){.fits = true};
        map_put(u->smalls, var, small);
    }
}

/* ---- indices ---- */

/* The short loop that has the counter, up to the first that is not short. */
static const Around *around_of(const Unroll *u, const Var *counter)
{
    for (const Around *up = u->around; up && up->brief; up = up->outer)
        if (up->loop->u.loop_for.var == counter)
            return up;
    return NULL;
}

/* An index, where the short loops' counters are known; false: that does not do. */
static bool evaluate(const Unroll *u, const Expr *e, long long *value)
{
    long long     a, b;
    const Around *around = e->op == OP_VAR ? around_of(u, e->u.var) : NULL;
    if (around || e->op == OP_VAR)
        *value = around ? around->brief->at : 0;
    else if (e->op == OP_INT)
        *value = e->u.integer->value;
    else if (e->op == OP_CAST && type_is_integer(e->type) && type_is_integer(e->args[0]->type))
        return evaluate(u, e->args[0], value) && *value >= 0;
    else if ((e->op == OP_ADD || e->op == OP_SUB || e->op == OP_MUL) && evaluate(u, e->args[0], &a) && evaluate(u, e->args[1], &b))
        *value = e->op == OP_ADD ? a + b : e->op == OP_SUB ? a - b : a * b;
    else
        return false;
    return (around || e->op != OP_VAR) && *value > -TOO_LONG && *value < TOO_LONG;
}

/* Whether all indices of the place are within the array, with the counters as they are. */
static bool is_within(const Unroll *u, const Expr *place)
{
    long long index;
    if (place->op == OP_VAR)
        return true;
    return evaluate(u, place->args[1], &index) && index >= 0 && index < place->args[0]->type->canon->u.array.count
        && is_within(u, place->args[0]);
}

/* The same for all values of the counters of `loops`, from the given one on. */
static bool is_always_within(const Unroll *u, const Expr *place, Short *const *loops, int count)
{
    if (count == 0)
        return is_within(u, place);
    for (long long i = 0; i < loops[0]->trips; i++) {
        loops[0]->at = loops[0]->first + i * loops[0]->step;
        if (!is_always_within(u, place, loops + 1, count - 1))
            return false;
    }
    return true;
}

/* The loop around all short ones, or NULL: there is none, or it would stay one around others. */
static Stmt *hot_loop(const Unroll *u)
{
    const Around *up = u->around;
    while (up && up->brief)
        up = up->outer;
    return up && up->loop->kind == STMT_FOR && count_written(u, up->loop->u.loop_for.body) <= MOST_HOT ? up->loop : NULL;
}

/* Whether the short loops here may be written out: as part of what is hot, or as they are. */
static bool may_write(const Unroll *u, const Stmt *hot)
{
    const Stmt *outermost = NULL;
    for (const Around *up = u->around; up && up->brief; up = up->outer)
        outermost = up->loop;
    return hot || outermost == NULL || count_loop(u, outermost) <= MOST_COLD;
}

/* A place in the array that is a number. */
static void note_element(Unroll *u, Small *small, const Expr *place)
{
    enum { MOST_LOOPS = 4 };
    Short *loops[MOST_LOOPS];
    int    count = 0;
    Stmt  *hot = hot_loop(u);
    for (const Around *up = u->around; up && up->brief && count < MOST_LOOPS; up = up->outer) {
        if (!ir_mentions(place, up->loop->u.loop_for.var))
            continue;
        loops[count++] = up->brief;
        VEC_PUSH(u->arena, &small->loops, up->loop);
    }
    small->fits = small->fits && is_always_within(u, place, loops, count) && (count == 0 || may_write(u, hot));
    if (small->fits && count > 0 && hot) {
        small->pays = true;
        VEC_PUSH(u->arena, &small->around, hot);
    }
}

static bool is_element(const Expr *e)
{
    while (e->op == OP_INDEX)
        e = e->args[0];
    return e->op == OP_VAR;
}

static void look_at(Unroll *u, const Expr *e);

static void look_below(Unroll *u, const Expr *e)
{
    for (int i = 0; i < e->count; i++)
        look_at(u, e->args[i]);
}

static void refuse(void *data, Var *var)
{
    Small *small = small_of(data, var);
    if (small)
        small->fits = false;
}

/* Every mention of an array picks an element by itself, or the array stays. */
static void look_at(Unroll *u, const Expr *e)
{
    Var   *root = e->op == OP_INDEX && type_is_real(e->type) && is_element(e) ? ir_root_var(e) : NULL;
    Small *small = root ? small_of(u, root) : NULL;
    if (small && small->fits)
        note_element(u, small, e);
    else if (e->op == OP_VAR)
        refuse(u, e->u.var);
    else if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, refuse, u);
    else
        look_below(u, e);
}

static void look_at_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    look_at(data, e);
}

/* ---- statements ---- */

static void look_at_block(Unroll *u, const Block *block);

static void look_at_loop(Unroll *u, Stmt *s)
{
    Around        here = {u->around, s, map_get(u->shorts, s)};
    Block        *blocks[3];
    int           count = ir_stmt_blocks(s, blocks);
    ir_stmt_exprs(s, look_at_expr, u);
    u->around = &here;
    for (int i = 0; i < count; i++)
        look_at_block(u, blocks[i]);
    u->around = here.outer;
}

static void look_at_decl(Unroll *u, const Stmt *s)
{
    if (!small_of(u, s->u.decl.var))
        ir_stmt_exprs(s, look_at_expr, u);
    else if (s->u.decl.init && !ir_is_zero_init(s->u.decl.init))
        refuse(u, s->u.decl.var);
}

static void look_at_stmt(Unroll *u, Stmt *s)
{
    Block *blocks[3];
    int    count;
    switch (s->kind) {
    case STMT_DECL: look_at_decl(u, s); return;
    case STMT_FOR:
    case STMT_LOOP: look_at_loop(u, s); return;
    case STMT_OPAQUE: ir_visit_opaque(s->u.opaque, refuse, u); break;
    default: break;
    }
    ir_stmt_exprs(s, look_at_expr, u);
    count = ir_stmt_blocks(s, blocks);
    for (int i = 0; i < count; i++)
        look_at_block(u, blocks[i]);
}

static void look_at_block(Unroll *u, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++)
        look_at_stmt(u, block->stmts.items[i]);
}

/* ---- writing ---- */

static void choose_loop(void *data, Stmt *s)
{
    Unroll *u = data;
    Short  *brief = map_get(u->shorts, s);
    if (brief)
        brief->chosen = true;
}

/* True where any array becomes scalars. */
static bool choose(Unroll *u)
{
    bool any = false;
    for (int i = 0; i < u->func->vars.count; i++) {
        Var   *var = u->func->vars.items[i];
        Small *small = small_of(u, var);
        if (!small || !small->fits || !small->pays)
            continue;
        any = true;
        var->kind = VAR_TEMP;
        for (int k = 0; k < small->loops.count; k++)
            choose_loop(u, small->loops.items[k]);
        for (int k = 0; k < small->around.count; k++)
            ir_visit_stmts(small->around.items[k]->u.loop_for.body, choose_loop, u);
    }
    return any;
}

/* (size_t)k, where k has become a number, is what C makes of the number by itself. */
static const Expr *bare_number(void *data, const Expr *e)
{
    const Unroll *u = data;
    bool          is_number = e->op == OP_CAST && !e->implicit && type_is_integer(e->type) && e->args[0]->op == OP_INT
                   && e->args[0]->u.integer->value >= 0 && e->args[0]->u.integer->value < TOO_LONG;
    return is_number ? ir_cast(u->p, e->loc, e->type, e->args[0], true) : e;
}

static bool write_out(void *data, Block *out, Stmt *s)
{
    Unroll      *u = data;
    const Short *brief = map_get(u->shorts, s);
    if (!brief || !brief->chosen)
        return false;
    Var *counter = s->u.loop_for.var;
    for (long long i = 0; i < brief->trips; i++) {
        const Expr *at = ir_int(u->p, s->loc, type_unqualified(u->p, counter->type), brief->first + i * brief->step);
        Block      *body = normal_twin(u->p, u->func, s->u.loop_for.body, counter, at);
        ir_map_block_exprs(u->p, body, bare_number, u);
        ir_append(u->p, out, body);
    }
    return true;
}

/* {0}, as adgen itself writes it. */
static void settle_init(void *data, Stmt *s)
{
    Unroll *u = data;
    if (s->kind == STMT_DECL && s->u.decl.init && s->u.decl.var->kind == VAR_TEMP && small_of(u, s->u.decl.var)
        && small_of(u, s->u.decl.var)->fits)
        s->u.decl.init = ir_zero(u->p, s->loc, s->u.decl.var->type);
}

bool unroll_func(Program *p, Func *func)
{
    Unroll u = {.p = p, .func = func, .arena = arena_new()};
    bool   any = false;
    u.smalls = map_new(u.arena);
    u.shorts = map_new(u.arena);
    note_smalls(&u);
    ir_visit_stmts(func->body, note_short, &u);
    look_at_block(&u, func->body);
    any = choose(&u) || u.once;
    if (any) {
        ir_replace_stmts(p, func->body, write_out, &u);
        ir_visit_stmts(func->body, settle_init, &u);
        simplify_func(p, func);
    }
    arena_free(u.arena);
    return any;
}
