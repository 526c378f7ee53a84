#include "counts.h"

#include "split.h"
#include "steady.h"

/* ---- linear forms: constant + sum of factor * leaf, in long ---- */

typedef struct Term {
    const Expr *leaf;
    long long   factor;
} Term;

typedef struct Linear {
    VEC(Term) terms;
    long long constant;
} Linear;

static const Linear LINEAR_ZERO;

enum { MOST_CONSTANT = 1 << 20, MOST_FIRST = 8 };

static void linear_add_leaf(Derive *d, Linear *sum, const Expr *leaf, long long factor)
{
    Term term = {leaf, factor};

    for (int i = 0; i < sum->terms.count; i++) {
        if (ir_same(sum->terms.items[i].leaf, leaf)) {
            sum->terms.items[i].factor += factor;
            return;
        }
    }
    VEC_PUSH(d->arena, &sum->terms, term);
}

static bool linear_is_small(long long value)
{
    return value >= -MOST_CONSTANT && value <= MOST_CONSTANT;
}

static void linear_add_steady(Derive *d, Linear *sum, const Expr *e, long long factor)
{
    bool exact = poly_type_is_exact(e->type), fits = linear_is_small(factor);

    if (e->op == OP_INT && fits && linear_is_small(e->u.integer->value)) {
        sum->constant += factor * e->u.integer->value;
    } else if (e->op == OP_CAST && exact && type_is_integer(e->args[0]->type) &&
               type_bits(e->args[0]->type) <= type_bits(e->type)) {
        linear_add_steady(d, sum, e->args[0], factor);
    } else if ((e->op == OP_ADD || e->op == OP_SUB) && exact) {
        linear_add_steady(d, sum, e->args[0], factor);
        linear_add_steady(d, sum, e->args[1], e->op == OP_ADD ? factor : -factor);
    } else if (e->op == OP_NEG && exact) {
        linear_add_steady(d, sum, e->args[0], -factor);
    } else if (e->op == OP_MUL && exact && fits && e->args[1]->op == OP_INT &&
               linear_is_small(e->args[1]->u.integer->value)) {
        linear_add_steady(d, sum, e->args[0], factor * e->args[1]->u.integer->value);
    } else if (e->op == OP_MUL && exact && fits && e->args[0]->op == OP_INT &&
               linear_is_small(e->args[0]->u.integer->value)) {
        linear_add_steady(d, sum, e->args[1], factor * e->args[0]->u.integer->value);
    } else {
        linear_add_leaf(d, sum, e, factor);
    }
}

static void linear_add(Derive *d, Linear *sum, const Expr *e, long long factor)
{
    linear_add_steady(d, sum, steady_expr(d, e), factor);
}

static void linear_add_linear(Derive *d, Linear *sum, const Linear *more, long long factor)
{
    for (int i = 0; i < more->terms.count; i++)
        linear_add_leaf(d, sum, more->terms.items[i].leaf, factor * more->terms.items[i].factor);
    sum->constant += factor * more->constant;
}

static bool linear_is_constant(const Linear *sum)
{
    for (int i = 0; i < sum->terms.count; i++)
        if (sum->terms.items[i].factor != 0)
            return false;
    return true;
}

static const Expr *linear_plus(Derive *d, const Expr *sum, const Expr *term, bool minus)
{
    if (sum == NULL)
        return minus ? ir_unary(d->p, term->loc, OP_NEG, term) : term;
    return ir_binary(d->p, term->loc, minus ? OP_SUB : OP_ADD, sum, term);
}

/* As an expression of the type: what is added first, then what is taken away, then the constant. */
static const Expr *linear_expr(Derive *d, const Linear *sum, const Type *type, Loc loc)
{
    Program    *p = d->p;
    const Expr *e = NULL;

    for (int minus = 0; minus < 2; minus++) {
        for (int i = 0; i < sum->terms.count; i++) {
            const Term *t = &sum->terms.items[i];
            long long   size = minus ? -t->factor : t->factor;
            const Expr *leaf = ir_cast(p, loc, type, t->leaf, true);

            if (size <= 0)
                continue;
            e = linear_plus(d, e, size == 1 ? leaf : ir_binary(p, loc, OP_MUL, ir_int(p, loc, type, size), leaf), minus);
        }
    }
    if (e == NULL)
        return ir_int(p, loc, type, sum->constant);
    if (sum->constant == 0)
        return e;
    return linear_plus(d, e, ir_int(p, loc, type, sum->constant > 0 ? sum->constant : -sum->constant),
                       sum->constant < 0);
}

