#include <stdint.h>
#include <string.h>

#include "parts.h"
#include "rules/rule.h"

/* ---- integers that keep their value ---- */

/* What is known of an integer variable. */
typedef struct Steady {
    int         written;      /* times */
    bool        is_declared;
    bool        is_counter;   /* of a FOR, which alone changes it */
    bool        is_inside;    /* declared within a loop */
    const Expr *init;         /* of its declaration */
    bool        is_busy;      /* its polynomial is being made */
} Steady;

typedef struct Finder {
    Sweep *s;
    int    loops;
} Finder;

static Steady *steady_of(Sweep *s, const Var *var)
{
    Steady *known = map_get(s->steady, var);
    if (!known) {
        known = ARENA_NEW(s->arena, Steady);
        map_put(s->steady, var, known);
    }
    return known;
}

bool is_written_once(Sweep *s, const Var *var)
{
    return var->is_register && steady_of(s, var)->is_declared && steady_of(s, var)->written == 0;
}

bool is_kept_row(const Expr *pointer)
{
    return pointer->op == OP_PTRADD && pointer->args[0]->op == OP_VAR && pointer->args[0]->u.var->is_kept;
}

static bool leads_to_kept(Sweep *s, const Var *var)
{
    const Expr *init = is_written_once(s, var) ? steady_of(s, var)->init : NULL;
    return var->is_kept || (init && is_kept_row(init));
}

bool place_is_kept(Sweep *s, const Expr *place)
{
    return place->op == OP_INDEX && place->args[0]->op == OP_VAR && leads_to_kept(s, place->args[0]->u.var);
}

static void note_write(Sweep *s, const Expr *place)
{
    if (place && place->op == OP_VAR)
        steady_of(s, place->u.var)->written++;
}

static void find_integers(Finder *f, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *stmt = block->stmts.items[i];
        Block      *blocks[3];
        bool        loops = stmt->kind == STMT_FOR || stmt->kind == STMT_LOOP;
        if (stmt->kind == STMT_ASSIGN)
            note_write(f->s, stmt->u.assign.place);
        if (stmt->kind == STMT_CALL)
            note_write(f->s, stmt->u.call.place);
        if (stmt->kind == STMT_FOR) {
            steady_of(f->s, stmt->u.loop_for.var)->is_counter = true;
            steady_of(f->s, stmt->u.loop_for.var)->written += !stmt->u.loop_for.declares;
        }
        if (stmt->kind == STMT_OPAQUE)
            for (int k = 0; k < stmt->u.opaque->writes.count; k++)
                steady_of(f->s, stmt->u.opaque->writes.items[k])->written++;
        if (stmt->kind == STMT_DECL) {
            Steady *known = steady_of(f->s, stmt->u.decl.var);
            known->init = stmt->u.decl.init;
            known->is_inside = f->loops > 0;
            known->written += known->init == NULL || known->is_declared;
            known->is_declared = true;
        }
        f->loops += loops;
        for (int k = ir_stmt_blocks(stmt, blocks) - 1; k >= 0; k--)
            if (blocks[k])
                find_integers(f, blocks[k]);
        f->loops -= loops;
    }
}

/* The variable as a polynomial: itself, or what it is declared as. */
static bool poly_of_leaf(Sweep *s, const Expr *leaf, Poly *poly)
{
    const Var *var = leaf->op == OP_VAR ? leaf->u.var : NULL;
    if (!var || var->kind == VAR_GLOBAL || !var->is_register || !type_is_integer(var->type) || type_is_unsigned(var->type) ||
        var->type->quals & TYPE_VOLATILE)
        return false;
    Steady *known = steady_of(s, var);
    if (known->is_busy || known->written > 0)
        return false;
    if (known->is_inside && !known->is_counter) {
        known->is_busy = true;
        bool found = known->init && steady_poly_of(s, known->init, poly);
        known->is_busy = false;
        return found;
    }
    Monomial one = {.factor = 1, .degree = 1, .leaves = {leaf}};
    *poly = poly_number(s->arena, 0);
    VEC_PUSH(s->arena, &poly->terms, one);
    return true;
}

