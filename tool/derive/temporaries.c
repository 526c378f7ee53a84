#include "temporaries.h"

#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"

enum { MOST_LOOPS = 8 };

/* A local array, or pointer to a block, and the loops whose iterations use its elements. */
typedef struct Temporary {
    Derive *d;
    Var    *var;
    Stmt   *site;                  /* allocates the block; NULL: an array */
    Stmt   *loops[MOST_LOOPS];     /* in order */
    int     count;
    int     uses;                  /* mentions that are elements, or ask whether the block is there, less all mentions */
    bool    odd;                   /* it is used in another way */
    bool    active;
    Stmt   *at;
} Temporary;

/* ---- how it is used ---- */

/* The FOR around the statement whose counter is the index of the element. */
static Stmt *temporaries_loop(const Temporary *t, const Expr *element)
{
    const Expr *index = ir_unwidened(element->args[1]);

    for (Stmt *loop = layout_info(t->d->layout, t->at)->loop; loop; loop = layout_info(t->d->layout, loop)->loop)
        if (loop->kind == STMT_FOR && index->op == OP_VAR && loop->u.loop_for.var == index->u.var)
            return loop;
    return NULL;
}

static bool temporaries_is_element(const Temporary *t, const Expr *e)
{
    return e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == t->var;
}

/* Whether the block is there: 1 where the expression says that it is, 0 where it says that it is not; -1: it is no such test. */
static int temporaries_test(const Temporary *t, const Expr *e)
{
    if (e->op != OP_NOT && e->op != OP_EQ && e->op != OP_NE)
        return -1;
    for (int i = 0; i < e->count; i++) {
        const Expr *mine = ir_uncast(e->args[i]), *other = e->count > 1 ? ir_uncast(e->args[1 - i]) : NULL;

        if (mine->op == OP_VAR && mine->u.var == t->var && (!other || ir_is_null(other)))
            return e->op == OP_NE;
    }
    return -1;
}

static void temporaries_add_loop(Temporary *t, Stmt *loop)
{
    for (int i = 0; loop && i < t->count; i++)
        if (t->loops[i] == loop)
            return;
    if (loop == NULL || t->count == MOST_LOOPS)
        t->odd = true;
    else
        t->loops[t->count++] = loop;
}

static void temporaries_note(void *data, const Expr *e)
{
    Temporary *t = data;

    if (temporaries_is_element(t, e)) {
        temporaries_add_loop(t, temporaries_loop(t, e));
        t->active |= activity_place(t->d->activity, e);
        t->uses++;
    } else if (temporaries_test(t, e) >= 0) {
        t->uses++;
    } else if (e->op == OP_ADDR) {
        t->odd |= ir_root_var(e->args[0]) == t->var;
    } else if (e->op == OP_VAR && e->u.var == t->var) {
        t->uses--;
    } else if (e->op == OP_OPAQUE) {
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            t->odd |= e->u.opaque->vars.items[i] == t->var;
    }
}

static bool temporaries_is_free(const Temporary *t, const Stmt *s)
{
    return t->site && s->kind == STMT_CALL && rule_effect(s->u.call.callee->name) == EFFECT_FREE && s->u.call.count == 1 &&
           ir_uncast(s->u.call.args[0])->op == OP_VAR && ir_uncast(s->u.call.args[0])->u.var == t->var;
}

static bool temporaries_is_site(const Temporary *t, const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.place && s->u.call.place->op == OP_VAR && s->u.call.place->u.var == t->var;
}

static void temporaries_note_stmt(void *data, Stmt *s)
{
    Temporary *t = data;

    t->at = s;
    if (temporaries_is_site(t, s)) {
        t->odd |= t->site != NULL || rule_effect(s->u.call.callee->name) != EFFECT_ALLOC || s->u.call.callee->body ||
                  layout_info(t->d->layout, s)->parent != NULL;
        t->site = s;
    } else if (s->kind == STMT_OPAQUE) {
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            t->odd |= s->u.opaque->vars.items[i] == t->var;
    } else if (s->kind == STMT_DECL && s->u.decl.var == t->var) {
        t->odd |= s->u.decl.init != NULL;
    } else if (!temporaries_is_free(t, s)) {
        ir_visit_stmt_exprs(s, temporaries_note, t);
    }
}

