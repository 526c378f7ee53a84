#include "comment.h"

#include <string.h>

#include "checkpoint.h"
#include "counts.h"
#include "invariants.h"
#include "plan.h"

void comment_head(Text *text, const Program *p, const char *what, const Func *f)
{
    text_printf(text, "%s of %s", what, f->name);
    if (f->loc.line > 0)
        text_printf(text, " (%s:%u)", text_base_name(loc_file(f->loc) ? loc_file(f->loc) : p->main_file), f->loc.line);
    if (f->result->canon->kind != TYPE_VOID)
        text_printf(text, ": returns what %s returns", f->name);
}

static bool comment_is_output(const Request *request, const Var *param)
{
    return activity_param(request, param) && type_is_pointer(param->type) && !activity_points_to_const(param->type);
}

/* The name of what stands beside the i-th parameter. */
static const char *comment_beside(const Derive *d, int i)
{
    const Var *beside = map_get(d->beside, d->fn->params.items[i]);

    return beside ? beside->name : arena_printf(d->arena, "%s_adj", d->fn->params.items[i]->name);
}

/* ", adds the derivative by x to x_adj" for each input. */
static void comment_inputs(const Derive *d, Text *text)
{
    const Request *request = d->request;
    const Func    *f = request->func;
    bool           any = false, returns = f->result->canon->kind != TYPE_VOID;

    for (int i = 0; i < f->params.count; i++) {
        const Var *param = f->params.items[i];

        if (!activity_param(request, param) || comment_is_output(request, param))
            continue;
        text_printf(text, "%s the derivative by %s to %s%s", any ? "," : returns ? ", adds" : ": adds", param->name,
                    type_is_pointer(param->type) || request->width > 0 ? "" : "*", comment_beside(d, i));
        any = true;
    }
}

static void comment_outputs(const Derive *d, Text *text)
{
    const Func *f = d->request->func;

    if (d->result_seed)
        text_printf(text, "\n%s: the adjoint of what %s returns.", d->result_seed->name, f->name);
    for (int i = 0; i < f->params.count; i++) {
        const Var *param = f->params.items[i];

        if (comment_is_output(d->request, param))
            text_printf(text, "\n%s: on entry the adjoint of what %s holds after %s, on return of what it held before.",
                        comment_beside(d, i), param->name, f->name);
    }
}

static void comment_globals(const Derive *d, Text *text)
{
    for (int i = 0; i < d->p->globals.count; i++) {
        Var *var = d->p->globals.items[i], *shadow = map_get(d->shadows, var);

        if (shadow)
            text_printf(text, "\n%s: on entry the adjoint of what %s holds after %s, on return of what it held before.",
                        shadow->name, var->name, d->request->func->name);
    }
}

/* ---- memory ---- */

/* What the elements are called, in the plural. */
static const char *comment_elements(const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_REAL)
        return type->u.real == REAL_FLOAT ? "floats" : type->u.real == REAL_DOUBLE ? "doubles" : "long doubles";
    return type_is_pointer(type) ? "pointers" : "integers";
}

typedef struct Group {
    const char *size;        /* empty: not to be said in a few words */
    const char *elements;
    int         arrays;
} Group;

/* " * n", for rows of n elements. */
static bool comment_stride(Text *size, const Version *v)
{
    text_puts(size, v->way == WAY_ROW ? " * " : "");
    return v->way != WAY_ROW || counts_leaf_text(size, v->row->stride);
}

typedef struct GroupList {
    VEC(Group) list;
} GroupList;

static void comment_group(Derive *d, GroupList *groups, const Text *size, bool is_known, const char *elements)
{
    Group group = {is_known ? arena_strdup(d->arena, text_cstr(size)) : "", elements, 1};

    for (int i = 0; i < groups->list.count; i++) {
        if (strcmp(groups->list.items[i].size, group.size) == 0 && strcmp(groups->list.items[i].elements, group.elements) == 0) {
            groups->list.items[i].arrays++;
            return;
        }
    }
    VEC_PUSH(d->arena, &groups->list, group);
}

static void comment_find_groups(Derive *d, GroupList *groups)
{
    for (int i = 0; i < d->arrays.count; i++) {
        const Version *v = d->arrays.items[i];
        Text           size = {0};
        bool           known = counts_text(d, &size, v->loops, v->loop_count) && comment_stride(&size, v);

        comment_group(d, groups, &size, known, comment_elements(v->way == WAY_ROW ? type_elem(v->var->type) : v->var->type));
        text_free(&size);
    }
    for (int i = 0; i < d->blocks.count; i++) {
        const Row  *row = d->blocks.items[i];
        const char *elements = comment_elements(type_elem(row->kept->type));
        Text        size = {0};
        bool        known = counts_leaf_text(&size, row->stride);

        if (!row->is_repeated)
            comment_group(d, groups, &size, known, elements);
        text_free(&size);
    }
}

