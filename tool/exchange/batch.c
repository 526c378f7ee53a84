#include "exchange/batch.h"

#include "batch_parts.h"
#include "rules/rule.h"

/* ---- stages ---- */

static void find_slow(void *data, const Expr *e)
{
    bool *found = data;

    *found |= e->op == OP_CALL && rule_takes_long(e);
}

static bool is_slow(const Stmt *s)
{
    bool found = false;

    if (s->kind == STMT_DECL || s->kind == STMT_ASSIGN)
        ir_visit_stmt_exprs(s, find_slow, &found);
    return found;
}

/* A declaration that anybody could make later: double sum = 0.0; */
static bool may_come_later(const Stmt *s)
{
    return s->kind == STMT_COMMENT || (s->kind == STMT_DECL && (!s->u.decl.init || s->u.decl.init->count == 0) &&
                                       (!s->u.decl.init || !(op_info[s->u.decl.init->op].flags & OPF_PLACE)));
}

/* Where a stage of loops begins, whose first loop is at `index`: what it begins its sums with stands before that. */
static int loops_begin(const Batch *b, int index)
{
    while (index > 0 && may_come_later(jam_stmt(&b->jam, index - 1)))
        index--;
    return index;
}

static bool add_stage(Batch *b, StageKind kind, int first)
{
    if (b->stage_count > 0 && b->stages[b->stage_count - 1].kind == kind)
        return true;
    if (b->stage_count == BATCH_MOST_STAGES)
        return false;
    b->stages[b->stage_count++] = (Stage){.kind = kind, .first = first};
    return true;
}

/* Cut the iteration before slow calls and before loops, in turn; what stands between belongs to the calls. */
static bool find_stages(Batch *b)
{
    const Block *body = b->jam.outer->u.loop_for.body;
    int          behind_loop = 0;

    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];

        if ((s->kind == STMT_FOR && !add_stage(b, STAGE_LOOPS, b->stage_count > 0 ? loops_begin(b, i) : 0)) ||
            (is_slow(s) && !add_stage(b, STAGE_CALLS, behind_loop)))
            return false;
        behind_loop = s->kind == STMT_FOR ? i + 1 : behind_loop;
    }
    for (int i = 0; i < b->stage_count; i++)
        b->stages[i].count = (i + 1 < b->stage_count ? b->stages[i + 1].first : body->stmts.count) - b->stages[i].first;
    return b->stage_count > 1;
}

static int stage_of(const Batch *b, int index)
{
    int stage = b->stage_count - 1;

    while (b->stages[stage].first > index)
        stage--;
    return stage;
}

typedef struct Mentions {
    const Var *var;
    bool       found;
} Mentions;

static void find_mention(void *data, Stmt *s)
{
    Mentions *m = data;

    m->found = m->found || ir_stmt_mentions(s, m->var);
}

bool batch_mentions(const Batch *b, const Stage *stage, const Var *var)
{
    Mentions m = {var, false};

    for (int i = 0; i < stage->count; i++)
        if (batch_stmt(b, stage, i)->kind != STMT_DECL || batch_stmt(b, stage, i)->u.decl.var != var)
            ir_visit_stmt(batch_stmt(b, stage, i), find_mention, &m);
    return m.found;
}

static void find_assign(void *data, Stmt *s)
{
    Mentions   *a = data;
    const Expr *place = ir_target(s);

    a->found |= place && place->op == OP_VAR && place->u.var == a->var;
}

static bool stage_assigns(const Batch *b, const Stage *stage, const Var *var)
{
    Mentions a = {var, false};

    for (int i = 0; i < stage->count; i++)
        ir_visit_stmt(batch_stmt(b, stage, i), find_assign, &a);
    return a.found;
}

/* ---- what stages share ---- */

/* Whether the value is found again from the counter and what the nest does not change. */
static void find_own(void *data, const Expr *e)
{
    const Jam **jam = data;

    if (*jam && e->op == OP_VAR && map_get((*jam)->own, e->u.var))
        *jam = NULL;
}

static bool can_find_again(Batch *b, const Expr *value)
{
    const Jam *jam = &b->jam;
    Places     places = {0};

    places_read(jam->x, value, &places);
    ir_visit_expr(value, find_own, &jam);
    return jam && places.count == 0 && !(ir_parts(value) & (PART_OPAQUE | PART_VOLATILE | PART_COSTLY)) &&
           !layout_changes(jam->x->layout, expr_at_zero(jam->x, value, jam->outer), jam->first, jam->last);
}

/* An integer or a pointer that other stages need: it is found again there. */
static bool share_name(Batch *b, const Stmt *s)
{
    const Named *names = b->jam.names.named.items;

    for (int i = 0; i < b->jam.names.named.count; i++)
        if (names[i].decl == s && can_find_again(b, names[i].value)) {
            VEC_PUSH(b->jam.x->arena, &b->names, names[i]);
            return true;
        }
    return false;
}

static void find_read(void *data, Stmt *s)
{
    Mentions   *m = data;
    const Expr *place = ir_target(s);

    m->found |= ir_stmt_mentions(s, m->var) && !(place && place->op == OP_VAR && place->u.var == m->var);
}

/* Whether nothing reads what the last stage that needs the variable makes of it: compilers warn of such. */
static bool is_left_unread(const Batch *b, const Handed *handed)
{
    Mentions m = {handed->var, false};
    int      last = b->stage_count - 1;

    while (!(handed->needed >> last & 1))
        last--;
    for (int i = 0; i < b->stages[last].count; i++)
        ir_visit_stmt(batch_stmt(b, &b->stages[last], i), find_read, &m);
    return !m.found;
}

