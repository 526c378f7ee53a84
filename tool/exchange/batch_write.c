#include "batch_parts.h"

/* A stage as it is written. */
typedef struct Writer {
    Batch       *b;
    int          stage;
    Var         *counter;         /* in the batch */
    Map         *values;          /* Var -> Expr: what stands for variables here */
} Writer;

static const Expr *value_node(void *data, const Expr *e)
{
    const Writer *w = data;
    const Expr   *value = e->op == OP_VAR ? map_get(w->values, e->u.var) : NULL;

    return value ? value : e;
}

static const Expr *value_of(Writer *w, const Expr *e)
{
    return ir_map_expr(w->b->jam.x->p, e, value_node, w);
}

static void value_stmt(void *data, Stmt *s)
{
    Writer *w = data;

    ir_map_stmt_exprs(w->b->jam.x->p, s, value_node, w);
}

/* sum_at[k] */
static const Expr *element(const Writer *w, const Handed *handed)
{
    Program *p = w->b->jam.x->p;
    Loc      loc = handed->var->loc;

    return ir_index(p, loc, ir_decay(p, loc, ir_var(p, loc, handed->at)), ir_var(p, loc, w->counter));
}

/* ---- what comes from other stages ---- */

typedef struct Uses {
    const Var *var;
    int        count;
} Uses;

static void count_use(void *data, const Expr *e)
{
    Uses *uses = data;

    uses->count += e->op == OP_VAR && e->u.var == uses->var;
}

/* How often statements mention the variable: those in loops, often. */
static void count_uses_at(void *data, Stmt *s)
{
    Uses *uses = data;

    if (s->kind == STMT_FOR)
        ir_visit_stmts(s->u.loop_for.body, count_uses_at, uses);
    ir_visit_stmt_exprs(s, count_use, uses);
}

static int count_uses(const Batch *b, const Stage *stage, const Var *var)
{
    Uses uses = {var, 0};

    for (int i = 0; i < stage->count; i++)
        ir_visit_stmt(batch_stmt(b, stage, i), count_uses_at, &uses);
    return uses.count;
}

/* double sum = sum_at[k]; where that is read once, and not again and again in a loop, the element itself stands there. */
static void write_taken(Writer *w, Block *body)
{
    const Batch *b = w->b;
    Program     *p = b->jam.x->p;

    for (int i = 0; i < b->handed.count; i++) {
        const Handed *handed = &b->handed.items[i];
        Var          *copy;

        if (handed->stage >= w->stage || !(handed->needed >> w->stage & 1))
            continue;
        if (count_uses(b, &b->stages[w->stage], handed->var) == 1 && !(handed->assigned >> w->stage & 1)) {
            map_put(w->values, handed->var, (void *)element(w, handed));
            continue;
        }
        copy = jam_copy_own(&b->jam, handed->var);
        ir_push(p, body, ir_decl(p, copy->loc, copy, element(w, handed)));
        map_put(w->values, handed->var, (void *)ir_var(p, copy->loc, copy));
    }
}

/* Integers and pointers: const double *row = A + (first + k) * n; */
static void write_names(Writer *w, Block *body)
{
    const Batch *b = w->b;
    const Stage *stage = &b->stages[w->stage];
    Program     *p = b->jam.x->p;

    for (int i = 0; i < b->names.count; i++) {
        const Named *named = &b->names.items[i];
        Var         *copy;

        if (!batch_mentions(b, stage, named->var))
            continue;
        copy = jam_copy_own(&b->jam, named->var);
        ir_push(p, body, ir_decl(p, copy->loc, copy, value_of(w, named->value)));
        map_put(w->values, named->var, (void *)ir_var(p, copy->loc, copy));
    }
}

/* Declarations that say nothing yet. */
static void write_late(const Writer *w, Block *body)
{
    for (int i = 0; i < w->b->late.count; i++)
        if (w->b->late.items[i].stage == w->stage)
            ir_push(w->b->jam.x->p, body, (Stmt *)w->b->late.items[i].decl);
}

static bool is_elsewhere(const Writer *w, const Stmt *s)
{
    for (int i = 0; i < w->b->names.count; i++)
        if (w->b->names.items[i].decl == s)
            return true;
    for (int i = 0; i < w->b->late.count; i++)
        if (w->b->late.items[i].decl == s)
            return true;
    return false;
}

/* ---- what goes to other stages ---- */

static const Handed *handed_by(const Writer *w, const Var *var)
{
    for (int i = 0; i < w->b->handed.count; i++)
        if (w->b->handed.items[i].var == var)
            return &w->b->handed.items[i];
    return NULL;
}

/* Whether the stage has the variable for others alone. */
static bool only_hands_on(const Writer *w, const Handed *handed)
{
    return handed->stage == w->stage && !(handed->needed >> w->stage & 1);
}

/* A declaration whose variable nothing else in the stage mentions is what is handed on itself. */
static void write_stmt(Writer *w, Stmt *s, Block *body)
{
    const Handed *handed = s->kind == STMT_DECL ? handed_by(w, s->u.decl.var) : NULL;
    Program      *p = w->b->jam.x->p;

    if (is_elsewhere(w, s))
        return;
    if (handed && s->u.decl.init && only_hands_on(w, handed)) {
        ir_push(p, body, ir_assign(p, s->loc, element(w, handed), value_of(w, s->u.decl.init)));
        return;
    }
    ir_visit_stmt(s, value_stmt, w);
    ir_push(p, body, s);
}

