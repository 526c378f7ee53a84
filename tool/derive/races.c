#include "races.h"

#include "analysis/poly.h"
#include "registers.h"
#include "shadow.h"
#include "split.h"

/* A loop that is known to run no more often than this is not worth a second one. */
enum { FEW_ITERATIONS = 16 };

/* A loop whose iterations do nothing but to offer something to a variable. */
typedef struct Race {
    Derive *d;
    Stmt   *loop;
    Stmt   *offer;             /* the IF, in the body's own list */
    Stmt   *taken;             /* what it assigns to the variable */
    Var    *var;
    bool    ok;
} Race;

/* ---- which loops ---- */

static bool races_is_offer(const Stmt *s)
{
    return s->kind == STMT_IF && s->u.branch.other->stmts.count == 0;
}

/* Whether something declares the variable in the loop's body: each iteration has it for itself. */
static bool races_is_own(const Race *race, const Var *var)
{
    const Stmt     *decl = map_get(race->d->decls, var);
    const StmtInfo *info = layout_info(race->d->layout, race->loop);

    if (decl)
        return layout_inside(race->d->layout, decl, race->loop);
    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(race->d->layout, pos);

        if (s->kind == STMT_FOR && s->u.loop_for.declares && s->u.loop_for.var == var)
            return true;
    }
    return false;
}

/* What the branch does: to assign to one active register, and to what is not active and outlives the iteration. */
static void races_check_branch(Race *race)
{
    const Block *then = race->offer->u.branch.then;

    for (int i = 0; i < then->stmts.count; i++) {
        Stmt       *s = then->stmts.items[i];
        const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
        const Var  *root = place ? ir_root_var(place) : NULL;

        if (place == NULL || (root && races_is_own(race, root)) || (!ir_is_register(place) && activity_place(race->d->activity, place))) {
            race->ok = false;
        } else if (ir_is_register(place) && activity_var(race->d->activity, place->u.var)) {
            race->ok = race->ok && race->var == NULL && type_is_real(place->type) && !races_is_own(race, place->u.var);
            race->var = place->u.var;
            race->taken = s;
        }
    }
    race->ok = race->ok && race->var && !ir_mentions(race->taken->u.assign.value, race->var);
}

/* Everything else an iteration does it does for itself. */
static void races_check_stmt(void *data, Stmt *s)
{
    Race *race = data;
    Var  *var = registers_written(s);

    if (s == race->offer || layout_info(race->d->layout, s)->parent == race->offer)
        return;
    if (s->kind == STMT_ASSIGN) {
        Var *root = ir_root_var(s->u.assign.place);

        race->ok = race->ok && root && races_is_own(race, root);
    } else if (s->kind == STMT_DECL) {
        race->ok = race->ok && !type_is_vla(s->u.decl.var->type);
    } else if (s->kind == STMT_FOR) {
        race->ok = race->ok && s->u.loop_for.declares;
    } else {
        race->ok = race->ok && s->kind == STMT_IF;
    }
    race->ok = race->ok && !(var && var->is_register && !races_is_own(race, var));
}

typedef struct Mentions {
    const Race *race;
    int         first;         /* of the branch's assignments, the first that counts */
    bool        found;
} Mentions;

static void races_find_node(void *data, const Expr *e)
{
    Mentions    *m = data;
    const Block *then = m->race->offer->u.branch.then;

    m->found |= e->op == OP_OPAQUE || (e->op == OP_CALL && e->u.callee->body);
    for (int i = m->first; i < then->stmts.count && (op_info[e->op].flags & OPF_PLACE); i++) {
        const Expr *written = then->stmts.items[i]->u.assign.place;

        m->found |= ir_is_register(written) ? ir_same(e, written)
                                            : !ir_is_register(e) && alias_places_overlap(m->race->d->alias, e, written);
    }
}

/* Whether the branch changes, behind what is taken, something that this was made of. */
static void races_check_taken(Race *race)
{
    const Block *then = race->offer->u.branch.then;
    Mentions     m = {race, 0, false};

    while (then->stmts.items[m.first] != race->taken)
        m.first++;
    m.first++;
    ir_visit_expr(race->taken->u.assign.value, races_find_node, &m);
    race->ok = !m.found;
}

