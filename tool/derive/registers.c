#include "registers.h"

#include <string.h>

#include "ir/table.h"
#include "rules/rule.h"

/* One variable in the whole function. */
typedef struct Span {
    int first, last;              /* numbers of the statements that mention it */
    int first_read, last_read;
    VEC(Stmt *) uses;             /* active assignments that surely read it */
} Span;

/* One variable in one loop. */
typedef struct Use {
    Stmt *first_write;
    bool  declared;
    bool  early;                  /* read where the first write does not come before */
} Use;

struct Registers {
    Derive *d;
    VarTable spans;               /* Var -> Span */
    Map    *loops;                /* loop -> Map: Var -> Use */
    Map    *sure;                 /* Stmt -> whether what it assigns surely goes into the result */
    Map    *infinite;             /* registers that may be -> themselves; NULL: not looked for yet */
};

/* A walk over expressions that notes the variables they mention. */
typedef struct Walk {
    Registers *r;
    Map       *uses;              /* NULL: spans */
    Stmt      *at;
} Walk;

Var *registers_written(const Stmt *s)
{
    const Expr *place = ir_target(s);

    if (place)
        return place->op == OP_VAR ? place->u.var : NULL;
    if (s->kind == STMT_DECL && s->u.decl.init)
        return s->u.decl.var;
    return s->kind == STMT_FOR ? s->u.loop_for.var : NULL;
}

/* ---- spans ---- */

static Span *registers_span(Registers *r, const Var *var)
{
    Span *span = vartable_get(&r->spans, var);

    if (span == NULL) {
        span = ARENA_NEW(r->d->facts, Span);
        span->first = span->first_read = layout_count(r->d->layout);
        span->last = span->last_read = -1;
        vartable_put(&r->spans, var, span);
    }
    return span;
}

static void registers_mention(Registers *r, const Var *var, int pos, bool read)
{
    Span *span = registers_span(r, var);

    if (pos < span->first)
        span->first = pos;
    if (pos > span->last)
        span->last = pos;
    if (read && pos < span->first_read)
        span->first_read = pos;
    if (read && pos > span->last_read)
        span->last_read = pos;
}

/* ---- uses in a loop ---- */

/* Whether the write comes before the read on every way through an iteration: the list that holds the write also holds,
 * later and in the same branch, the read or what it stands in. */
static bool registers_dominates(Derive *d, const Stmt *write, const Stmt *read)
{
    const Stmt *home = layout_info(d->layout, write)->parent, *s = read;

    while (s && layout_info(d->layout, s)->parent != home)
        s = layout_info(d->layout, s)->parent;
    if (s == NULL)
        return false;
    if (home && home->kind == STMT_IF)
        return ir_holds(home->u.branch.then, write) == ir_holds(home->u.branch.then, s);
    if (home && home->kind == STMT_LOOP)
        return ir_holds(home->u.loop.body, write) == ir_holds(home->u.loop.body, s);
    return true;
}

static Use *registers_use(Walk *w, const Var *var)
{
    Use *use = map_get(w->uses, var);

    if (use == NULL) {
        use = ARENA_NEW(w->r->d->facts, Use);
        map_put(w->uses, var, use);
    }
    return use;
}

static void registers_read(Walk *w, const Var *var)
{
    Use *use;

    if (w->uses == NULL) {
        registers_mention(w->r, var, layout_info(w->r->d->layout, w->at)->pos, true);
        return;
    }
    use = registers_use(w, var);
    if (use->first_write == NULL || !registers_dominates(w->r->d, use->first_write, w->at))
        use->early = true;
}

static void registers_read_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        registers_read(data, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            registers_read(data, e->u.opaque->vars.items[i]);
}

static void registers_read_expr(void *data, const Expr *e, bool is_target)
{
    if (!(is_target && e->op == OP_VAR))
        ir_visit_expr(e, registers_read_node, data);
}

/* Operands that evaluating e surely evaluates and that its derivative depends on. */
static void registers_sure(Registers *r, const Expr *e, Stmt *s)
{
    if (e->op == OP_VAR && e->u.var->is_register && type_is_real(e->type)) {
        VEC_PUSH(r->d->facts, &registers_span(r, e->u.var)->uses, s);
        return;
    }
    if ((op_info[e->op].flags & OPF_PLACE) || e->op == OP_SELECT || !type_is_real(e->type))
        return;
    for (int i = 0; i < e->count; i++)
        if (e->op != OP_CALL || !rule_chooses(rule_of(e), i))
            registers_sure(r, e->args[i], s);
}