static void write_given(Writer *w, Block *body)
{
    Program *p = w->b->jam.x->p;

    for (int i = 0; i < w->b->handed.count; i++) {
        const Handed *handed = &w->b->handed.items[i];
        const Expr   *value = ir_var(p, handed->var->loc, handed->var);
        bool          is_new = handed->stage == w->stage ? !only_hands_on(w, handed) : handed->assigned >> w->stage & 1;

        if (is_new && handed->needed >> w->stage >> 1 != 0)
            ir_push(p, body, ir_assign(p, value->loc, element(w, handed), value_of(w, value)));
    }
}

/* ---- the whole ---- */

static Var *new_counter(const Batch *b, const char *name)
{
    const Stmt *outer = b->jam.outer;
    Exchange   *x = b->jam.x;
    Var        *var = ir_new_var(x->p, x->func, VAR_TEMP, name, outer->u.loop_for.var->type, outer->loc);

    var->is_register = true;
    return var;
}

static void write_stage(Batch *b, int index, Var *first, const Var *count, Block *out)
{
    const Stage *stage = &b->stages[index];
    const Stmt  *outer = b->jam.outer;
    Program     *p = b->jam.x->p;
    Loc          loc = outer->loc;
    Block       *body = ir_block(p);
    Writer       w = {.b = b, .stage = index, .values = map_new(b->jam.x->arena)};

    w.counter = new_counter(b, "k");
    map_put(w.values, outer->u.loop_for.var,
            (void *)ir_binary(p, loc, OP_ADD, ir_var(p, loc, first), ir_var(p, loc, w.counter)));
    write_names(&w, body);
    write_taken(&w, body);
    write_late(&w, body);
    for (int i = 0; i < stage->count; i++)
        write_stmt(&w, batch_stmt(b, stage, i), body);
    write_given(&w, body);
    ir_push(p, out, ir_for(p, loc, w.counter, true, outer->u.loop_for.from, REL_LT, ir_var(p, loc, (Var *)count), 1, body));
}

/* double sum_at[16]; */
static void write_arrays(Batch *b, Block *out)
{
    Exchange *x = b->jam.x;
    Program  *p = x->p;

    for (int i = 0; i < b->handed.count; i++) {
        Handed     *handed = &b->handed.items[i];
        const Type *type = type_array(p, type_unqualified(p, handed->var->type), BATCH_SIZE, NULL);
        const char *name = arena_printf(p->arena, "%s_at", handed->var->name);

        handed->at = ir_new_var(p, x->func, VAR_TEMP, name, type, handed->var->loc);
        handed->at->is_shadow = handed->var->is_shadow;
        ir_push(p, out, ir_decl(p, handed->var->loc, handed->at, NULL));
    }
}

typedef struct Mention {
    const Var *var;
    bool       found;
} Mention;

static void find_mention(void *data, Stmt *s)
{
    Mention *mention = data;
    mention->found = mention->found || ir_stmt_mentions(s, mention->var);
}

/* Whether the loop asks which of its iterations it is in. */
static bool mentions_counter(const Stmt *loop)
{
    Mention mention = {loop->u.loop_for.var, false};
    ir_visit_stmts(loop->u.loop_for.body, find_mention, &mention);
    return mention.found;
}

/* The batch's first iteration, if that matters, and how many it has. */
static void write_counts(const Batch *b, const Var *at, Var *first, Var *count, Block *out)
{
    const Expr *times = b->jam.times, *here = ir_var(b->jam.x->p, times->loc, (Var *)at), *left = here, *size, *most;
    Program    *p = b->jam.x->p;
    Loc         loc = b->jam.outer->loc;
    bool        goes_up = first == at;

    if (goes_up)
        left = ir_binary(p, loc, OP_SUB, times, here);
    else if (mentions_counter(b->jam.outer))
        ir_push(p, out, ir_decl(p, loc, first, ir_binary(p, loc, OP_SUB, times, here)));
    most = ir_int(p, loc, count->type, BATCH_SIZE);
    size = ir_select(p, loc, ir_binary(p, loc, OP_LT, left, most), left, most);
    ir_push(p, out, ir_decl(p, loc, count, size));
}

void batch_write(Batch *b, Block *out)
{
    Program    *p = b->jam.x->p;
    const Stmt *outer = b->jam.outer;
    const Type *type = outer->u.loop_for.var->type;
    const Expr *zero = ir_int(p, outer->loc, type_unqualified(p, type), 0);
    Block      *body = ir_block(p);
    bool        goes_up = type_is_unsigned(type);    /* none is less than zero, but they are too many ever to wrap round */
    Var        *first = new_counter(b, "first"), *count = new_counter(b, "count");
    Var        *at = goes_up ? first : new_counter(b, "left");

    write_counts(b, at, first, count, body);
    write_arrays(b, body);
    for (int i = 0; i < b->stage_count; i++)
        write_stage(b, i, first, count, body);
    if (goes_up)
        ir_push(p, out, ir_for(p, outer->loc, at, true, zero, REL_LT, b->jam.times, BATCH_SIZE, body));
    else
        ir_push(p, out, ir_for(p, outer->loc, at, true, b->jam.times, REL_GT, zero, -BATCH_SIZE, body));
}
