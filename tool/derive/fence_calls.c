#include "fence.h"
#include "fence_parts.h"

#include <string.h>

#include "analysis/bytes.h"
#include "calls.h"
#include "copies.h"
#include "registered.h"
#include "resizes.h"
#include "rules/blas.h"
#include "rules/rule.h"
#include "ir/runtime.h"
#include "tapes.h"

void fence_no_rule(Fence *f, Loc loc, const Func *callee)
{
    diag_error(f->d->diag, loc, "adgen-no-rule", "adgen does not know the derivative of '%s'", callee->name);
    diag_note(f->d->diag, loc, "write it with functions that it knows, or give '%s' a visible body", callee->name);
    fence_refused(f);
}

bool fence_reaches_active(Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, pointer, &objects);
    return activity_any_object(d->activity, &objects);
}

static bool fence_call_is_active(Fence *f, const Stmt *s)
{
    if (s->u.call.place && activity_place(f->d->activity, s->u.call.place))
        return true;
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (type_is_pointer(arg->type) ? fence_reaches_active(f->d, arg)
                                       : s->u.call.place && type_holds_real(s->u.call.place->type, true) &&
                                             activity_expr(f->d->activity, arg))
            return true;
    }
    return false;
}

/* Leave those objects that count as active. */
static void fence_drop_inactive(const Derive *d, IntSet *objects)
{
    int kept = 0;

    for (int i = 0; i < objects->count; i++)
        if (activity_object(d->activity, objects->items[i]))
            objects->items[kept++] = objects->items[i];
    objects->count = kept;
}

/* Whether the function may free the memory: it has allocated it, or what cannot be freed at all only seems to be there. */
static bool fence_is_own(const Object *object)
{
    return object->kind == OBJECT_ALLOC || (object->kind == OBJECT_VAR && object->var->kind != VAR_GLOBAL);
}

/* The adjoint of what the caller of the derivative has allocated is the caller's to free. */
static bool fence_frees_foreign(Fence *f, const Stmt *s, int arg, const IntSet *reached)
{
    Derive        *d = f->d;
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);

    if (func_is_derived(s->u.call.callee) || tapes_is_call(s))     /* what the other half, or the gradient, has allocated */
        return false;
    for (int i = 0; (effects->frees[arg] || effects->resizes[arg]) && !d->pair && i < reached->count; i++) {
        if (fence_is_own(alias_object(d->alias, reached->items[i])))
            continue;
        diag_error(d->diag, s->loc, "adgen-free", "'%s' may free active memory that '%s' was given",
                   s->u.call.callee->name, d->request->func->name);
        diag_note(d->diag, s->loc, "free it after the call of '%s'", d->request->func->name);
        fence_refused(f);
        return true;
    }
    return false;
}

typedef struct Mention {
    Map       *visited;
    const Var *var;
    bool       found;
} Mention;

static void fence_find_var(void *data, const Expr *e)
{
    Mention *m = data;

    m->found |= e->op == OP_VAR && e->u.var == m->var;
}

static void fence_find_in_stmt(void *data, Stmt *s)
{
    Mention *m = data;

    ir_visit_stmt_exprs(s, fence_find_var, m);
    if (s->kind != STMT_CALL || !s->u.call.callee->body || map_get(m->visited, s->u.call.callee))
        return;
    map_put(m->visited, s->u.call.callee, s->u.call.callee);
    ir_visit_stmts(s->u.call.callee->body, fence_find_in_stmt, m);
}

/* Whether the function that is called, or one that it calls, names the variable. */
static bool fence_mentions(Fence *f, Stmt *s, const Var *var)
{
    Mention m = {map_new(f->d->arena), var, false};

    fence_find_in_stmt(&m, s);
    return m.found;
}

/* A global that has no adjoint, and leads to active data: best one that the call names.  NULL: there is none. */
static const Var *fence_find_global(Fence *f, Stmt *s)
{
    const Var *any = NULL;

    for (int i = 0; i < alias_count(f->d->alias); i++) {
        const Object *object = alias_object(f->d->alias, i);

        if (!fence_is_active_global(f->d, i) || activity_global(object->var))
            continue;
        if (fence_mentions(f, s, object->var))
            return object->var;
        any = any ? any : object->var;
    }
    return any;
}

/* Such a global may be what a call that stays one uses. */
static bool fence_by_global(Fence *f, Stmt *s)
{
    const Var *var = alias_effects(f->d->alias, s->u.call.callee)->uses_globals ? fence_find_global(f, s) : NULL;

    if (var && !map_get(f->reported, var)) {
        map_put(f->reported, var, (void *)var);
        fence_through(f, s->loc, var);
        fence_refused(f);
    }
    return var != NULL;
}