static bool resolve(Sweep *s, const Poly *plain, Poly *poly)
{
    Poly sum = poly_number(s->arena, 0);
    for (int i = 0; i < plain->terms.count && plain->exact && sum.exact; i++) {
        const Monomial *term = &plain->terms.items[i];
        Poly            product = poly_number(s->arena, term->factor), leaf;
        for (int k = 0; k < term->degree; k++) {
            if (!poly_of_leaf(s, term->leaves[k], &leaf))
                return false;
            product = poly_product(&product, &leaf);
        }
        sum = poly_sum(&sum, &product, 1);
    }
    *poly = sum;
    return plain->exact && sum.exact;
}

bool steady_poly_of(Sweep *s, const Expr *e, Poly *poly)
{
    Poly plain = poly_of(s->arena, e);
    return resolve(s, &plain, poly);
}

bool loop_bounds(Sweep *s, const Stmt *loop, Poly *low, Poly *high, Poly *counter)
{
    Poly plain_low, plain_high;
    poly_bounds(s->arena, loop, &plain_low, &plain_high);
    return resolve(s, &plain_low, low) && resolve(s, &plain_high, high) &&
           steady_poly_of(s, ir_var(s->p, loop->loc, loop->u.loop_for.var), counter);
}

/* ---- which arrays and pointers ---- */

int own_of_var(const Sweep *s, const Var *var)
{
    return (int)(intptr_t)map_get(s->own_of, var) - 1;
}

int own_of_place(const Sweep *s, const Expr *place)
{
    const Expr *base = place;
    if (place->op != OP_INDEX || !type_is_scalar(place->type))
        return -1;
    do
        base = base->args[0];
    while (base->op == OP_INDEX && !type_is_pointer(base->type));
    return base->op == OP_VAR ? own_of_var(s, base->u.var) : -1;
}

const Expr *own_inside(const Expr *place)
{
    return place->args[0]->op == OP_INDEX ? place->args[0] : NULL;
}

bool own_is_allocated(const Stmt *stmt, bool *zeros)
{
    if (stmt->kind != STMT_CALL || stmt->u.call.callee->body || rule_effect(stmt->u.call.callee->name) != EFFECT_ALLOC)
        return false;
    const char *name = stmt->u.call.callee->name;
    *zeros = strcmp(name, "calloc") == 0 || strcmp(name, "adgen_allocate_zeros") == 0;
    return *zeros || strcmp(name, "malloc") == 0 || strcmp(name, "adgen_allocate") == 0;
}

const Var *own_freed(const Stmt *stmt)
{
    if (stmt->kind != STMT_CALL || stmt->u.call.callee->body || rule_effect(stmt->u.call.callee->name) != EFFECT_FREE)
        return NULL;
    const Expr *block = ir_uncast(stmt->u.call.args[0]);
    return block->op == OP_VAR ? block->u.var : NULL;
}

/* The elements of an array of arrays whose sizes are all known, or of one of them; NULL: they are not. */
static const Type *element_of(const Type *type)
{
    for (type = type->canon; type->kind == TYPE_ARRAY; type = type->u.array.elem->canon)
        if (type->u.array.length || type->u.array.count < 1)
            return NULL;
    return type;
}

static bool is_volatile(const Type *type)
{
    for (; type->kind == TYPE_ARRAY; type = type->u.array.elem->canon)
        if (type->u.array.elem->quals & TYPE_VOLATILE)
            return true;
    return false;
}

bool type_is_matrix(const Type *type)
{
    return type->kind == TYPE_ARRAY && type->u.array.elem->canon->kind == TYPE_ARRAY;
}

static bool is_candidate(const Sweep *s, const Var *var)
{
    const Type *type = var->type->canon;
    if (var->kind == VAR_GLOBAL || var->kind == VAR_PARAM || var->is_static || var->pinned ||
        var->type->quals & TYPE_VOLATILE)
        return false;
    if (type_is_matrix(type))
        return s->matrices && element_of(type) && type_is_real(element_of(type)) && !is_volatile(type);
    if (type->kind == TYPE_ARRAY)
        return type_is_real(type->u.array.elem) && !(type->u.array.elem->quals & TYPE_VOLATILE);
    return var->is_register && type_is_pointer(type) && type_is_real(type_elem(type)) &&
           !(type_elem(type)->quals & TYPE_VOLATILE);
}