static void registers_write(Walk *w, Stmt *s)
{
    Var *var = registers_written(s);
    int  pos = layout_info(w->r->d->layout, s)->pos;

    if (s->kind == STMT_DECL) {
        if (w->uses)
            registers_use(w, s->u.decl.var)->declared = true;
        else if (s->u.decl.init)
            registers_mention(w->r, s->u.decl.var, pos, false);
    }
    if (var == NULL)
        return;
    if (w->uses == NULL)
        registers_mention(w->r, var, pos, false);
    else if (registers_use(w, var)->first_write == NULL)
        registers_use(w, var)->first_write = s;
}

static void registers_visit(void *data, Stmt *s)
{
    Walk *w = data;

    w->at = s;
    if (s->kind == STMT_FOR) {
        ir_visit_expr(s->u.loop_for.from, registers_read_node, w);
        registers_write(w, s);
        ir_visit_expr(s->u.loop_for.to, registers_read_node, w);
        return;
    }
    if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            registers_read(w, s->u.opaque->vars.items[i]);
    ir_stmt_exprs(s, registers_read_expr, w);
    if (w->uses == NULL && s->kind == STMT_ASSIGN && activity_place(w->r->d->activity, s->u.assign.place))
        registers_sure(w->r, s->u.assign.value, s);
    registers_write(w, s);
}

/* Whether the later statement of the two stands behind where the list begins, and the earlier one before that. */
static bool registers_parts(const Derive *d, const Block *list, const Stmt *later, const Stmt *s)
{
    int begin = list->stmts.count ? layout_info(d->layout, list->stmts.items[0])->pos : layout_count(d->layout);

    return layout_info(d->layout, s)->pos < begin && layout_info(d->layout, later)->pos >= begin;
}

/* Whether the later statement runs whenever the earlier one does: every IF and loop around it is around both, in the same of
 * its lists. */
static bool registers_runs_with(Derive *d, const Stmt *later, const Stmt *s)
{
    for (const Stmt *up = layout_info(d->layout, later)->parent; up; up = layout_info(d->layout, up)->parent) {
        Block *lists[3];
        int    count = up->kind == STMT_BLOCK ? 0 : ir_stmt_blocks(up, lists);

        if (count > 0 && !layout_inside(d->layout, s, up))
            return false;
        for (int i = 0; i < count; i++)
            if (registers_parts(d, lists[i], later, s))
                return false;
    }
    return true;
}

/* ---- questions ---- */

Registers *registers_find(Derive *d)
{
    Registers *r = ARENA_NEW(d->facts, Registers);
    Walk       walk = {r, NULL, NULL};

    r->d = d;
    r->spans.arena = d->facts;
    r->loops = map_new(d->facts);
    r->sure = map_new(d->facts);
    ir_visit_stmts(d->fn->body, registers_visit, &walk);
    return r;
}

static Map *registers_of_loop(Registers *r, const Stmt *loop)
{
    Walk walk = {r, map_get(r->loops, loop), NULL};

    if (walk.uses)
        return walk.uses;
    walk.uses = map_new(r->d->facts);
    map_put(r->loops, loop, walk.uses);
    if (loop->kind == STMT_FOR) {
        ir_visit_stmts(loop->u.loop_for.body, registers_visit, &walk);
        return walk.uses;
    }
    ir_visit_stmts(loop->u.loop.head, registers_visit, &walk);
    if (!loop->u.loop.at_end && loop->u.loop.cond) {
        walk.at = (Stmt *)loop;
        ir_visit_expr(loop->u.loop.cond, registers_read_node, &walk);
    }
    ir_visit_stmts(loop->u.loop.body, registers_visit, &walk);
    ir_visit_stmts(loop->u.loop.step, registers_visit, &walk);
    if (loop->u.loop.at_end && loop->u.loop.cond) {
        walk.at = (Stmt *)loop;
        ir_visit_expr(loop->u.loop.cond, registers_read_node, &walk);
    }
    return walk.uses;
}

bool registers_carried(Registers *r, const Stmt *loop, const Var *var)
{
    const Use *use = map_get(registers_of_loop(r, loop), var);

    return use && use->early && !use->declared;
}

bool registers_carried_to(Registers *r, const Stmt *loop, const Var *var, const Stmt *at)
{
    const Use *use = map_get(registers_of_loop(r, loop), var);

    return use && !use->declared && use->first_write &&
           (layout_info(r->d->layout, use->first_write)->pos >= layout_info(r->d->layout, at)->pos ||
            !registers_dominates(r->d, use->first_write, at));
}

