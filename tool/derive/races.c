#include "races.h"

#include "registers.h"
#include "shadow.h"
#include "split.h"

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

static void races_split(const Race *race, Block *out)
{
    Derive     *d = race->d;
    Program    *p = d->p;
    Loc         loc = race->loop->loc;
    Var        *counter = race->loop->u.loop_for.var;
    Renamed     renamed = {p, map_new(d->arena)};
    Block      *then;
    Var        *winner, *found;
    const Expr *at;

    winner = races_var(d, "winner", counter->type, loc, out, ir_int(p, loc, type_unqualified(p, counter->type), -1));
    found = races_var(d, arena_printf(d->arena, "%s_found", race->var->name), race->var->type, loc, out,
                      ir_var(p, loc, race->var));
    found->inactive = true;
    at = ir_var(p, loc, winner);
    then = races_winner(race, winner);
    ir_push(p, race->offer->u.branch.then, ir_assign(p, loc, at, ir_var(p, loc, counter)));
    map_put(renamed.vars, race->var, found);
    ir_map_block_exprs(p, race->loop->u.loop_for.body, races_rename, &renamed);
    ir_push(p, out, race->loop);
    ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GE, at, ir_int(p, loc, at->type, 0)), then, NULL));
}

static bool races_in(Derive *d, Block *block)
{
    Block *out = ir_block(d->p), *blocks[3];
    bool   any = false;

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        int   count = ir_stmt_blocks(s, blocks);
        Race  race;

        if (s->kind == STMT_FOR && split_is_active(d, s) && races_find(d, s, &race)) {
            races_split(&race, out);
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
