#include "exchange/jam.h"

#include "jam_parts.h"

/* ---- what a statement touches ---- */

static void jam_touch(Jam *j, JamPart *part, JamTouch touch)
{
    VEC_PUSH(j->x->arena, &part->touches, touch);
    j->ok = j->ok && part->touches.count <= JAM_MOST_TOUCHES;
}

static void jam_touches(Jam *j, JamPart *part, const Expr *e, const Places *places)
{
    for (int i = 0; i < places->count; i++)
        jam_touch(j, part, (JamTouch){.place = places->items[i]});
    j->ok = j->ok && !(ir_parts(e) & (PART_OPAQUE | PART_VOLATILE)) && !ir_hands_pointer(e);
}

static void jam_reads(Jam *j, JamPart *part, const Expr *e)
{
    Places places = {0};

    places_read(j->x, jam_expand(j, e), &places);
    jam_touches(j, part, e, &places);
}

/* What the place is found with. */
static void jam_reads_address(Jam *j, JamPart *part, const Expr *place)
{
    Places places = {0};

    places_find(j->x, jam_expand(j, place), &places);
    jam_touches(j, part, place, &places);
}

/* place = place + …: reads what is added. */
static bool jam_adds(Jam *j, JamPart *part, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    const Var  *root = ir_base_var(place);
    Places      terms = {0};

    if (!root || !root->is_shadow || ir_same(place, s->u.assign.value) || !sum_terms(j->x, s->u.assign.value, place, &terms))
        return false;
    for (int i = 0; i < terms.count; i++)
        jam_reads(j, part, terms.items[i]);
    return true;
}

static void jam_assign(Jam *j, JamPart *part, const Stmt *s)
{
    const Expr *place = s->u.assign.place;

    if (ir_is_register(place)) {
        jam_reads(j, part, s->u.assign.value);
        j->ok = j->ok && (part->kind == JAM_PLAIN || (part->kind == JAM_TOTALS && map_get(j->own, place->u.var)));
        return;
    }
    bool adds = jam_adds(j, part, s);
    if (!adds)
        jam_reads(j, part, s->u.assign.value);
    jam_reads_address(j, part, place);
    jam_touch(j, part, (JamTouch){.place = jam_expand(j, place), .writes = true, .adds = adds});
    j->ok = j->ok && type_is_real(place->type) && (part->kind == JAM_PLAIN || (part->kind == JAM_SUMS && adds));
}

/* No record, no array, and nothing whose length is asked for. */
static bool jam_is_plain(const Type *type)
{
    return type_is_scalar(type) && !(type_is_pointer(type) && type_elem(type)->canon->kind == TYPE_ARRAY);
}

/* An integer or a pointer that is only declared, and keeps that value, may stand for it. */
static void jam_decl(Jam *j, JamPart *part, const Stmt *s)
{
    const Var *var = s->u.decl.var;
    Named      named = {var, s->u.decl.init, s};
    int        pos = layout_info(j->x->layout, s)->pos;

    j->ok = j->ok && var->is_register && jam_is_plain(var->type);
    if (!s->u.decl.init)
        return;
    jam_reads(j, part, s->u.decl.init);
    if (type_is_real(var->type) || layout_assigns(j->x->layout, var, j->first, pos - 1) ||
        layout_assigns(j->x->layout, var, pos + 1, j->last))
        return;
    named.value = jam_expand(j, named.value);
    VEC_PUSH(j->x->arena, &j->names.named, named);
}

/* ---- the nest ---- */

static void jam_block(Jam *j, JamPart *part, const Block *block);

static void jam_read_stmt(Jam *j, JamPart *part, const Stmt *s)
{
    switch (s->kind) {
    case STMT_COMMENT:
        break;
    case STMT_DECL:
        jam_decl(j, part, s);
        break;
    case STMT_ASSIGN:
        jam_assign(j, part, s);
        break;
    case STMT_IF:
        jam_reads(j, part, s->u.branch.cond);
        jam_block(j, part, s->u.branch.then);
        jam_block(j, part, s->u.branch.other);
        break;
    case STMT_BLOCK:
        jam_block(j, part, s->u.block);
        break;
    default:
        j->ok = false;
    }
}

static void jam_block(Jam *j, JamPart *part, const Block *block)
{
    for (int i = 0; i < block->stmts.count && j->ok; i++)
        jam_read_stmt(j, part, block->stmts.items[i]);
}

/* Whether a bound may be evaluated again, and is the same all through the nest. */
static bool jam_is_fixed(const Jam *j, const Expr *bound)
{
    return !(ir_parts(bound) & (PART_OPAQUE | PART_VOLATILE | PART_COSTLY)) && !ir_mentions(bound, j->outer->u.loop_for.var) &&
           !layout_changes(j->x->layout, bound, j->first, j->last);
}