bool registers_read_outside(Registers *r, const Stmt *loop, const Var *var)
{
    const Span     *span = vartable_get(&r->spans, var);
    const StmtInfo *info = layout_info(r->d->layout, loop);

    if (var == r->d->result)
        return true;
    return span && span->last_read >= 0 && (span->first_read < info->pos || span->last_read > info->end);
}

/* ---- values that may be infinite ---- */

typedef struct Infinite {
    Registers *r;
    bool       found, grown;
} Infinite;

static void registers_infinite_node(void *data, const Expr *e)
{
    static const char *const unbounded[] = {"log", "log2", "log10", "log1p", "exp", "exp2", "expm1", "pow", "sinh", "cosh",
                                            "atanh", "tgamma", "lgamma"};
    Infinite   *f = data;
    const Rule *rule = e->op == OP_CALL ? rule_of(e) : NULL;

    f->found |= e->op == OP_VAR && e->u.var->is_register && map_get(f->r->infinite, e->u.var) != NULL;
    f->found |= e->op == OP_DIV && type_is_real(e->type) && e->args[1]->op != OP_REAL;
    for (size_t i = 0; rule && i < sizeof unbounded / sizeof *unbounded; i++)
        f->found |= strcmp(rule_name(rule), unbounded[i]) == 0;
}

static void registers_infinite_stmt(void *data, Stmt *s)
{
    Infinite *f = data;
    Var      *var = s->kind == STMT_ASSIGN ? registers_written(s) : NULL;

    if (var == NULL || !var->is_register || !type_is_real(var->type) || !activity_var(f->r->d->activity, var) ||
        map_get(f->r->infinite, var))
        return;
    f->found = false;
    ir_visit_expr(s->u.assign.value, registers_infinite_node, f);
    if (f->found) {
        map_put(f->r->infinite, var, var);
        f->grown = true;
    }
}

bool registers_may_be_infinite(Registers *r, const Var *var)
{
    Infinite f = {r, false, r->infinite == NULL};

    if (r->infinite == NULL)
        r->infinite = map_new(r->d->facts);
    while (f.grown) {
        f.grown = false;
        ir_visit_stmts(r->d->fn->body, registers_infinite_stmt, &f);
    }
    return map_get(r->infinite, var) != NULL;
}

/* The index of the first of the variable's sure uses behind a statement. */
static int registers_use_behind(const Registers *r, const Span *span, int pos)
{
    int low = 0, high = span->uses.count;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (layout_info(r->d->layout, span->uses.items[middle])->pos <= pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether one of the uses of what s assigns counts. */
static bool registers_goes_on(Registers *r, const Stmt *s, const Var *var)
{
    const Span *span = vartable_get(&r->spans, var);
    int         pos = layout_info(r->d->layout, s)->pos;

    for (int i = span ? registers_use_behind(r, span, pos) : 0; span && i < span->uses.count; i++) {
        const Stmt *use = span->uses.items[i];

        if (layout_assigns(r->d->layout, var, pos + 1, layout_info(r->d->layout, use)->pos - 1))
            return false;
        if (registers_runs_with(r->d, use, s) && registers_surely_used(r, use))
            return true;
    }
    return false;
}

/* Each statement is asked about once: what it goes into comes behind it. */
bool registers_surely_used(Registers *r, const Stmt *s)
{
    static const char yes, no;
    const Var  *var = registers_written(s);
    const char *known = map_get(r->sure, s);

    if (var == NULL || !var->is_register)
        return false;
    if (var == r->d->result)
        return true;
    if (known == NULL) {
        known = registers_goes_on(r, s, var) ? &yes : &no;
        map_put(r->sure, s, (void *)known);
    }
    return known == &yes;
}

Stmt *registers_home(Registers *r, const Var *var)
{
    const Span *span = vartable_get(&r->spans, var);
    Stmt       *home = NULL;

    if (span == NULL || span->last < 0 || var == r->d->result || var->kind == VAR_PARAM)
        return NULL;
    for (Stmt *loop = layout_info(r->d->layout, layout_stmt(r->d->layout, span->first))->loop; loop;
         loop = layout_info(r->d->layout, loop)->loop) {
        const StmtInfo *info = layout_info(r->d->layout, loop);

        if (span->first >= info->pos && span->last <= info->end && !registers_carried(r, loop, var)) {
            home = loop;
            break;
        }
    }
    return home;
}