static bool temporaries_may_be(const Derive *d, const Var *var)
{
    const Type *type = var->type->canon;
    bool        pointer = type_is_pointer(type) && var->is_register;

    if ((var->kind != VAR_LOCAL && var->kind != VAR_TEMP) || var->pinned || var->inactive || var->is_shadow ||
        (!pointer && type->kind != TYPE_ARRAY) || !type_is_real(type_elem(type)) ||
        ((var->type->quals | type_elem(type)->quals) & TYPE_VOLATILE))
        return false;
    return map_get(d->decls, var) != NULL;
}

/* ---- whether the loops can meet ---- */

typedef struct Access {
    const Expr *place;
    bool        writes;
} Access;

typedef struct Accesses {
    Arena *arena;
    VEC(Access) list;
    VEC(const Var *) written;
    VEC(const Var *) mentioned;
    bool   odd;
} Accesses;

static bool accesses_is_record(const Expr *e)
{
    return (op_info[e->op].flags & OPF_PLACE) && e->type->canon->kind == TYPE_RECORD;
}

/* A record is read as a whole where nothing takes a member of it. */
static void accesses_note_node(void *data, const Expr *e)
{
    Accesses *a = data;
    bool      of_part = e->op == OP_ADDR || (op_info[e->op].flags & OPF_PLACE);

    if (ir_is_register(e))
        VEC_PUSH(a->arena, &a->mentioned, e->u.var);
    else if ((op_info[e->op].flags & OPF_PLACE) && type_is_scalar(e->type))
        VEC_PUSH(a->arena, &a->list, ((Access){e, false}));
    a->odd |= e->op == OP_OPAQUE;
    for (int i = 0; i < e->count && !of_part; i++)
        a->odd |= accesses_is_record(e->args[i]);
}

static void accesses_note_expr(void *data, const Expr *e, bool is_target)
{
    Accesses *a = data;
    int       first = a->list.count;

    ir_visit_expr(e, accesses_note_node, a);
    for (int i = first; is_target && i < a->list.count; i++)
        a->list.items[i].writes |= a->list.items[i].place == e;
    a->odd |= accesses_is_record(e) || (is_target && !type_is_scalar(e->type));
}

static void accesses_note_stmt(void *data, Stmt *s)
{
    Accesses *a = data;
    Var      *var = registers_written(s);

    if (s->kind != STMT_ASSIGN && s->kind != STMT_DECL && s->kind != STMT_IF && s->kind != STMT_FOR)
        a->odd = true;
    if (var && var->is_register)
        VEC_PUSH(a->arena, &a->written, var);
    ir_stmt_exprs(s, accesses_note_expr, a);
}

static Accesses *accesses_of(Derive *d, const Stmt *loop)
{
    Accesses *a = ARENA_NEW(d->arena, Accesses);

    a->arena = d->arena;
    ir_visit_stmts(loop->u.loop_for.body, accesses_note_stmt, a);
    return a;
}

static bool accesses_write(const Accesses *a, const Var *var)
{
    for (int i = 0; i < a->written.count; i++)
        if (a->written.items[i] == var)
            return true;
    return false;
}

/* Whether a register that one of them changes is used by the other. */
static bool temporaries_share_registers(const Accesses *a, const Accesses *b)
{
    for (int i = 0; i < a->written.count; i++)
        if (accesses_write(b, a->written.items[i]))
            return true;
    for (int i = 0; i < b->mentioned.count; i++)
        if (accesses_write(a, b->mentioned.items[i]))
            return true;
    for (int i = 0; i < a->mentioned.count; i++)
        if (accesses_write(b, a->mentioned.items[i]))
            return true;
    return false;
}

/* Whether both are the iteration's own element of one array. */
static bool temporaries_same_element(const Expr *a, const Stmt *loop, const Expr *b, const Stmt *other)
{
    const Expr *i = a->op == OP_INDEX ? ir_unwidened(a->args[1]) : a, *k = b->op == OP_INDEX ? ir_unwidened(b->args[1]) : b;

    return a->op == OP_INDEX && b->op == OP_INDEX && a->args[0]->op == OP_VAR && ir_same(a->args[0], b->args[0]) &&
           i->op == OP_VAR && i->u.var == loop->u.loop_for.var && k->op == OP_VAR && k->u.var == other->u.loop_for.var;
}