static bool jam_has_fixed_bounds(const Jam *j, const Stmt *loop)
{
    return loop_is_plain(loop) && ir_meets_bound(loop) && jam_is_fixed(j, loop->u.loop_for.from) &&
           jam_is_fixed(j, loop->u.loop_for.to);
}

/* Whether the loop has something for the part besides names. */
static bool jam_has(const JamPart *part)
{
    const Block *body = part->loop->u.loop_for.body;

    for (int i = 0; i < body->stmts.count; i++)
        if (ir_target(body->stmts.items[i]) && jam_takes(part, body->stmts.items[i]))
            return true;
    return false;
}

/* Whether an element that the loop adds to is a matter of the register. */
static bool jam_needs(const Block *body, const Var *var)
{
    for (int i = 0; i < body->stmts.count; i++)
        if (!ir_is_register(ir_target(body->stmts.items[i])) && ir_stmt_mentions(body->stmts.items[i], var))
            return true;
    return false;
}

/* Whether the loop's registers are no matter of the elements that it adds to, and no names stand for what both need. */
static bool jam_can_part(const Stmt *loop)
{
    const Block *body = loop->u.loop_for.body;

    for (int i = 0; i < body->stmts.count; i++)
        if (!ir_target(body->stmts.items[i]))
            return false;
    for (int i = 0; i < body->stmts.count; i++) {
        const Expr *place = ir_target(body->stmts.items[i]);

        if (ir_is_register(place) && jam_needs(body, place->u.var))
            return false;
    }
    return true;
}

static void jam_read_loop(Jam *j, int index)
{
    Stmt         *loop = jam_stmt(j, index);
    const Block  *body = loop->u.loop_for.body;
    const JamKind kinds[] = {JAM_TOTALS, JAM_SUMS};
    int           before = j->parts.count;

    j->ok = j->ok && ir_only_assigns(loop) && jam_has_fixed_bounds(j, loop);
    for (int n = 0; n < 2 && j->ok; n++) {
        JamPart part = {.kind = kinds[n], .first = index, .count = 1, .loop = loop};

        if (!jam_has(&part))
            continue;
        for (int i = 0; i < body->stmts.count && j->ok; i++)
            if (jam_takes(&part, body->stmts.items[i]))
                jam_read_stmt(j, &part, body->stmts.items[i]);
        VEC_PUSH(j->x->arena, &j->parts, part);
    }
    j->ok = j->ok && (j->parts.count - before < 2 || jam_can_part(loop));
}

static void jam_find_outside(void *data, Stmt *s)
{
    Jam        **j = data;
    const Expr *place = ir_target(s);

    if (*j && place && ir_is_register(place) && !map_get((*j)->own, place->u.var))
        *j = NULL;
}

/* Whether all iterations find the same condition, and what depends on it is no matter of registers outside. */
static bool jam_is_common(Jam *j, Stmt *s)
{
    Jam *inside = j;

    if (s->kind != STMT_IF || ir_mentions(s->u.branch.cond, j->outer->u.loop_for.var) ||
        layout_changes(j->x->layout, s->u.branch.cond, j->first, j->last))
        return false;
    ir_visit_stmt(s, jam_find_outside, &inside);
    return inside != NULL;
}

/* Statements side by side are one part, but for conditions that are to stand once. */
static void jam_read_plain(Jam *j, int index)
{
    JamPart *last = j->parts.count > 0 ? &j->parts.items[j->parts.count - 1] : NULL;
    bool     is_common = jam_is_common(j, jam_stmt(j, index));

    if (!last || last->loop || last->is_common || is_common) {
        VEC_PUSH(j->x->arena, &j->parts, ((JamPart){.first = index, .is_common = is_common}));
        last = &j->parts.items[j->parts.count - 1];
    }
    last->count++;
    jam_read_stmt(j, last, jam_stmt(j, index));
}

static void jam_note_own(void *data, Stmt *s)
{
    Jam *j = data;
    Var *var = s->kind == STMT_DECL ? s->u.decl.var : s->kind == STMT_FOR ? s->u.loop_for.var : NULL;

    if (var)
        map_put(j->own, var, var);
}

static bool jam_is_number(const Expr *e, long long number)
{
    long long value;

    return ir_integer(e, &value) && value == number;
}

/* The n of n - 1, or NULL. */
static const Expr *jam_one_more(const Jam *j, const Expr *e)
{
    long long value;

    if (e->op == OP_SUB && jam_is_number(e->args[1], 1))
        return e->args[0];
    return ir_integer(e, &value) && value < JAM_MOST_TIMES ? ir_int(j->x->p, e->loc, e->type, value + 1) : NULL;
}