/* ---- one loop ---- */

/* The counter runs within [low, high). */
static void counts_bounds(Derive *d, const Stmt *loop, Linear *low, Linear *high)
{
    Relation    relation = loop->u.loop_for.relation;
    bool        up = loop->u.loop_for.step > 0;
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;

    linear_add(d, low, up ? from : to, 1);
    linear_add(d, high, up ? to : from, 1);
    if (relation == REL_LE || (!up && relation != REL_DOWNTO))
        high->constant++;
    if (relation == REL_GT || (relation == REL_NE && !up))
        low->constant++;
}

static bool counts_strides(const Stmt *loop)
{
    return loop->u.loop_for.step != 1 && loop->u.loop_for.step != -1;
}

/* The FOR around a loop whose counter the variable is, or NULL.  Of the loops of its frame around `top`, the outermost
 * dimension, none counts: the array begins anew in each of their iterations. */
static const Stmt *counts_around(Derive *d, const Stmt *loop, const Stmt *top, const Var *var)
{
    bool inside = loop != top;

    while ((loop = layout_info(d->layout, loop)->loop) != NULL) {
        if (loop->kind == STMT_FOR && loop->u.loop_for.var == var)
            return inside || map_get(d->frames, loop) ? loop : NULL;
        inside = inside && loop != top;
    }
    return NULL;
}

/* Whether the loop's counter, from a small constant on, serves as it is as an index. */
static bool counts_from_zero(Derive *d, const Stmt *loop, const Stmt *top)
{
    Linear      low = LINEAR_ZERO, high = LINEAR_ZERO;
    const Stmt *around = NULL;
    int         leaves = 0;

    if (counts_strides(loop))
        return false;
    counts_bounds(d, loop, &low, &high);
    if (low.constant < 0 || low.constant > MOST_FIRST)
        return false;
    for (int i = 0; i < low.terms.count; i++) {
        const Term *t = &low.terms.items[i];

        if (t->factor == 0)
            continue;
        around = t->factor == 1 && t->leaf->op == OP_VAR ? counts_around(d, loop, top, t->leaf->u.var) : NULL;
        if (around == NULL || leaves++)
            return false;
    }
    return leaves == 0 || counts_from_zero(d, around, top);
}

/* What the counter's range begins with, as an index. */
static void counts_base(Derive *d, const Stmt *loop, const Stmt *top, Linear *base)
{
    Linear high = LINEAR_ZERO;

    if (!counts_from_zero(d, loop, top))
        counts_bounds(d, loop, base, &high);
}

/* ---- sizes ---- */

/* Put the greatest or least value of each outer counter in its place. */
static void counts_extremes(Derive *d, Stmt *const *loops, int count, Linear *size)
{
    for (int k = count - 1; k >= 0; k--) {
        Linear low = LINEAR_ZERO, high = LINEAR_ZERO;

        counts_bounds(d, loops[k], &low, &high);
        high.constant--;
        for (int i = 0; i < size->terms.count; i++) {
            Term *t = &size->terms.items[i];
            long long factor = t->factor;

            if (factor == 0 || t->leaf->op != OP_VAR || t->leaf->u.var != loops[k]->u.loop_for.var)
                continue;
            t->factor = 0;
            linear_add_linear(d, size, factor > 0 ? &high : &low, factor);
        }
    }
}

/* The size of the last of the loops' dimensions, where it does not stride: else, the span that it strides over. */
static Linear counts_size(Derive *d, Stmt *const *loops, int count)
{
    const Stmt *loop = loops[count - 1];
    Linear      base = LINEAR_ZERO, low = LINEAR_ZERO, size = LINEAR_ZERO;

    counts_bounds(d, loop, &low, &size);
    counts_base(d, loop, loops[0], &base);
    linear_add_linear(d, &size, &base, -1);
    counts_extremes(d, loops, count - 1, &size);
    return size;
}