/* Whether the statement reads what the race has brought so far: then the winner's iteration cannot run again. */
static void races_check_mentions(void *data, Stmt *s)
{
    Race    *race = data;
    Mentions m = {race, 0, false};

    if (s == race->offer || layout_info(race->d->layout, s)->parent == race->offer)
        return;
    ir_visit_stmt_exprs(s, races_find_node, &m);
    race->ok = race->ok && !m.found;
}

/* Whether the counter runs over what cannot be -1. */
static bool races_stays_above(const Stmt *s)
{
    bool        up = s->u.loop_for.step > 0;
    const Type *type = s->u.loop_for.var->type;
    long long   least;

    return ir_integer(up ? s->u.loop_for.from : s->u.loop_for.to, &least) && least >= 0 && type_is_integer(type) && !type_is_unsigned(type) &&
           type_bits(type) >= 32 && (up || s->u.loop_for.relation != REL_NE);
}

static bool races_find(Derive *d, Stmt *loop, Race *race)
{
    const Block *body = loop->u.loop_for.body;

    *race = (Race){.d = d, .loop = loop, .ok = true};
    for (int i = 0; i < body->stmts.count; i++) {
        if (!races_is_offer(body->stmts.items[i]) || !split_is_active(d, body->stmts.items[i]))
            continue;
        race->ok = race->ok && race->offer == NULL;
        race->offer = body->stmts.items[i];
    }
    if (!race->ok || race->offer == NULL || !races_stays_above(loop))
        return false;
    races_check_branch(race);
    if (race->ok)
        races_check_taken(race);
    if (race->ok)
        ir_visit_stmts(body, races_check_stmt, race);
    if (race->ok)
        ir_visit_stmts(body, races_check_mentions, race);
    return race->ok;
}

/* ---- the change ---- */

typedef struct Renamed {
    Program *p;
    Map     *vars;         /* Var -> the Var that stands for it */
} Renamed;

static const Expr *races_rename(void *data, const Expr *e)
{
    Renamed *r = data;
    Var     *var = e->op == OP_VAR ? map_get(r->vars, e->u.var) : NULL;

    return var ? ir_var(r->p, e->loc, var) : e;
}

typedef struct Twins {
    Derive *d;
    Map    *vars;
} Twins;

/* What the copy declares is its own. */
static void races_twin(void *data, Stmt *s)
{
    Twins *twins = data;
    Var  **var = s->kind == STMT_DECL ? &s->u.decl.var : s->kind == STMT_FOR ? &s->u.loop_for.var : NULL;
    Var   *twin;

    if (var == NULL)
        return;
    twin = ir_new_var(twins->d->p, twins->d->fn, (*var)->kind, (*var)->name, (*var)->type, (*var)->loc);
    twin->is_register = (*var)->is_register;
    twin->inactive = (*var)->inactive;
    map_put(twins->vars, *var, twin);
    *var = twin;
}

/* The winner's iteration up to what it offers, which is taken. */
static Block *races_winner(const Race *race, Var *winner)
{
    Derive  *d = race->d;
    Block   *copy = ir_block(d->p);
    Renamed  renamed = {d->p, map_new(d->arena)};
    Twins    twins = {d, renamed.vars};
    Block   *body = race->loop->u.loop_for.body;

    for (int i = 0; i < body->stmts.count && body->stmts.items[i] != race->offer; i++)
        ir_push(d->p, copy, body->stmts.items[i]);
    ir_push(d->p, copy, race->taken);
    copy = ir_clone_block(d->p, copy);
    ir_visit_stmts(copy, races_twin, &twins);
    map_put(renamed.vars, race->loop->u.loop_for.var, winner);
    ir_map_block_exprs(d->p, copy, races_rename, &renamed);
    return copy;
}

static Var *races_var(Derive *d, const char *name, const Type *type, Loc loc, Block *out, const Expr *init)
{
    Var *var = shadow_temp(d, name, type_unqualified(d->p, type), loc);

    ir_push(d->p, out, ir_decl(d->p, loc, var, NULL));
    ir_push(d->p, out, ir_assign(d->p, loc, ir_var(d->p, loc, var), init));
    return var;
}

/* What the variable becomes, in the winner's iteration alone. */
static void races_take(const Race *race, Var *winner, Block *then, Block *out)
{
    Program    *p = race->d->p;
    Loc         loc = race->loop->loc;
    const Expr *at = ir_var(p, loc, winner);

    ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GE, at, ir_int(p, loc, at->type, 0)), then, NULL));
}