typedef struct TableGroups {
    Derive    *d;
    GroupList *groups;
} TableGroups;

/* The size of a table: k * d where it has two dimensions. */
static bool comment_size(Text *out, const Expr *e)
{
    bool known;

    e = ir_uncast(e);
    if (e->op != OP_MUL)
        return counts_leaf_text(out, e);
    known = counts_leaf_text(out, e->args[0]);
    text_puts(out, " * ");
    return known && counts_leaf_text(out, e->args[1]);
}

/* Tables, and their adjoints. */
static void comment_find_table(void *data, Stmt *s)
{
    TableGroups *t = data;
    const Expr  *place = s->kind == STMT_CALL ? s->u.call.place : NULL;
    const Var   *var = place && place->op == OP_VAR ? place->u.var : NULL;
    Text         size = {0};
    bool         known;

    if (var && invariants_is_table(t->d, var)) {
        known = comment_size(&size, s->u.call.args[0]);
        comment_group(t->d, t->groups, &size, known, comment_elements(type_elem(var->type)));
    }
    text_free(&size);
}

/* "3 arrays of n doubles, one of n - 1 integers" */
static void comment_arrays(Derive *d, Text *text)
{
    GroupList   groups = {0};
    TableGroups tables = {d, &groups};

    comment_find_groups(d, &groups);
    ir_visit_stmts(d->fn->body, comment_find_table, &tables);
    for (int i = 0; i < groups.list.count; i++) {
        const Group *g = &groups.list.items[i];

        text_puts(text, i == 0 ? "\nAllocates " : i + 1 < groups.list.count ? ", " : " and ");
        if (g->arrays == 1)
            text_puts(text, "an array");
        else
            text_printf(text, "%d arrays", g->arrays);
        text_printf(text, *g->size ? " of %s %s" : " of%s %s, one for each iteration", g->size, g->elements);
    }
    text_puts(text, groups.list.count ? " to keep values in." : "");
}

/* Which loops keep states. */
static void comment_states(Derive *d, Text *text)
{
    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);
        const Expr *count = checkpoint_of(d, s) ? s->checkpoint->count : NULL;

        if (checkpoint_of(d, s) == NULL)
            continue;
        if (s->checkpoint->each) {
            text_printf(text, "\nKeeps the state before each step of the loop in line %u, and runs what the step's backward pass needs"
                        " again.", s->loc.line);
            continue;
        }
        if (count == NULL) {
            text_printf(text, "\nKeeps states of the loop in line %u: of all its steps where that takes 4 MiB at most, else of so few that"
                        " each step runs again once.", s->loc.line);
            continue;
        }
        if (s->checkpoint->bytes)
            text_printf(text, "\nKeeps states of the loop in line %u, in as many bytes as its pragma says,", s->loc.line);
        else if (count->op == OP_INT)
            text_printf(text, "\nKeeps at most %lld state%s of the loop in line %u,", count->u.integer->value,
                        count->u.integer->value == 1 ? "" : "s", s->loc.line);
        else
            text_printf(text, "\nKeeps as many states of the loop in line %u as its pragma says,", s->loc.line);
        text_puts(text, " and runs it again in between.");
    }
}

static void comment_memory(Derive *d, Text *text)
{
    comment_arrays(d, text);
    if (d->allocates)
        text_printf(text, "\nAllocates an adjoint beside each block that %s allocates.", d->request->func->name);
    comment_states(d, text);
    if (d->tape)
        text_printf(text, "\nKeeps values on a tape, which grows with the number of %s.",
                    d->calls_halves ? "calls and iterations" : "iterations");
    if (d->copies)
        text_printf(text, "\nCopies what %s of calls lead%s to, for the backward pass.", d->copies == 1 ? "an argument" : "arguments",
                    d->copies == 1 ? "s" : "");
    if (d->arrays.count || d->blocks.count || d->tables.count || d->tape || d->copies || checkpoint_any(d))
        text_puts(text, "\nAborts where there is no memory for that.");
}