/* How often the loop runs; NULL: its other end is not zero, or it goes in other steps. */
static const Expr *jam_times(const Jam *j, JamWay *way)
{
    const Stmt *loop = j->outer;
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;

    switch (loop->u.loop_for.relation) {
    case REL_LT:
        *way = JAM_UP;
        return loop->u.loop_for.step == 1 && jam_is_number(from, 0) ? to : NULL;
    case REL_GE:
        *way = JAM_DOWN;
        if (loop->u.loop_for.step != -1 || !jam_is_number(to, 0) || type_is_unsigned(from->type))
            return NULL;
        return jam_one_more(j, from);
    case REL_DOWNTO:
        *way = JAM_DOWNTO;
        return jam_is_number(to, 0) ? from : NULL;
    default:
        return NULL;
    }
}

/* Whether the loop's iterations are easily counted in groups: n / 4 * 4 and n % 4 are in range whatever n is. */
static bool jam_can_count(Jam *j)
{
    const Type *type = j->outer->u.loop_for.var->type;

    j->times = jam_times(j, &j->way);
    return j->times && type_same(type, j->outer->u.loop_for.from->type) && type_same(type, j->outer->u.loop_for.to->type) &&
           type_same(type, j->times->type) && type_bits(type) >= JAM_LEAST_BITS && jam_has_fixed_bounds(j, j->outer);
}

bool jam_read(Jam *j, Exchange *x, Stmt *outer)
{
    const Block *body = outer->u.loop_for.body;

    *j = (Jam){.x = x, .outer = outer, .own = map_new(x->arena), .ok = true};
    j->first = layout_info(x->layout, outer)->pos;
    j->last = layout_info(x->layout, outer)->end;
    if (!jam_can_count(j))
        return false;
    ir_visit_stmts(body, jam_note_own, j);
    for (int i = 0; i < body->stmts.count && j->ok; i++) {
        if (body->stmts.items[i]->kind == STMT_FOR)
            jam_read_loop(j, i);
        else
            jam_read_plain(j, i);
    }
    return j->ok;
}

/* ---- whether it pays ---- */

bool jam_is_short(Exchange *x, const Stmt *loop, long long times)
{
    Poly      count = count_of(x, loop);
    long long number;

    return poly_is_number(&count, &number) && number < times;
}

static void jam_count(void *data, Stmt *s)
{
    *(int *)data += s->kind != STMT_COMMENT;
}

/* Whether the nest is long: nobody would write that down five times. */
static bool jam_is_long(const Jam *j)
{
    enum { MOST_STATEMENTS = 16 };
    int count = 0;

    ir_visit_stmts(j->outer->u.loop_for.body, jam_count, &count);
    return count > MOST_STATEMENTS;
}

bool jam_pays(const Jam *j)
{
    enum { FEW_TIMES = 16 };
    bool saves = false;

    for (int i = 0; i < j->parts.count; i++) {
        const JamPart *part = &j->parts.items[i];

        if (part->loop && jam_is_short(j->x, part->loop, FEW_TIMES))
            return false;
        for (int k = 0; k < part->touches.count && part->kind == JAM_SUMS; k++)
            saves |= part->touches.items[k].writes && !jam_moves(j, part->touches.items[k].place);
        for (int k = 0; k < part->touches.count && part->kind == JAM_TOTALS; k++)
            saves |= type_is_real(part->touches.items[k].place->type) && !jam_moves(j, part->touches.items[k].place);
    }
    return saves && !jam_is_short(j->x, j->outer, JAM_AT_ONCE) && !jam_is_long(j);
}

/* ---- finding ---- */

static void jam_loop(void *data, Stmt *s)
{
    Found *found = data;
    Block *out;
    Jam    j;

    if (s->kind != STMT_FOR || !jam_read(&j, found->x, s) || !jam_pays(&j) || !jam_is_legal(&j))
        return;
    out = ir_block(found->x->p);
    jam_write(&j, out);
    map_put(found->instead, s, out);
    found->any = true;
}

/* Whether a loop around one that only adds is such that it may be worth a look at where pointers lead: an adjoint is added to
 * that is not found with the outer loop's counter. */
static bool jam_adds_again(const Stmt *outer, const Stmt *loop)
{
    if (!ir_only_assigns(loop))
        return false;
    for (int i = 0; i < loop->u.loop_for.body->stmts.count; i++) {
        const Expr *place = ir_target(loop->u.loop_for.body->stmts.items[i]);
        const Var  *root = place ? ir_base_var(place) : NULL;

        if (root && root->is_shadow && !ir_is_register(place) && !ir_mentions(place, outer->u.loop_for.var))
            return true;
    }
    return false;
}

static void jam_find(void *data, Stmt *s)
{
    bool *found = data;

    for (int i = 0; s->kind == STMT_FOR && i < s->u.loop_for.body->stmts.count && !*found; i++)
        *found = jam_adds_again(s, s->u.loop_for.body->stmts.items[i]);
}

bool jam_func(Program *p, Func *func)
{
    return exchange_loops(p, func, jam_find, jam_loop);
}