/* The variable that the loop uses in the place of the race's own, with the same value before it. */
static Var *races_found(const Race *race, Block *out)
{
    Derive *d = race->d;
    Loc     loc = race->loop->loc;
    Var    *found = races_var(d, arena_printf(d->arena, "%s_found", race->var->name), race->var->type, loc, out,
                              ir_var(d->p, loc, race->var));

    found->inactive = true;
    return found;
}

static Var *races_no_winner(const Race *race, Block *out)
{
    Program    *p = race->d->p;
    Loc         loc = race->loop->loc;
    const Type *type = race->loop->u.loop_for.var->type;

    return races_var(race->d, "winner", type, loc, out, ir_int(p, loc, type_unqualified(p, type), -1));
}

static void races_rename_var(const Race *race, Var *found)
{
    Renamed renamed = {race->d->p, map_new(race->d->arena)};

    map_put(renamed.vars, race->var, found);
    ir_map_block_exprs(race->d->p, race->loop->u.loop_for.body, races_rename, &renamed);
}

static void races_split(const Race *race, Block *out)
{
    Program *p = race->d->p;
    Loc      loc = race->loop->loc;
    Var     *winner = races_no_winner(race, out);
    Var     *found = races_found(race, out);
    Block   *then = races_winner(race, winner);

    ir_push(p, race->offer->u.branch.then,
            ir_assign(p, loc, ir_var(p, loc, winner), ir_var(p, loc, race->loop->u.loop_for.var)));
    races_rename_var(race, found);
    ir_push(p, out, race->loop);
    races_take(race, winner, then, out);
}

/* ---- the winner looked for afterwards ---- */

/*
 * Compilers turn a loop that finds the largest element into vector code where they may exchange comparisons, but not one
 * that notes the place as well.  The place is found after it: the first of the elements that are equal to the largest is the
 * one that was taken, since a later one is not larger.  A number that is none is never taken, and equal to nothing.
 */

/* Whether the value is an element of an array that has the type of the variable, or one that holds less, and the loop goes
 * through the array element by element. */
static bool races_is_element(const Race *race)
{
    const Stmt *loop = race->loop;
    const Expr *value = race->taken->u.assign.value, *place = ir_uncast(value);
    long long   factor, step = loop->u.loop_for.step;
    Poly        index;

    if (place->op != OP_INDEX || !type_is_real(place->type) || place->type->canon->u.real > value->type->canon->u.real ||
        (value != place && value->args[0] != place) || (ir_parts(value) & (PART_OPAQUE | PART_VOLATILE)) ||
        ir_mentions(place->args[0], loop->u.loop_for.var) || (step != 1 && step != -1))
        return false;
    index = poly_of(race->d->facts, place->args[1]);
    index = poly_cofactor(&index, loop->u.loop_for.var);
    return poly_is_number(&index, &factor) && (factor == 1 || factor == -1);
}

static bool races_is_var(const Race *race, const Expr *e)
{
    return ir_is_register(e) && e->u.var == race->var;
}

/* Whether the offer is taken where its value is larger than the variable's, or where it is smaller. */
static bool races_is_strict(const Race *race)
{
    const Expr *cond = race->offer->u.branch.cond, *value = race->taken->u.assign.value;

    return (cond->op == OP_LT || cond->op == OP_GT) &&
           ((ir_same(cond->args[0], value) && races_is_var(race, cond->args[1])) ||
            (ir_same(cond->args[1], value) && races_is_var(race, cond->args[0])));
}

/* Whether the loop can begin a second time, and is likely to run often: loops inside others are often short, and then a
 * second one costs more than vectors save. */
static bool races_is_long(const Race *race)
{
    const Stmt *loop = race->loop;
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;
    long long   number;
    Poly        low, high;

    if (layout_info(race->d->layout, loop)->loop || ir_mentions(from, loop->u.loop_for.var) || !split_is_cheap(from) ||
        !split_is_cheap(to) || !ir_meets_bound(loop))
        return false;
    poly_bounds(race->d->facts, loop, &low, &high);
    low = poly_sum(&high, &low, -1);
    return !(poly_is_number(&low, &number) && number <= FEW_ITERATIONS);
}

static bool races_can_look(const Race *race)
{
    return race->loop->u.loop_for.body->stmts.count == 1 && race->offer->u.branch.then->stmts.count == 1 && races_is_strict(race) &&
           races_is_element(race) && races_is_long(race);
}