/* Whether each iteration of `later` may run right behind that of `loop`: neither needs, nor undoes, what another iteration
 * of the other one does. */
static bool temporaries_meet(Derive *d, const Stmt *loop, const Accesses *a, const Stmt *later, const Accesses *b)
{
    if (a->odd || b->odd || temporaries_share_registers(a, b))
        return false;
    for (int i = 0; i < a->list.count; i++)
        for (int k = 0; k < b->list.count; k++) {
            const Access *x = &a->list.items[i], *y = &b->list.items[k];

            if ((x->writes || y->writes) && alias_places_overlap(d->alias, x->place, y->place) &&
                !temporaries_same_element(x->place, loop, y->place, later))
                return false;
        }
    return true;
}

static bool temporaries_same_range(Derive *d, const Stmt *a, const Stmt *b)
{
    const StmtInfo *first = layout_info(d->layout, a), *last = layout_info(d->layout, b);

    return a->u.loop_for.relation == b->u.loop_for.relation && a->u.loop_for.step == b->u.loop_for.step &&
           a->u.loop_for.declares && b->u.loop_for.declares && ir_same(a->u.loop_for.from, b->u.loop_for.from) &&
           ir_same(a->u.loop_for.to, b->u.loop_for.to) &&
           type_same(type_unqualified(d->p, a->u.loop_for.var->type), type_unqualified(d->p, b->u.loop_for.var->type)) &&
           !layout_changes(d->layout, a->u.loop_for.from, first->pos, last->end) &&
           !layout_changes(d->layout, a->u.loop_for.to, first->pos, last->end);
}

/* What stands between the loops: may it as well stand before the first? */
static bool temporaries_goes_before(Derive *d, const Stmt *s, const Stmt *loop, const Accesses *a)
{
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
    Var        *var = s->kind == STMT_DECL ? s->u.decl.var : registers_written(s);

    if ((s->kind != STMT_ASSIGN && s->kind != STMT_DECL) || var == NULL || !var->is_register)
        return false;
    for (int i = 0; i < a->mentioned.count; i++)
        if (a->mentioned.items[i] == var)
            return false;
    return !accesses_write(a, var) &&
           (value == NULL || !layout_changes(d->layout, value, layout_info(d->layout, loop)->pos, layout_info(d->layout, s)->pos - 1));
}

/* The list that all the loops stand in, and where: from the first to the last; NULL: there is none. */
static Block *temporaries_list(const Temporary *t, int *first, int *last)
{
    Block *list = layout_list(t->d->layout, t->d->fn, t->loops[0], first);
    int    found = 0;

    for (int i = *first; i < list->stmts.count && found < t->count; i++) {
        if (list->stmts.items[i] != t->loops[found])
            continue;
        *last = i;
        found++;
    }
    return found == t->count ? list : NULL;
}

static bool temporaries_all_meet(Temporary *t, const Block *list, int first, int last)
{
    Derive    *d = t->d;
    Accesses **of = ARENA_ARRAY(d->arena, Accesses *, last - first + 1);
    int        count = 0;
    Stmt      *loops[MOST_LOOPS];

    for (int i = first; i <= last; i++) {
        Stmt *s = list->stmts.items[i];

        if (s->kind == STMT_FOR) {
            if (count == MOST_LOOPS || (count && !temporaries_same_range(d, loops[0], s)))
                return false;
            of[count] = accesses_of(d, s);
            for (int k = 0; k < count; k++)
                if (!temporaries_meet(d, loops[k], of[k], s, of[count]))
                    return false;
            loops[count++] = s;
            continue;
        }
        for (int k = 0; k < count; k++)
            if (!temporaries_goes_before(d, s, loops[0], of[k]))
                return false;
    }
    return true;
}

/* ---- whether it can go ---- */

typedef struct Mentions {
    const Temporary *t;
    bool             found;
} Mentions;

static void temporaries_find(void *data, const Expr *e)
{
    Mentions *m = data;

    m->found |= temporaries_is_element(m->t, e);
}