static void refuse(Sweep *s, const Var *var)
{
    int own = own_of_var(s, var);
    for (int i = 0; own >= 0 && i < s->owns.count; i++)
        if (s->owns.items[i].group == s->owns.items[own].group)
            map_put(s->own_of, s->owns.items[i].var, NULL);
}

/* Mentions that are no index into the variable. */
static void refuse_mentions(Sweep *s, const Expr *e)
{
    if (own_of_place(s, e) >= 0) {
        for (; e; e = own_inside(e))
            refuse_mentions(s, e->args[1]);
        return;
    }
    if (e->op == OP_VAR)
        refuse(s, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            refuse(s, e->u.opaque->vars.items[i]);
    if (e->op == OP_ADDR && own_of_place(s, e->args[0]) >= 0)
        refuse(s, ir_base_var(e->args[0]));
    for (int i = 0; i < e->count; i++)
        refuse_mentions(s, e->args[i]);
}

static void refuse_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    refuse_mentions(data, e);
}

int own_assigned(const Sweep *s, const Stmt *stmt, const Expr **value)
{
    const Var *var = NULL;
    *value = NULL;
    if (stmt->kind == STMT_DECL) {
        var = stmt->u.decl.var;
        *value = stmt->u.decl.init;
    } else if (stmt->kind == STMT_ASSIGN && stmt->u.assign.place->op == OP_VAR) {
        var = stmt->u.assign.place->u.var;
        *value = stmt->u.assign.value;
    } else if (stmt->kind == STMT_CALL && stmt->u.call.place && stmt->u.call.place->op == OP_VAR) {
        var = stmt->u.call.place->u.var;
    }
    return var ? own_of_var(s, var) : -1;
}

static void join_groups(Sweep *s, int a, int b)
{
    int from = s->owns.items[a].group, to = s->owns.items[b].group;
    for (int i = 0; i < s->owns.count; i++)
        if (s->owns.items[i].group == from)
            s->owns.items[i].group = to;
}

/* q = p; q = NULL; double *q; double a[n]; double a[n] = {0} */
static bool is_known_value(Sweep *s, int own, const Expr *value)
{
    const Var *var = s->owns.items[own].var;
    if (!value)
        return true;
    if (var->type->canon->kind == TYPE_ARRAY)
        return expr_is_zero(value);
    if (ir_is_null(value))
        return true;
    int from = value->op == OP_VAR ? own_of_var(s, value->u.var) : -1;
    if (from < 0 || s->owns.items[from].var->type->canon->kind == TYPE_ARRAY)
        return false;
    join_groups(s, own, from);
    return true;
}

static void check_stmt(void *data, Stmt *stmt)
{
    Sweep      *s = data;
    const Expr *value;
    bool        zeros;
    int         own = own_assigned(s, stmt, &value);
    if (stmt->kind == STMT_OPAQUE)
        for (int i = 0; i < stmt->u.opaque->vars.count; i++)
            refuse(s, stmt->u.opaque->vars.items[i]);
    if (own >= 0 && stmt->kind == STMT_CALL) {
        if (!own_is_allocated(stmt, &zeros))
            refuse(s, stmt->u.call.place->u.var);
        for (int i = 0; i < stmt->u.call.count; i++)
            refuse_mentions(s, stmt->u.call.args[i]);
    } else if (own >= 0) {
        if (!is_known_value(s, own, value)) {
            refuse(s, s->owns.items[own].var);
            ir_stmt_exprs(stmt, refuse_expr, s);
        }
    } else if (!own_freed(stmt)) {
        ir_stmt_exprs(stmt, refuse_expr, s);
    }
}

/* ---- how large ---- */

/* bytes / sizeof (elem) */
static bool elements_of(Sweep *s, const Expr *bytes, const Type *elem, Poly *size)
{
    Poly all = poly_of(s->arena, bytes), count = poly_number(s->arena, 0);
    for (int i = 0; i < all.terms.count; i++) {
        Monomial term = all.terms.items[i];
        Poly     part = poly_number(s->arena, term.factor), leaf;
        int      units = 0;
        for (int k = 0; k < term.degree; k++) {
            const Expr *e = term.leaves[k];
            if (e->op == OP_SIZEOF && type_same(type_unqualified(s->p, e->u.of), type_unqualified(s->p, elem))) {
                units++;
                continue;
            }
            if (!steady_poly_of(s, e, &leaf))
                return false;
            part = poly_product(&part, &leaf);
        }
        if (units != 1)
            return false;
        count = poly_sum(&count, &part, 1);
    }
    *size = count;
    return all.exact && count.exact;
}