/* A number that is printed to a stream and read from it again, somewhere in functions that stay functions. */
static void fence_stream(Fence *f, const Stmt *s)
{
    diag_error(f->d->diag, s->loc, "adgen-extern", "'%s' gets a stream that active data may be written to and read from",
               s->u.call.callee->name);
    diag_note(f->d->diag, s->loc, "hand on the numbers themselves, or read the data before the call");
    fence_refused(f);
}

/* A call that stays one: all that a way to active memory leads to needs a shadow. */
static void fence_visible_call(Fence *f, Stmt *s)
{
    Derive *d = f->d;

    if (fence_by_global(f, s))
        return;
    if (alias_effects(d->alias, s->u.call.callee)->forges) {
        diag_error(d->diag, s->loc, "adgen-pointer", "'%s' makes pointers from integers, and adgen cannot tell what they point to",
                   s->u.call.callee->name);
        diag_note(d->diag, s->loc, "hand it pointers of the data's own type");
        fence_refused(f);
        return;
    }
    if (!calls_is_active(d, s))
        return;
    if (alias_effects(d->alias, s->u.call.callee)->puns) {
        diag_error(d->diag, s->loc, "adgen-cast", "'%s' takes bytes of reals for something else, which adgen cannot follow",
                   s->u.call.callee->name);
        diag_note(d->diag, s->loc, "hand the data on with their own type");
        fence_refused(f);
        return;
    }
    if (s->u.call.callee->result->canon->kind == TYPE_RECORD && type_holds_pointer(s->u.call.callee->result)) {
        diag_error(d->diag, s->loc, "adgen-recursion", "'%s', which calls itself, returns a struct with pointers",
                   s->u.call.callee->name);
        diag_note(d->diag, s->loc, "return it through a pointer parameter");
        fence_refused(f);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++) {
        IntSet reached = {0};

        if (type_is_real(s->u.call.args[i]->type) || !calls_arg_is_active(d, s, i))
            continue;
        alias_reach(d->alias, s->u.call.args[i], &reached);
        fence_drop_inactive(d, &reached);
        if (bytes_is_stream(s->u.call.args[i]) && reached.count) {
            fence_stream(f, s);
            return;
        }
        if (fence_frees_foreign(f, s, i, &reached))
            return;
        fence_objects(f, s->u.call.args[i], &reached, false);
    }
}

/* a.c b.c */
static const char *fence_inputs(const Program *p)
{
    const char *names = NULL;

    for (int i = 0; i < p->files.count; i++) {
        const char *slash = strrchr(p->files.items[i], '/'), *name = slash ? slash + 1 : p->files.items[i];

        names = names ? arena_printf(p->arena, "%s %s", names, name) : name;
    }
    return names ? names : p->main_file;
}

/* The ways out where a function's body is not there. */
static void fence_advise_extern(Fence *f, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (callee->is_library)
        diag_note(f->d->diag, s->loc, "write in C what '%s' does, or call it from a function that is marked "
                  "ADGEN_NO_DERIVATIVE if no derivative flows through", callee->name);
    else
        diag_note(f->d->diag, s->loc, "give adgen the file that defines '%s' as a further input ('adgen %s OTHER.c'), "
                  "or mark '%s' ADGEN_NO_DERIVATIVE if no derivative flows through", callee->name,
                  fence_inputs(f->d->p), callee->name);
}

/* The line of a rule file for a function of numbers: RULE2(g, d/dx, d/dy, 0.1, 2.0). */
static void fence_advise_rule(Fence *f, const Stmt *s)
{
    static const char *const forms[] = {"RULE1(%s, FORMULA, 0.1, 2.0)", "RULE2(%s, FORMULA, FORMULA, 0.1, 2.0)",
                                        "RULE3(%s, FORMULA, FORMULA, FORMULA, 0.1, 2.0)"};
    const Func *callee = s->u.call.callee;
    int         count = callee->params.count;

    if (count < 1 || count > 3 || callee->variadic || callee->is_indirect || !type_is_real(callee->result))
        return;
    for (int i = 0; i < count; i++)
        if (!type_is_real(callee->params.items[i]->type))
            return;
    diag_note(f->d->diag, s->loc, "or give its derivative in a rule file, by '--rules FILE', with the line '%s', a FORMULA of %s for "
              "each argument", arena_printf(f->d->arena, forms[count - 1], callee->name),
              count == 1 ? "x and the result r" : count == 2 ? "x, y and the result r" : "x, y, z and the result r");
}

