#include "read.h"

/* ---- what may be done in another order ---- */

/* Whether two places are surely in different arrays. */
static bool surely_apart(Reader *r, const Expr *a, const Expr *b)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    return apart_memory(r->g->apart, r->g->alias, a, b, info->pos, info->end);
}

/* No value is made of what is added to, nor of what is cleared but for the element itself before. */
static bool may_be_moved(Reader *r)
{
    Loop *loop = r->loop;
    for (int i = 0; i < loop->streams.count; i++) {
        const Expr *place = loop->streams.items[i].place;
        for (int k = 0; k < loop->reads.count; k++)
            if (!surely_apart(r, place, loop->reads.items[k]))
                return false;
        for (int k = 0; k < loop->clears.count; k++)
            if (!surely_apart(r, place, loop->clears.items[k].place))
                return false;
    }
    for (int i = 0; i < loop->clears.count; i++)
        for (int k = 0; k < loop->reads.count; k++)
            if (!ir_same(loop->clears.items[i].place, loop->reads.items[k]) &&
                !surely_apart(r, loop->clears.items[i].place, loop->reads.items[k]))
                return false;
    return true;
}

/* Whether every read comes before the clear of what is read. */
static bool clears_come_last(Reader *r, const Block *body)
{
    for (int i = 0; i < r->loop->clears.count; i++) {
        int k = 0;
        while (body->stmts.items[k] != r->loop->clears.items[i].stmt)
            k++;
        for (k++; k < body->stmts.count; k++) {
            const Stmt *s = body->stmts.items[k];
            const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->u.decl.init;
            if (value && !is_literal(value)) {
                Loop   probe = {.stmt = r->loop->stmt};
                Reader after = {.g = r->g, .loop = &probe, .ok = true};
                reader_note(&after, value);
                for (int n = 0; n < probe.reads.count; n++)
                    if (!surely_apart(r, r->loop->clears.items[i].place, probe.reads.items[n]))
                        return false;
            }
        }
    }
    return true;
}

/* Whether nothing in the block mentions the variable but what stays, and its declaration. */
static bool only_kept_mention(const Loop *loop, const Block *body, const Var *var)
{
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];
        if (s != loop->inner && !loop_keeps(loop, s) && ir_stmt_mentions(s, var))
            return false;
    }
    return true;
}

/* Whether what stays writes is nothing that the rest reads or writes. */
static bool kept_is_apart(Reader *r, const Stmt *kept)
{
    const Loop *loop = r->loop;
    const Expr *place = kept->u.assign.place;
    Loop        probe = {.stmt = loop->stmt};
    Reader      shares = {.g = r->g, .loop = &probe, .ok = true};
    if (ir_is_register(place))
        return only_kept_mention(loop, loop->stmt->u.loop_for.body, place->u.var) &&
               only_kept_mention(loop, loop->inner->u.loop_for.body, place->u.var);
    probe.streams = loop->streams;
    reader_note_shares(&shares);
    for (int i = 0; i < probe.reads.count; i++)
        if (!surely_apart(r, place, probe.reads.items[i]))
            return false;
    for (int i = 0; i < loop->streams.count && !adds_to_shadow(kept); i++)
        if (!surely_apart(r, place, loop->streams.items[i].place))
            return false;
    for (int i = 0; i < loop->clears.count; i++)
        if (!surely_apart(r, place, loop->clears.items[i].place))
            return false;
    return true;
}

static bool kept_are_apart(Reader *r)
{
    for (int i = 0; i < r->loop->kept.count; i++)
        if (!kept_is_apart(r, r->loop->kept.items[i]))
            return false;
    return true;
}

/* Whether the loop's temporaries, and its counter, are its own. */
static bool names_stay_inside(Reader *r)
{
    const Layout   *layout = r->g->layout;
    const StmtInfo *info = layout_info(layout, r->loop->stmt);
    for (int i = r->loop->stmt->u.loop_for.declares ? 0 : -1; i < r->named.count; i++) {
        const Var *var = i < 0 ? r->loop->columns.counter : r->named.items[i].var;
        for (int pos = 0; pos < layout_count(layout); pos++) {
            const Stmt *s = layout_stmt(layout, pos);
            if (s->kind == STMT_OPAQUE || ((pos < info->pos || pos > info->end) && ir_stmt_mentions(s, var)))
                return false;
        }
    }
    return true;
}

/* Of a nest: whether no iteration clears what another one has cleared or reads, which is what it clears itself: rows are
 * no longer than they are apart. */
static bool clears_are_apart(const Reader *r)
{
    const Loop *loop = r->loop;
    Poly        times = poly_sum(&loop->columns.high, &loop->columns.low, -1);
    for (int i = 0; i < loop->clears.count && loop_is_nest(loop); i++) {
        const Index *index = &loop->clears.items[i].index;
        Poly         gap = poly_sum(&index->row, &times, -1);
        long long    number;
        if (!index->by_rows && !(poly_is_number(&gap, &number) && number >= 0))
            return false;
    }
    return true;
}

bool reader_may_turn(Reader *r)
{
    return may_be_moved(r) && clears_are_apart(r) && clears_come_last(r, r->loop->inner->u.loop_for.body) &&
           names_stay_inside(r) && kept_are_apart(r);
}