/* A block outlives the iteration that allocates it: it is measured by what no loop changes. */
static bool has_counter(Sweep *s, const Poly *size)
{
    for (int i = 0; i < size->terms.count; i++)
        for (int k = 0; k < size->terms.items[i].degree; k++)
            if (steady_of(s, size->terms.items[i].leaves[k]->u.var)->is_counter)
                return true;
    return false;
}

static bool size_of_stmt(Sweep *s, const Stmt *stmt, const Var *var, Poly *size)
{
    const Type *type = var->type->canon;
    if (stmt->kind == STMT_DECL) {
        if (type->u.array.length)
            return steady_poly_of(s, type->u.array.length, size);
        *size = poly_number(s->arena, type->u.array.count);
        for (const Type *row = type; type_is_matrix(row); row = row->u.array.elem->canon) {
            Poly count = poly_number(s->arena, row->u.array.elem->canon->u.array.count);
            *size = poly_product(size, &count);
        }
        return type->u.array.count >= 0;
    }
    const Expr *const *args = stmt->u.call.args;
    const Type        *wide = type_int(s->p, INT_ULONG);
    const Expr        *bytes = args[0];
    if (stmt->u.call.count == 2)
        bytes = ir_binary(s->p, stmt->loc, OP_MUL, ir_cast(s->p, stmt->loc, wide, args[0], true),
                          ir_cast(s->p, stmt->loc, wide, args[1], true));
    return elements_of(s, bytes, type_elem(type), size) && !has_counter(s, size);
}

static void set_size(Sweep *s, int group, bool known, const Poly *size)
{
    for (int i = 0; i < s->owns.count; i++) {
        Own *own = &s->owns.items[i];
        if (own->group != group)
            continue;
        if (!known || (own->has_size && !poly_same(&own->size, size)))
            own->size.exact = false;
        else if (!own->has_size)
            own->size = *size;
        own->has_size = true;
    }
}

static void measure_stmt(void *data, Stmt *stmt)
{
    Sweep      *s = data;
    const Expr *value;
    Poly        size;
    int         own = own_assigned(s, stmt, &value);
    if (own < 0)
        return;
    const Var *var = s->owns.items[own].var;
    if (stmt->kind == STMT_CALL || (stmt->kind == STMT_DECL && var->type->canon->kind == TYPE_ARRAY)) {
        bool known = size_of_stmt(s, stmt, var, &size);
        set_size(s, s->owns.items[own].group, known, &size);
    }
}

/* Only those that are followed: each costs something at every statement. */
static void drop_refused(Sweep *s)
{
    int kept = 0;
    for (int i = 0; i < s->owns.count; i++) {
        const Var *var = s->owns.items[i].var;
        if (own_of_var(s, var) < 0)
            continue;
        s->owns.items[kept++] = s->owns.items[i];
        map_put(s->own_of, var, (void *)(intptr_t)kept);
    }
    s->owns.count = kept;
}

void owns_find(Sweep *s)
{
    Finder f = {s, 0};
    s->own_of = map_new(s->arena);
    s->steady = map_new(s->arena);
    for (int i = 0; i < s->func->vars.count; i++) {
        Own own = {.var = s->func->vars.items[i], .group = s->owns.count};
        if (!is_candidate(s, own.var))
            continue;
        VEC_PUSH(s->arena, &s->owns, own);
        map_put(s->own_of, own.var, (void *)(intptr_t)s->owns.count);
    }
    find_integers(&f, s->func->body);
    /* a refusal may come before its group is whole */
    for (int count = 0, round = 0; round <= s->owns.count; round++) {
        int left = 0;
        ir_visit_stmts(s->func->body, check_stmt, s);
        for (int i = 0; i < s->owns.count; i++)
            left += own_of_var(s, s->owns.items[i].var) >= 0;
        if (round > 0 && left == count)
            break;
        count = left;
    }
    drop_refused(s);
    ir_visit_stmts(s->func->body, measure_stmt, s);
}