static const Expr *counts_size_expr(Derive *d, Stmt *const *loops, int count, const Type *type)
{
    Program    *p = d->p;
    const Stmt *loop = loops[count - 1];
    long long   step = loop->u.loop_for.step > 0 ? loop->u.loop_for.step : -loop->u.loop_for.step;
    Linear      size = counts_size(d, loops, count);

    size.constant += step - 1;
    if (step == 1)
        return linear_expr(d, &size, type, loop->loc);
    return ir_binary(p, loop->loc, OP_DIV, linear_expr(d, &size, type, loop->loc), ir_int(p, loop->loc, type, step));
}

/* SIZE_MAX, as for "as many as it takes", which the type that counts does not hold. */
static bool counts_may_wrap(const Expr *leaf)
{
    const Type *type = ir_uncast(leaf)->type;

    return type_is_unsigned(type) && type_is_integer(type) && type_bits(type) >= 64;
}

/* Whether the bound of a loop that is left by a break is one that it may come near to. */
static bool counts_is_end(const Stmt *loop, const Linear *size)
{
    if (loop->u.loop_for.relation == REL_NE || (linear_is_constant(size) && size->constant > MOST_CONSTANT))
        return false;
    for (int i = 0; i < size->terms.count; i++) {
        const Expr *leaf = size->terms.items[i].leaf;

        if (size->terms.items[i].factor &&
            (leaf->op == OP_INT || counts_may_wrap(leaf) || ((leaf->op == OP_SUB || leaf->op == OP_NEG) && type_is_unsigned(leaf->type))))
            return false;
    }
    return true;
}

typedef struct Followed {
    Derive     *d;
    const Expr *pointer;
    bool        found;
} Followed;

static void counts_find_followed(void *data, const Expr *e)
{
    Followed *f = data;

    if (e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type)))
        f->found |= ir_same(e->args[0], f->pointer);
}

/* Whether the function has surely followed the pointer when it comes to the statement. */
static bool counts_followed_before(Derive *d, const Expr *pointer, const Stmt *at)
{
    const StmtInfo *info = layout_info(d->layout, at);
    Followed        f = {d, pointer, false};

    for (int i = 0; i < d->fn->body->stmts.count && !f.found; i++) {
        const Stmt *s = d->fn->body->stmts.items[i];

        if (!layout_has(d->layout, s))               /* a copy that has just been put in */
            continue;
        if (layout_info(d->layout, s)->pos >= info->pos)
            break;
        if (s->kind == STMT_FOR)
            ir_visit_expr(s->u.loop_for.to, counts_find_followed, &f);
        else if (s->kind != STMT_LOOP && s->kind != STMT_IF)
            ir_visit_stmt_exprs(s, counts_find_followed, &f);
    }
    return f.found;
}

typedef struct Leads {
    Derive     *d;
    const Stmt *at;
    bool        unsure;
} Leads;

static void counts_find_lead(void *data, const Expr *e)
{
    Leads *leads = data;

    if (e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type)))
        leads->unsure = leads->unsure || !counts_followed_before(leads->d, e->args[0], leads->at);
}

static const Stmt *counts_outermost(Derive *d, const Stmt *loop)
{
    while (layout_info(d->layout, loop)->parent)
        loop = layout_info(d->layout, loop)->parent;
    return loop;
}

bool counts_is_unsure(Derive *d, const Expr *e, const Stmt *loop)
{
    Leads leads = {d, counts_outermost(d, loop), false};

    ir_visit_expr(e, counts_find_lead, &leads);
    return leads.unsure;
}

/* Whether the sizes of the inner loops follow pointers that may lead nowhere where the outermost loop does not run. */
static bool counts_follow(Derive *d, Stmt *const *loops, int count)
{
    Leads leads = {d, loops[0], false};

    for (int i = 1; i < count && !leads.unsure; i++) {
        Linear size = counts_size(d, loops, i + 1);

        for (int k = 0; k < size.terms.count; k++)
            if (size.terms.items[k].factor)
                ir_visit_expr(size.terms.items[k].leaf, counts_find_lead, &leads);
    }
    return leads.unsure;
}

/* Whether something decides in the outermost loop if the innermost one runs. */
static bool counts_is_conditional(Derive *d, Stmt *const *loops, int count)
{
    for (const Stmt *up = loops[count - 1]; up != loops[0]; up = layout_info(d->layout, up)->parent)
        if (up->kind == STMT_IF)
            return true;
    return false;
}

