#include "base/intern.h"
#include "facts.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "propose.h"
#include "weigh.h"

/*
 * simplify_common - compute once what takes a division or a call of the library.
 *
 *     b = exp(a); … exp(a) … -> b = exp(a); … b …
 *     y = exp(a) * z; … exp(a) … -> exp_a = exp(a); y = exp_a * z; … exp_a …
 *
 * where the first statement is surely run before the second, with nothing between them (or in a loop around the second
 * alone) that changes what the expression reads.  Arms that are evaluated only at need take values that are there but
 * offer none.  Addresses are left as they are written, and cheap arithmetic of less than `least` operators (0: any).
 *
 * Forward, with a hash table of what has been computed.  An entry that fails once is of no use later either, and goes.
 */
typedef struct Known Known;

/* A value that some node computes. */
struct Known {
    const Expr *e;         /* as it was written */
    const Expr *now;       /* as it stands in the node, where parts of it may have been replaced */
    unsigned    hash;
    int         pos;
    Var        *holder;    /* the variable that the node assigns it to, or NULL */
    Var        *temp;      /* a new variable for it, or NULL */
    bool        declared;  /* the new variable's declaration has been written */
    Known      *next;      /* of the same bucket */
};

/* What is found out about a costly expression once. */
typedef struct Info {
    unsigned hash;
    bool     varies;       /* is no constant */
} Info;

typedef struct Common {
    Program     *p;
    Arena       *arena;
    Func        *func;
    const Facts *f;
    Known      **buckets;
    unsigned     bucket_count;
    Map         *infos;       /* of the costly expressions of the node at hand */
    bool         any;         /* there are such */
    Map        **extracted;   /* by node: what is to be computed before it, Known by its `now` */
    StmtVec     *before;      /* by node: the declarations that do */
    int          at;          /* the node at hand */
    bool         again;       /* its expression at hand is evaluated in every iteration */
    bool         changed;
    int          least;       /* cheap arithmetic counts, too, with so many operators between reals; 0: it does not */
} Common;

/* ---- About expressions ---- */

/* Whether it may be worth a variable, or something in it. */
static bool is_much(const Common *c, const Expr *e)
{
    return weigh_is_costly(e) || (c->least > 0 && weigh_reals(e, c->least) >= c->least);
}

static Info learn(Common *c, const Expr *e)
{
    bool        is_kept = is_much(c, e);
    const Info *known = is_kept ? map_get(c->infos, e) : NULL;
    if (known)
        return *known;
    Info info = {.hash = ir_hash_node(e), .varies = op_info[e->op].flags & OPF_PLACE};
    for (int i = 0; i < e->count; i++) {
        Info arg = learn(c, e->args[i]);
        info.hash = ir_hash_mix(info.hash, arg.hash);
        info.varies |= arg.varies;
    }
    if (is_kept) {
        Info *kept = ARENA_NEW(c->arena, Info);
        *kept = info;
        map_put(c->infos, e, kept);
    }
    return info;
}

/* Signs and conversions are not worth a name; what is below them may be. */
static bool is_worth_keeping(const Expr *e, const Info *info)
{
    bool is_wrapper = e->op == OP_NEG || e->op == OP_CAST || op_info[e->op].flags & OPF_PLACE;
    return weigh_is_pure(e) && info->varies && !is_wrapper && type_is_real(e->type);
}

/* ---- What is known ---- */

static bool can_extract(const Node *node)
{
    StmtKind kind = node->stmt->kind;
    return !node->is_cond && kind != STMT_LOOP && kind != STMT_OPAQUE;
}

/* Until where nothing may change for a value of node p to be good in the node at hand. */
static int needed_until(const Common *c, int p)
{
    int end = p < c->at ? facts_reach(c->f, p, c->at) : c->at;
    if (c->again && end < c->f->nodes.items[c->at].end)
        end = c->f->nodes.items[c->at].end;
    return end;
}

static bool is_good_here(const Common *c, const Known *k)
{
    if (k->pos != c->at && !facts_dominates(c->f, k->pos, c->at))
        return false;
    return facts_unchanged(c->f, k->e, k->pos, needed_until(c, k->pos));
}

static Known *look_up(Common *c, const Expr *e, unsigned hash)
{
    for (Known **link = &c->buckets[hash % c->bucket_count]; *link;) {
        Known *k = *link;
        if (k->hash != hash || !ir_same(k->e, e))
            link = &k->next;
        else if (is_good_here(c, k))
            return k;
        else
            *link = k->next;
    }
    return NULL;
}

static void remember(Common *c, const Expr *e, const Expr *now, unsigned hash)
{
    Known *k = ARENA_NEW(c->arena, Known);
    k->e = e;
    k->now = now;
    k->hash = hash;
    k->pos = c->at;
    k->next = c->buckets[hash % c->bucket_count];
    c->buckets[hash % c->bucket_count] = k;
}