/* The derivative that the user could write. */
static void fence_advise_vjp(Fence *f, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    char        precision;
    bool        known = !callee->is_library || blas_is_routine(callee->name, &precision);

    if (!callee->is_indirect && !callee->variadic && known &&
        (type_is_arithmetic(callee->result) || callee->result->canon->kind == TYPE_VOID))
        diag_note(f->d->diag, s->loc, "or write its derivative, with ADGEN_DERIVATIVE_OF(%s, vjp) before it: %s", callee->name,
                  registered_vjp_signature(f->d->p, callee));
}

/* A function with a formula is called in an expression; anything else is beyond the derivation. */
static void fence_formula(Fence *f, const Stmt *s)
{
    diag_error(f->d->diag, s->loc, "adgen-extern", "adgen does not follow this call of '%s'", s->u.call.callee->name);
    diag_note(f->d->diag, s->loc, "call it by its name");
    fence_refused(f);
}

/* The old block, and its adjoint, have to be the function's own; what moves has to be of one type. */
static void fence_resize(Fence *f, const Stmt *s)
{
    Derive *d = f->d;
    IntSet  blocks = {0};
    bool    foreign = false;

    if (!resizes_is_active(d, s))
        return;
    alias_of_pointer(d->alias, s->u.call.args[0], &blocks);
    for (int i = 0; i < blocks.count; i++) {
        const Object *object = alias_object(d->alias, blocks.items[i]);

        foreign |= !fence_is_own(object) && !(d->pair && alias_is_foreign(object));
    }
    if (foreign) {
        diag_error(d->diag, s->loc, "adgen-free", "'%s' may move active memory that '%s' has not allocated",
                   s->u.call.callee->name, d->request->func->name);
        diag_note(d->diag, s->loc, "copy it into a block of '%s'", d->request->func->name);
    } else if (resizes_type(d, s) == NULL) {
        diag_error(d->diag, s->loc, "adgen-memory", "adgen cannot tell what elements '%s' moves", s->u.call.callee->name);
        diag_note(d->diag, s->loc, "give it a pointer of the data's own type, and a multiple of the size of what that points to");
    } else {
        return;
    }
    fence_refused(f);
}

/* A function of numbers, from <math.h>: its calls are expressions, but for those through a pointer. */
static bool fence_is_mathematical(const Func *callee)
{
    const Item *item = callee->item;

    for (int i = 0; i < callee->params.count; i++)
        if (!type_is_arithmetic(callee->params.items[i]->type))
            return false;
    return callee->is_library && item && item->kind == ITEM_INCLUDE && strcmp(item->name, "math.h") == 0;
}

/* Whether the string is one of the function's own that active data were written to. */
static bool fence_is_text(Derive *d, const Expr *string)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, string, &objects);
    for (int i = 0; i < objects.count; i++)
        if (bytes_is_text(alias_object(d->alias, objects.items[i])) && activity_object(d->activity, objects.items[i]))
            return true;
    return false;
}

/* qsort with a function to compare elements that uses active globals. */
static void fence_callbacks(Fence *f, const Stmt *s)
{
    Targets given = {0};

    alias_callbacks(f->d->alias, s, &given);
    for (int i = 0; i < given.count && calls_has_active_global(f->d); i++) {
        const Effects *effects = alias_effects(f->d->alias, given.items[i]);

        if (!effects->globals && !effects->uses_globals && !effects->unknown)
            continue;
        diag_error(f->d->diag, s->loc, "adgen-extern", "'%s' calls '%s', which may use active global variables",
                   s->u.call.callee->name, given.items[i]->name);
        diag_note(f->d->diag, s->loc, "copy what it needs to variables without active data");
        fence_refused(f);
    }
}

/* Whether the tape is the function's own, for as long as it runs, or its caller's. */
static bool fence_holds_tape(const Derive *d, const Expr *tape)
{
    const Var *var = tape->op == OP_ADDR ? ir_root_var(tape->args[0]) : tape->op == OP_VAR ? tape->u.var : NULL;

    if (var == NULL || var->kind == VAR_PARAM)
        return var != NULL;
    for (int i = 0; i < d->fn->body->stmts.count; i++) {
        const Stmt *s = d->fn->body->stmts.items[i];

        if (s->kind == STMT_DECL && s->u.decl.var == var)
            return true;
    }
    return false;
}