const Expr *counts_condition(Derive *d, Stmt *const *loops, int count)
{
    const Type *type = type_int(d->p, INT_LONG);
    const Expr *size;

    if (!counts_follow(d, loops, count))
        return NULL;
    size = counts_size_expr(d, loops, 1, type);
    return ir_binary(d->p, size->loc, OP_GT, size, ir_int(d->p, size->loc, type, 0));
}

bool counts_known(Derive *d, Stmt *const *loops, int count)
{
    const StmtInfo *outer = layout_info(d->layout, loops[0]);

    for (int i = 0; i < count; i++)
        if (loops[i]->kind != STMT_FOR || !split_has_direction(loops[i]))
            return false;
    if (counts_is_conditional(d, loops, count) && counts_follow(d, loops, count))
        return false;
    for (int i = 0; i < count; i++) {
        Linear size, base = LINEAR_ZERO;

        size = counts_size(d, loops, i + 1);
        if (map_get(d->counters, loops[i]) && !counts_is_end(loops[i], &size))
            return false;
        for (int k = 0; k < size.terms.count; k++)
            if (size.terms.items[k].factor && layout_changes(d->layout, size.terms.items[k].leaf, outer->pos, outer->end))
                return false;
        counts_base(d, loops[i], loops[0], &base);
        for (int k = 0; k < base.terms.count; k++) {
            const Expr *leaf = base.terms.items[k].leaf;

            if (base.terms.items[k].factor && !(leaf->op == OP_VAR && counts_around(d, loops[i], loops[0], leaf->u.var)) &&
                layout_changes(d->layout, leaf, outer->pos, outer->end))
                return false;
        }
    }
    return true;
}

long long counts_constant(Derive *d, Stmt *const *loops, int count)
{
    long long elements = 1;

    for (int i = 0; i < count; i++) {
        Linear    size = counts_size(d, loops, i + 1);
        long long step = loops[i]->u.loop_for.step > 0 ? loops[i]->u.loop_for.step : -loops[i]->u.loop_for.step;
        long long trips = (size.constant + step - 1) / step;

        if (!linear_is_constant(&size) || trips > MOST_CONSTANT)
            return -1;
        elements *= trips > 0 ? trips : 1;
        if (elements > MOST_CONSTANT)
            return -1;
    }
    return elements;
}

const Expr *counts_elements(Derive *d, Stmt *const *loops, int count)
{
    const Type *type = type_int(d->p, INT_LONG);
    const Expr *elements = counts_size_expr(d, loops, 1, type);

    for (int i = 1; i < count; i++)
        elements = ir_binary(d->p, loops[i]->loc, OP_MUL, elements, counts_size_expr(d, loops, i + 1, type));
    return elements;
}

bool counts_leaf_text(Text *out, const Expr *e)
{
    e = ir_uncast(e);
    if (e->op == OP_VAR) {
        text_puts(out, e->u.var->name);
        return true;
    }
    if (e->op == OP_INT) {
        text_printf(out, "%lld", e->u.integer->value);
        return true;
    }
    if (e->op == OP_ADD || e->op == OP_SUB || e->op == OP_MUL || e->op == OP_DIV) {
        bool ok;

        text_puts(out, "(");
        ok = counts_leaf_text(out, e->args[0]);
        text_puts(out, e->op == OP_ADD ? " + " : e->op == OP_SUB ? " - " : e->op == OP_MUL ? " * " : " / ");
        ok = ok && counts_leaf_text(out, e->args[1]);
        text_puts(out, ")");
        return ok;
    }
    if (e->op != OP_FIELD)
        return false;
    if (e->args[0]->op == OP_DEREF) {
        if (!counts_leaf_text(out, e->args[0]->args[0]))
            return false;
        text_printf(out, "->%s", e->u.field->name);
        return true;
    }
    if (!counts_leaf_text(out, e->args[0]))
        return false;
    text_printf(out, ".%s", e->u.field->name);
    return true;
}

static bool counts_linear_text(Text *out, const Linear *sum, bool *is_sum)
{
    int written = 0;

    for (int minus = 0; minus < 2; minus++) {
        for (int i = 0; i < sum->terms.count; i++) {
            long long factor = minus ? -sum->terms.items[i].factor : sum->terms.items[i].factor;

            if (factor <= 0)
                continue;
            text_puts(out, written ? minus ? " - " : " + " : minus ? "-" : "");
            if (factor != 1)
                text_printf(out, "%lld * ", factor);
            if (!counts_leaf_text(out, sum->terms.items[i].leaf))
                return false;
            written++;
        }
    }
    if (written == 0)
        text_printf(out, "%lld", sum->constant);
    else if (sum->constant != 0)
        text_printf(out, sum->constant > 0 ? " + %lld" : " - %lld", sum->constant > 0 ? sum->constant : -sum->constant);
    *is_sum = written > 1 || (written == 1 && sum->constant != 0);
    return true;
}