/* What goes in beside each value, and what comes out. */
static void comment_tangents(const Derive *d, Text *text)
{
    const Func *f = d->request->func;
    bool        any = false;

    for (int i = 0; i < f->params.count; i++) {
        const Var *param = f->params.items[i];

        if (!activity_param(d->request, param) || comment_is_output(d->request, param))
            continue;
        text_printf(text, "%s%s", any ? ", " : "\n", comment_beside(d, i));
        any = true;
    }
    text_puts(text, any ? ": the direction that the derivative is taken along." : "");
    for (int i = 0; i < f->params.count; i++)
        if (comment_is_output(d->request, f->params.items[i]))
            text_printf(text, "\n%s: on entry the tangent of what %s holds before %s, on return of what it holds then.",
                        comment_beside(d, i), f->params.items[i]->name, f->name);
    for (int i = 0; i < d->p->globals.count; i++) {
        Var *var = d->p->globals.items[i], *shadow = map_get(d->shadows, var);

        if (shadow)
            text_printf(text, "\n%s: on entry the tangent of what %s holds before %s, on return of what it holds then.",
                        shadow->name, var->name, f->name);
    }
    if (d->allocates)
        text_printf(text, "\nAllocates a tangent beside each block that %s allocates.", f->name);
}

/* Vector mode. */
static void comment_width(const Derive *d, Text *text)
{
    if (d->request->width > 0)
        text_printf(text, "\nAlong %d directions at once: for each number there are as many %s, side by side.", d->request->width,
                    d->tangents ? "tangents" : "adjoints");
}

/* "x_dot, y_dot", of all that is active, or of inputs or outputs alone. */
static int comment_list(const Request *request, Text *text, const char *suffix, bool inputs, bool outputs)
{
    int count = 0;

    for (int i = 0; i < request->func->params.count; i++) {
        const Var *param = request->func->params.items[i];

        if (activity_param(request, param) && (comment_is_output(request, param) ? outputs : inputs))
            text_printf(text, "%s%s%s", count++ ? ", " : "", param->name, suffix);
    }
    return count;
}

const char *comment_of_memory(const Func *gradient)
{
    static const char *const words[] = {"\nAllocates", "\nKeeps", "\nCopies"};
    const char *found = NULL;

    for (size_t i = 0; gradient->comment && i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(gradient->comment, words[i]);

        if (at && (found == NULL || at < found))
            found = at;
    }
    return found;
}

/* The gradient's comment, and what the tangents add to it. */
static void comment_second(const Derive *d)
{
    const Request *request = d->second;
    const char    *memory = comment_of_memory(d->request->func);
    Text           text = {0};
    bool           any;

    comment_head(&text, d->p, "Gradient and Hessian-vector product", request->func);
    text_puts(&text, ".\n");
    if (comment_list(request, &text, "_dot", true, false))
        text_puts(&text, ": the direction.\n");
    if (comment_list(request, &text, "_adj", true, false))
        text_puts(&text, ": the gradient is added to them.\n");
    any = comment_list(request, &text, "_adj_dot", true, false) > 0;
    text_puts(&text, any ? ": the Hessian times the direction is added to them." : "");
    for (int i = 0; i < request->func->params.count; i++) {
        const Var *param = request->func->params.items[i];

        if (comment_is_output(request, param))
            text_printf(&text, "\n%s_dot: on entry the tangent of what %s holds before %s, on return of what it holds then."
                               "\n%s_adj: on entry the adjoint of what it holds after %s, on return of what it held before; "
                               "%s_adj_dot: the tangent of that.",
                        param->name, param->name, request->func->name, param->name, request->func->name, param->name);
    }
    if (memory)
        text_printf(&text, "%s\nThe same again for the tangents of what is kept.", memory);
    comment_width(d, &text);
    d->fn->comment = arena_strdup(d->p->arena, text_cstr(&text));
    text_free(&text);
}

static const char *comment_mode(Mode mode)
{
    switch (mode) {
    case MODE_GRAD: return "Gradient";
    case MODE_JVP:  return "Jacobian-vector product";
    default:        return "Vector-Jacobian product";
    }
}

void comment_write(Derive *d)
{
    const Request *request = d->request;
    Text           text = {0};

    if (d->second) {
        comment_second(d);
        return;
    }
    comment_head(&text, d->p, comment_mode(request->mode), request->func);
    if (d->tangents) {
        text_puts(&text, !d->result_shadow     ? "."
                         : request->width > 0 ? ", and its derivatives in result_dot."
                                              : ", and its derivative in *result_dot.");
        comment_tangents(d, &text);
    } else {
        comment_inputs(d, &text);
        text_puts(&text, ".");
        comment_outputs(d, &text);
        comment_globals(d, &text);
        comment_memory(d, &text);
    }
    comment_width(d, &text);
    d->fn->comment = arena_strdup(d->p->arena, text_cstr(&text));
    text_free(&text);
}