static bool holder_is_good(const Common *c, const Known *k)
{
    return k->holder && k->pos != c->at && !facts_written(c->f, k->holder, k->pos + 1, needed_until(c, k->pos));
}

/* What to write for the value; NULL where it cannot be had. */
static const Expr *use(Common *c, Known *k, const Expr *e)
{
    if (holder_is_good(c, k))
        return ir_var(c->p, e->loc, k->holder);
    if (!k->temp) {
        k->temp = propose_var(c->p, c->func, k->e);
        if (!c->extracted[k->pos])
            c->extracted[k->pos] = map_new(c->arena);
        map_put(c->extracted[k->pos], k->now, k);
    }
    return ir_var(c->p, e->loc, k->temp);
}

/* ---- Looking through expressions ---- */

static bool is_lazy_arg(const Expr *e, int i)
{
    return i > 0 && (e->op == OP_LAND || e->op == OP_LOR || e->op == OP_SELECT);
}

static const Expr *share(Common *c, const Expr *e, bool offers)
{
    if (!is_much(c, e))
        return e;
    Info   info = learn(c, e);
    bool   is_worth = is_worth_keeping(e, &info);
    Known *k = is_worth ? look_up(c, e, info.hash) : NULL;
    if (k) {
        c->changed = true;
        return use(c, k, e);
    }
    const Expr  *few[4];
    const Expr **args = e->count <= 4 ? few : ARENA_ARRAY(c->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++)
        args[i] = share(c, e->args[i], offers && !is_lazy_arg(e, i));
    const Expr *now = ir_with_args(c->p, e, args);
    if (is_worth && offers)
        remember(c, e, now, info.hash);
    return now;
}

static const Expr *share_whole(void *data, const Expr *e, bool is_target, bool again)
{
    Common *c = data;
    (void)is_target;
    if (e->op == OP_INIT || !is_much(c, e))
        return e;
    c->any = true;
    c->again = again;
    return share(c, e, !again && can_extract(&c->f->nodes.items[c->at]));
}

/* `v = e`: from now on v holds e. */
static void note_holder(Common *c, const Expr *value)
{
    Var *var = facts_target(&c->f->nodes.items[c->at]);
    if (!value || !var || !facts_is_tracked(c->f, var))
        return;
    unsigned hash = learn(c, value).hash;
    for (Known *k = c->buckets[hash % c->bucket_count]; k; k = k->next) {
        if (k->pos == c->at && k->e == value)
            k->holder = var;
    }
}

static void share_node(Common *c)
{
    const Node *node = &c->f->nodes.items[c->at];
    const Expr *value = facts_value(node);
    c->any = false;
    facts_map(c->p, node, share_whole, c);
    if (value && c->any)
        note_holder(c, value);
    map_clear(c->infos);
}

/* ---- Naming what is shared ---- */

static const Expr *extract(Common *c, const Expr *e)
{
    Known       *k = map_get(c->extracted[c->at], e);
    const Expr **args = ARENA_ARRAY(c->arena, const Expr *, e->count);
    if (k && k->declared)
        return ir_var(c->p, e->loc, k->temp);
    for (int i = 0; i < e->count; i++)
        args[i] = extract(c, e->args[i]);
    const Expr *now = ir_with_args(c->p, e, args);
    if (!k)
        return now;
    k->declared = true;
    VEC_PUSH(c->arena, &c->before[c->at], ir_decl(c->p, e->loc, k->temp, now));
    return ir_var(c->p, e->loc, k->temp);
}

static const Expr *extract_whole(void *data, const Expr *e, bool is_target, bool again)
{
    (void)is_target;
    return again ? e : extract(data, e);
}

static void extract_all(Common *c)
{
    c->before = ARENA_ARRAY(c->arena, StmtVec, c->f->nodes.count + 1);
    for (c->at = 0; c->at < c->f->nodes.count; c->at++) {
        if (c->extracted[c->at])
            facts_map(c->p, &c->f->nodes.items[c->at], extract_whole, c);
    }
    facts_rebuild(c->p, c->f, c->before, NULL);
}

bool simplify_common(Program *p, Func *func, const Facts *f, int least)
{
    Arena *arena = arena_new();
    Common c = {.p = p, .arena = arena, .func = func, .f = f, .least = least};
    c.infos = map_new(arena);
    c.bucket_count = (unsigned)f->nodes.count + 1;
    c.buckets = ARENA_ARRAY(arena, Known *, c.bucket_count);
    c.extracted = ARENA_ARRAY(arena, Map *, c.f->nodes.count + 1);
    for (c.at = 0; c.at < c.f->nodes.count; c.at++)
        share_node(&c);
    if (c.changed)
        extract_all(&c);
    arena_free(arena);
    return c.changed;
}