/* A declaration that says nothing yet stands where the variable is first needed. */
static int declares(Batch *b, const Stmt *s, int stage, unsigned needed)
{
    int later = stage;

    while (needed >> later && !(needed >> later & 1))
        later++;
    if (later == stage || needed >> later == 0 || !may_come_later(s))
        return stage;
    VEC_PUSH(b->jam.x->arena, &b->late, ((Late){s, later}));
    return later;
}

/* A variable of the iteration: that of one stage only, or one that may be handed to later ones. */
static bool share_decl(Batch *b, int index)
{
    const Stmt *s = jam_stmt(&b->jam, index);
    Handed      handed = {.var = s->u.decl.var, .stage = stage_of(b, index)};

    for (int i = 0; i < b->stage_count; i++) {
        handed.needed |= batch_mentions(b, &b->stages[i], handed.var) ? 1u << i : 0;
        handed.assigned |= stage_assigns(b, &b->stages[i], handed.var) ? 1u << i : 0;
    }
    handed.stage = declares(b, s, handed.stage, handed.needed);
    if (handed.needed >> handed.stage >> 1 == 0)
        return true;
    if (!type_is_real(handed.var->type))
        return share_name(b, s);
    VEC_PUSH(b->jam.x->arena, &b->handed, handed);
    return b->handed.count <= BATCH_MOST_HANDED && !is_left_unread(b, &handed);
}

/* Whether all that stages share can be handed on. */
static bool can_share(Batch *b)
{
    const Block *body = b->jam.outer->u.loop_for.body;

    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind == STMT_DECL && !share_decl(b, i))
            return false;
    return true;
}

/* ---- whether it is legal ---- */

typedef struct Outside {
    Batch *b;
    bool   ok;
} Outside;

/* A register that lives longer than an iteration is one stage's alone: its iterations follow one another as before. */
static void check_outside(void *data, Stmt *s)
{
    Outside    *o = data;
    const Expr *place = ir_target(s);
    int         stages = 0;

    if (!place || !ir_is_register(place) || map_get(o->b->jam.own, place->u.var))
        return;
    for (int i = 0; i < o->b->stage_count; i++)
        stages += batch_mentions(o->b, &o->b->stages[i], place->u.var);
    o->ok = o->ok && stages == 1;
}

/* Whether each stage may come before later ones of earlier iterations. */
static bool is_legal(Batch *b)
{
    Outside o = {b, true};

    ir_visit_stmts(b->jam.outer->u.loop_for.body, check_outside, &o);
    for (int i = 0; i < b->jam.parts.count && o.ok; i++) {
        const JamPart *part = &b->jam.parts.items[i];

        for (int k = 0; k < i && o.ok; k++)
            o.ok = stage_of(b, part->first) == stage_of(b, b->jam.parts.items[k].first) ||
                   jam_parts_apart(&b->jam, part, &b->jam.parts.items[k]);
    }
    return o.ok;
}

/* ---- whether it pays ---- */

/* Compilers do not vectorise calls that conditions choose. */
static bool has_branches(const Batch *b, const Stage *stage)
{
    for (int i = 0; i < stage->count; i++)
        if (batch_stmt(b, stage, i)->kind == STMT_IF || batch_stmt(b, stage, i)->kind == STMT_BLOCK)
            return true;
    return false;
}

/* Whether the loops that call could be vectorised, and neither the loop nor those in it are short. */
static bool pays(const Batch *b)
{
    enum { FEW_TIMES = 8 };

    for (int i = 0; i < b->jam.parts.count; i++)
        if (b->jam.parts.items[i].loop && jam_is_short(b->jam.x, b->jam.parts.items[i].loop, FEW_TIMES))
            return false;
    for (int i = 0; i < b->stage_count; i++)
        if (b->stages[i].kind == STAGE_CALLS && has_branches(b, &b->stages[i]))
            return false;
    return !jam_is_short(b->jam.x, b->jam.outer, BATCH_SIZE);
}

/* Whether four iterations may be taken at once, for a reason that batches would not have. */
static bool loses_jam(const Batch *b)
{
    Jam jam = b->jam;

    return jam_pays(&jam) && jam_is_legal(&jam) && (jam.runs || jam.asked.count > 0);
}

/* ---- finding ---- */

/* Whether batches are easily counted: what is left is never less than none, or 16 less than none is in range. */
static bool can_count(const Jam *j)
{
    enum { MANY_BITS = 64 };
    const Type *type = j->outer->u.loop_for.var->type;

    return j->way == JAM_UP && (!type_is_unsigned(type) || type_bits(type) >= MANY_BITS);
}

static void find_batch(void *data, Stmt *s)
{
    Found *found = data;
    Block *out;
    Batch  b = {.stage_count = 0};

    if (s->kind != STMT_FOR || !jam_read(&b.jam, found->x, s) || !can_count(&b.jam) || !find_stages(&b) || !can_share(&b) ||
        !pays(&b) || !is_legal(&b) || loses_jam(&b))
        return;
    out = ir_block(found->x->p);
    batch_write(&b, out);
    map_put(found->instead, s, out);
    found->any = true;
}

/* A loop with a slow call and a loop in it. */
static void find_candidate(void *data, Stmt *s)
{
    bool *candidate = data, slow = false;

    if (*candidate || s->kind != STMT_FOR || !ir_has_kind(s->u.loop_for.body, STMT_FOR))
        return;
    for (int i = 0; i < s->u.loop_for.body->stmts.count; i++)
        slow |= is_slow(s->u.loop_for.body->stmts.items[i]);
    *candidate = slow;
}

bool batch_func(Program *p, Func *func)
{
    return exchange_loops(p, func, find_candidate, find_batch);
}