/* A bound of the loop as its counter has it, and `more`. */
static const Expr *races_bound(const Race *race, const Expr *bound, long long more)
{
    Program    *p = race->d->p;
    const Type *type = type_unqualified(p, race->loop->u.loop_for.var->type);

    return ir_plus(p, ir_cast(p, race->loop->loc, type, bound, false), more);
}

/* The loop runs at all, as n > 0. */
static const Expr *races_runs(const Race *race)
{
    const Stmt *loop = race->loop;
    bool        up = loop->u.loop_for.step > 0, equal = loop->u.loop_for.relation == REL_LE || loop->u.loop_for.relation == REL_GE;
    const Expr *from = races_bound(race, loop->u.loop_for.from, 0), *to = races_bound(race, loop->u.loop_for.to, 0);

    return ir_binary(race->d->p, loop->loc, equal ? OP_GE : OP_GT, up ? to : from, up ? from : to);
}

/* It runs, and found > before: something was taken. */
static const Expr *races_has_winner(const Race *race, const Expr *found)
{
    Program    *p = race->d->p;
    const Expr *cond = race->offer->u.branch.cond, *a = cond->args[0], *b = cond->args[1];

    return ir_and(p, races_runs(race),
                  ir_binary(p, race->loop->loc, cond->op, races_is_var(race, a) ? a : found, races_is_var(race, a) ? found : b));
}

/* What the counter is in the last iteration. */
static const Expr *races_last(const Race *race)
{
    const Stmt *loop = race->loop;
    Relation    relation = loop->u.loop_for.relation;
    long long   more = relation == REL_LT || relation == REL_NE ? -1 : relation == REL_GT ? 1 : 0;

    return races_bound(race, loop->u.loop_for.to, more);
}

/* The loop's search again, which ends at the element that was found: the last, where it is no other. */
static Block *races_look(const Race *race, const Expr *found, Var *winner)
{
    Program    *p = race->d->p;
    Stmt       *loop = race->loop;
    Loc         loc = loop->loc;
    const Expr *at = ir_var(p, loc, winner), *value, *more;
    Renamed     renamed = {p, map_new(race->d->arena)};
    Block      *look = ir_block(p), *next = ir_block(p);

    map_put(renamed.vars, loop->u.loop_for.var, winner);
    value = ir_map_expr(p, race->taken->u.assign.value, races_rename, &renamed);
    more = ir_binary(p, loc, loop->u.loop_for.step > 0 ? OP_LT : OP_GT, at, races_last(race));
    more = ir_and(p, more, ir_binary(p, loc, OP_NE, value, found));
    ir_push(p, look,
            ir_assign(p, loc, at, races_bound(race, loop->u.loop_for.from, loop->u.loop_for.relation == REL_DOWNTO ? -1 : 0)));
    ir_push(p, next, ir_assign(p, loc, at, ir_plus(p, at, loop->u.loop_for.step)));
    ir_push(p, look, ir_loop(p, loc, ir_block(p), more, next, ir_block(p), false));
    return look;
}

static void races_split_plain(const Race *race, Block *out)
{
    Program    *p = race->d->p;
    Loc         loc = race->loop->loc;
    Var        *found_var = races_found(race, out), *winner;
    const Expr *found = ir_var(p, loc, found_var), *wins = races_has_winner(race, found);
    Block      *then, *look;

    ir_push(p, out, race->loop);
    winner = races_no_winner(race, out);
    then = races_winner(race, winner);
    look = races_look(race, found, winner);
    races_rename_var(race, found_var);
    ir_push(p, out, ir_if(p, loc, wins, look, NULL));
    races_take(race, winner, then, out);
}

static bool races_in(Derive *d, Block *block)
{
    Block *out = ir_block_for(d->p, block), *blocks[3];
    bool   any = false;

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        int   count = ir_stmt_blocks(s, blocks);
        Race  race;

        if (s->kind == STMT_FOR && split_is_active(d, s) && races_find(d, s, &race)) {
            (races_can_look(&race) ? races_split_plain : races_split)(&race, out);
            any = true;
            continue;
        }
        for (int k = 0; k < count; k++)
            any |= blocks[k] && races_in(d, blocks[k]);
        ir_push(d->p, out, s);
    }
    *block = *out;
    return any;
}

bool races_lower(Derive *d)
{
    return races_in(d, d->fn->body);
}