bool counts_text(Derive *d, Text *out, Stmt *const *loops, int count)
{
    bool ok = true;

    for (int i = 0; ok && i < count; i++) {
        long long step = loops[i]->u.loop_for.step > 0 ? loops[i]->u.loop_for.step : -loops[i]->u.loop_for.step;
        Linear    size = counts_size(d, loops, i + 1);
        Text      part = {0};
        bool      is_sum = false;

        size.constant += step - 1;
        ok = counts_linear_text(&part, &size, &is_sum);
        text_puts(out, i ? " * " : "");
        text_printf(out, is_sum && (count > 1 || step > 1) ? "(%s)" : "%s", text_cstr(&part));
        if (step > 1)
            text_printf(out, " / %lld", step);
        text_free(&part);
    }
    return ok;
}

/* Add the index within the last dimension. */
static const Expr *counts_place(Derive *d, const Stmt *loop, const Stmt *top, const Type *type, const Expr *row)
{
    Program    *p = d->p;
    long long   step = loop->u.loop_for.step;
    Linear      index = LINEAR_ZERO, base = LINEAR_ZERO;
    const Expr *counter = ir_var(p, loop->loc, loop->u.loop_for.var);

    if (!counts_strides(loop)) {
        counts_base(d, loop, top, &base);
        if (row)
            linear_add_leaf(d, &index, row, 1);
        linear_add_leaf(d, &index, counter, 1);
        linear_add_linear(d, &index, &base, -1);
        return linear_expr(d, &index, type, loop->loc);
    }
    linear_add_leaf(d, &index, counter, step > 0 ? 1 : -1);
    linear_add(d, &index, loop->u.loop_for.from, step > 0 ? -1 : 1);
    counter = ir_binary(p, loop->loc, OP_DIV, linear_expr(d, &index, type, loop->loc),
                        ir_int(p, loop->loc, type, step > 0 ? step : -step));
    return row ? ir_binary(p, loop->loc, OP_ADD, row, counter) : counter;
}

/* The type for an index: that of one counter, or of several that are int and make few elements. */
static const Type *counts_index_type(Derive *d, Stmt *const *loops, int count)
{
    const Type *type = type_unqualified(d->p, loops[0]->u.loop_for.var->type);

    for (int i = 1; i < count; i++)
        if (type->canon != type_int(d->p, INT_INT) || counts_constant(d, loops, count) < 0 ||
            loops[i]->u.loop_for.var->type->canon != type->canon)
            return type_int(d->p, INT_LONG);
    return type;
}

const Expr *counts_index(Derive *d, Stmt *const *loops, int count)
{
    const Type *type = counts_index_type(d, loops, count);
    const Expr *index = counts_place(d, loops[0], loops[0], type, NULL);

    for (int i = 1; i < count; i++)
        index = counts_place(d, loops[i], loops[0], type,
                             ir_binary(d->p, loops[i]->loc, OP_MUL, index, counts_size_expr(d, loops, i + 1, type)));
    return index;
}

bool counts_are_tight(Derive *d, Stmt *const *loops, int count)
{
    for (int i = 0; i < count; i++) {
        Linear size = counts_size(d, loops, i + 1), low = LINEAR_ZERO, high = LINEAR_ZERO;

        counts_bounds(d, loops[i], &low, &high);
        linear_add_linear(d, &size, &low, 1);
        linear_add_linear(d, &size, &high, -1);
        if (!linear_is_constant(&size))
            return false;
    }
    return true;
}

bool counts_change(Derive *d, Stmt *const *loops, int count, const Stmt *outer)
{
    const StmtInfo *info = layout_info(d->layout, outer);

    for (int i = 0; i < count; i++) {
        Linear size = counts_size(d, loops, i + 1);

        for (int k = 0; k < size.terms.count; k++)
            if (size.terms.items[k].factor && layout_changes(d->layout, size.terms.items[k].leaf, info->pos, info->end))
                return true;
    }
    return false;
}