/* Whether the iteration begins with the element: nothing has been read of it before it is assigned. */
static bool temporaries_is_set_first(const Temporary *t)
{
    const Block *body = t->loops[0]->u.loop_for.body;

    for (int i = 0; i < body->stmts.count; i++) {
        Stmt    *s = body->stmts.items[i];
        Block    single = {.stmts = {.items = &s, .count = 1}};
        Mentions m = {t, false};

        if (s->kind == STMT_ASSIGN && temporaries_is_element(t, s->u.assign.place)) {
            ir_visit_expr(s->u.assign.value, temporaries_find, &m);
            return !m.found;
        }
        ir_visit_block_exprs(&single, temporaries_find, &m);
        if (m.found)
            return false;
    }
    return false;
}

/* ---- the change ---- */

typedef struct Contracted {
    const Temporary *t;
    const Var       *counter;          /* of a later loop */
    const Expr      *instead;          /* of it: the first one's */
    const Expr      *element;
} Contracted;

static const Expr *temporaries_map(void *data, const Expr *e)
{
    const Contracted *c = data;

    if (c->counter && e->op == OP_VAR && e->u.var == c->counter)
        return c->instead;
    return temporaries_is_element(c->t, e) ? c->element : e;
}

/* It takes no memory any more, and so there is enough. */
static const Expr *temporaries_answer(void *data, const Expr *e)
{
    const Temporary *t = data;
    int              test = temporaries_test(t, e);

    return test < 0 ? e : ir_int(t->d->p, e->loc, e->type, test);
}

/* The bodies of the loops in one, what stands between before it. */
static void temporaries_join(Temporary *t, Block *list, int first, int last)
{
    Program    *p = t->d->p;
    Stmt       *loop = list->stmts.items[first];
    Var        *counter = loop->u.loop_for.var;
    Var        *element = shadow_temp(t->d, arena_printf(p->arena, "%s_%s", t->var->name, counter->name),
                                      type_unqualified(p, type_elem(t->var->type)), t->var->loc);
    Block      *body = ir_block(p), *out = ir_block(p);
    Contracted  c = {t, NULL, ir_var(p, loop->loc, counter), ir_var(p, loop->loc, element)};

    ir_push(p, body, ir_decl(p, loop->loc, element, NULL));
    for (int i = 0; i < list->stmts.count; i++) {
        Stmt *s = list->stmts.items[i];

        if (i < first || i > last || s->kind != STMT_FOR) {
            ir_push(p, out, s);
        } else {
            c.counter = s == loop ? NULL : s->u.loop_for.var;
            ir_map_block_exprs(p, s->u.loop_for.body, temporaries_map, &c);
            ir_append(p, body, s->u.loop_for.body);
        }
        if (i == last) {
            loop->u.loop_for.body = body;
            ir_push(p, out, loop);
        }
    }
    *list = *out;
}

/* What declares, allocates and frees it goes. */
static bool temporaries_drop(void *data, Block *out, Stmt *s)
{
    const Temporary *t = data;

    (void)out;
    return (s->kind == STMT_DECL && s->u.decl.var == t->var) || s == t->site || temporaries_is_free(t, s);
}

static bool temporaries_try(Derive *d, Var *var)
{
    Temporary t = {.d = d, .var = var};
    Block    *list;
    int       first = 0, last = 0;

    ir_visit_stmts(d->fn->body, temporaries_note_stmt, &t);
    if (t.odd || !t.active || t.uses != 0 || t.count == 0 || (type_is_pointer(var->type) != (t.site != NULL)))
        return false;
    list = temporaries_list(&t, &first, &last);
    if (list == NULL || !temporaries_is_set_first(&t) || !temporaries_all_meet(&t, list, first, last))
        return false;
    temporaries_join(&t, list, first, last);
    ir_replace_stmts(d->p, d->fn->body, temporaries_drop, &t);
    ir_map_block_exprs(d->p, d->fn->body, temporaries_answer, &t);
    return true;
}

bool temporaries_contract(Derive *d)
{
    for (int i = 0; i < d->fn->vars.count; i++)
        if (temporaries_may_be(d, d->fn->vars.items[i]) && temporaries_try(d, d->fn->vars.items[i]))
            return true;
    return false;
}