/* Whether what is copied are numbers, and not structs of them. */
static bool fence_keeps_numbers(const Stmt *s)
{
    return s->u.call.place == NULL || (type_is_pointer(s->u.call.place->type) && type_is_arithmetic(type_elem(s->u.call.place->type)));
}

/* Code that keeps values on a tape, or copies memory for its own backward pass, has tangents so far, and no adjoints. */
static bool fence_tape(Fence *f, const Stmt *s)
{
    if (f->d->tangents || !tapes_is_call(s) || (!calls_is_active(f->d, s) && runtime_use(s->u.call.callee) != RUNTIME_LATER) ||
        (runtime_use(s->u.call.callee) == RUNTIME_KEEP ? fence_keeps_numbers(s) : fence_holds_tape(f->d, s->u.call.args[0])))
        return false;
    if (map_get(f->reported, f->d->fn))
        return true;
    map_put(f->reported, f->d->fn, f->d->fn);
    diag_error(f->d->diag, s->loc, "adgen-mode", "active data pass through '%s', which adgen differentiates in forward mode only where %s",
               s->u.call.callee->name,
               runtime_use(s->u.call.callee) == RUNTIME_KEEP ? "they are more than numbers" : "each iteration has a tape of its own");
    diag_note(f->d->diag, s->loc, "ask for the derivative in forward mode, by --jvp or --hvp");
    fence_refused(f);
    return true;
}

void fence_call(Fence *f, Stmt *s)
{
    Derive     *d = f->d;
    const Func *callee = s->u.call.callee;
    Effect      effect = callee->body == NULL ? rule_effect(callee->name) : EFFECT_UNKNOWN;
    const char *id = "adgen-extern";

    if (fence_tape(f, s))
        return;
    if (callee->is_library && !callee->body)
        fence_callbacks(f, s);
    if (callee->no_derivative && !(callee->is_library && rule_storing(callee->name)))
        fence_no_derivative(f, s);
    if (effect == EFFECT_NONE && s->u.call.place && activity_place(d->activity, s->u.call.place) && !callee->no_derivative) {
        fence_formula(f, s);
        return;
    }
    if (effect == EFFECT_RESIZE && callee->is_library && !callee->no_derivative) {
        fence_resize(f, s);
        return;
    }
    if ((effect == EFFECT_PARSE || effect == EFFECT_READ) && s->u.call.place && s->u.call.count > 0 &&
        type_is_real(s->u.call.place->type) && activity_varied(d->activity, s->u.call.place) &&
        fence_is_text(d, s->u.call.args[0])) {
        diag_error(d->diag, s->loc, "adgen-memory", "'%s' reads active data from a text", callee->name);
        diag_note(d->diag, s->loc, "use the number itself, or mark the text ADGEN_INACTIVE if no derivative flows through it");
        fence_refused(f);
        return;
    }
    if (callee->no_derivative || effect == EFFECT_OUTPUT || effect == EFFECT_ALLOC || effect == EFFECT_FREE ||
        effect == EFFECT_ABORT || effect == EFFECT_NONE || effect == EFFECT_READ ||
        effect == EFFECT_PARSE)
        return;
    if (callee->body && !callee->variadic && !callee->is_library) {
        fence_visible_call(f, s);
        return;
    }
    if (!fence_call_is_active(f, s) || bytes_writes_text(d->alias, s) || copies_clears(d, s))
        return;
    if (fence_is_mathematical(callee)) {
        fence_no_rule(f, s->loc, callee);
        return;
    }
    if (callee->is_indirect) {
        diag_error(d->diag, s->loc, "adgen-function-pointer",
                   "adgen cannot tell which functions this pointer may call with active data");
        diag_note(d->diag, s->loc, "call the function by its name, or let the pointer come from a table or an argument that adgen sees");
    } else if (effect == EFFECT_COPY || effect == EFFECT_FILL) {
        id = "adgen-memory";
        diag_error(d->diag, s->loc, id, "'%s' on active data", callee->name);
        diag_note(d->diag, s->loc, "write the copy as a loop or an assignment");
    } else if (callee->variadic) {
        diag_error(d->diag, s->loc, "adgen-varargs", "'%s' gets active data in variable arguments", callee->name);
        diag_note(d->diag, s->loc, "give it a fixed list of parameters");
    } else {
        diag_error(d->diag, s->loc, id, "'%s' gets active data, but adgen sees neither its body nor a derivative of it",
                   callee->name);
        fence_advise_extern(f, s);
        fence_advise_vjp(f, s);
        fence_advise_rule(f, s);
    }
    fence_refused(f);
}
