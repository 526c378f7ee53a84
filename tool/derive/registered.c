#include "registered.h"

#include "adjoint.h"
#include "base/text.h"
#include "calls.h"
#include "derive/registered.h"
#include "rules/rule.h"
#include "lent.h"
#include "shadow.h"

/* ---- signatures ---- */

/* Whether the parameter has an adjoint in the function's vjp. */
static bool registered_has_adjoint(const Var *param)
{
    return !param->inactive && type_holds_real(param->type, true) && !type_is_function_pointer(param->type);
}

typedef struct Wanted {
    Program *p;
    VEC(const Type *) types;
    VEC(const char *) names;
} Wanted;

static void wanted_add(Wanted *w, const Type *type, const char *name)
{
    VEC_PUSH(w->p->arena, &w->types, type);
    VEC_PUSH(w->p->arena, &w->names, name);
}

static const Type *registered_adjoint_type(Program *p, const Type *type)
{
    return type_is_pointer(type) ? shadow_type(p, type) : type_pointer(p, shadow_type(p, type));
}

/* A prototype may leave its parameters without names. */
static const char *registered_name(Program *p, const Func *func, int i)
{
    const char *name = func->params.items[i]->name;

    return *name ? name : arena_printf(p->arena, "a%d", i + 1);
}

/* The tangent of a parameter: of its own type. */
static Wanted registered_wanted(Program *p, const Func *func, bool reverse)
{
    Wanted      w = {.p = p};
    const Type *result = func->result;

    for (int i = 0; i < func->params.count; i++)
        wanted_add(&w, func->params.items[i]->type, registered_name(p, func, i));
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];

        if (registered_has_adjoint(param))
            wanted_add(&w, reverse ? registered_adjoint_type(p, param->type) : param->type,
                       arena_printf(p->arena, "%s_%s", registered_name(p, func, i), reverse ? "adj" : "dot"));
    }
    if (type_is_real(result))
        wanted_add(&w, reverse ? result : type_pointer(p, type_unqualified(p, result)), reverse ? "result_adj" : "result_dot");
    return w;
}

static const char *const integers[] = {
    [INT_CHAR] = "char",        [INT_SCHAR] = "signed char",  [INT_UCHAR] = "unsigned char", [INT_SHORT] = "short",
    [INT_USHORT] = "unsigned short", [INT_INT] = "int",       [INT_UINT] = "unsigned",       [INT_LONG] = "long",
    [INT_ULONG] = "unsigned long", [INT_LLONG] = "long long", [INT_ULLONG] = "unsigned long long",
};

static void registered_print_type(Text *out, const Type *type)
{
    static const char *const reals[] = {[REAL_FLOAT] = "float", [REAL_DOUBLE] = "double", [REAL_LONG_DOUBLE] = "long double"};
    bool pointer = type->kind == TYPE_POINTER;

    if (pointer)
        registered_print_type(out, type_elem(type));
    if (!pointer && (type->quals & TYPE_CONST))
        text_puts(out, "const ");
    if (pointer)
        text_puts(out, text_cstr(out)[out->length - 1] == '*' ? "*" : " *");
    else if (type->name)
        text_puts(out, type->name);
    else if (type->kind == TYPE_REAL)
        text_puts(out, reals[type->u.real]);
    else if (type->kind == TYPE_INT && (size_t)type->u.integer < sizeof integers / sizeof *integers)
        text_puts(out, integers[type->u.integer]);
    else if (type->kind == TYPE_RECORD && type->u.record->tag)
        text_printf(out, "%s %s", type->u.record->is_union ? "union" : "struct", type->u.record->tag);
    else
        text_puts(out, type->kind == TYPE_VOID ? "void" : "…");
    if (pointer && (type->quals & TYPE_CONST))
        text_puts(out, "const");
}

static const char *registered_signature(Program *p, const Func *func, const Wanted *w, const char *mode)
{
    Text        out = {0};
    const char *text;

    registered_print_type(&out, func->result);
    text_printf(&out, " %s_%s(", func->name, mode);
    for (int i = 0; i < w->types.count; i++) {
        text_puts(&out, i ? ", " : "");
        registered_print_type(&out, w->types.items[i]);
        text_printf(&out, "%s%s", text_cstr(&out)[out.length - 1] == '*' ? "" : " ", w->names.items[i]);
    }
    text_puts(&out, ")");
    text = arena_strdup(p->arena, text_cstr(&out));
    text_free(&out);
    return text;
}

const char *registered_vjp_signature(Program *p, const Func *func)
{
    Wanted w = registered_wanted(p, func, true);

    return registered_signature(p, func, &w, "vjp");
}

static bool registered_is_same(Program *p, const Type *a, const Type *b)
{
    return type_same(type_unqualified(p, a)->canon, type_unqualified(p, b)->canon);
}

static bool registered_fits(Program *p, const Func *func, const Func *given, const Wanted *w)
{
    if (given->variadic || given->params.count != w->types.count || !registered_is_same(p, given->result, func->result))
        return false;
    for (int i = 0; i < w->types.count; i++)
        if (!registered_is_same(p, given->params.items[i]->type, w->types.items[i]))
            return false;
    return true;
}

static void registered_check_one(Program *p, const Func *func, const Func *given, bool reverse, Loc loc, Diag *diag)
{
    Wanted      w = registered_wanted(p, func, reverse);
    const char *mode = reverse ? "vjp" : "jvp";

    if (registered_fits(p, func, given, &w))
        return;
    diag_error(diag, loc, "adgen-derivative-of", "'%s' has not the parameters and result of a %s of '%s'", given->name, mode,
               func->name);
    diag_note(diag, loc, "wanted is: %s", registered_signature(p, func, &w, mode));
}

/* A body that returns something of the type: what it reads and writes is told by the parameters. */
static void registered_outline(Program *p, Func *func)
{
    const Type *type = func->result;

    func->body = ir_block(p);
    func->is_outline = true;
    if (type->canon->kind == TYPE_VOID)
        return;
    if (type_is_scalar(type)) {
        ir_push(p, func->body, ir_return(p, func->loc, ir_zero(p, func->loc, type_unqualified(p, type))));
        return;
    }
    Var *made = ir_new_var(p, func, VAR_TEMP, "result", type_unqualified(p, type), func->loc);

    ir_push(p, func->body, ir_decl(p, func->loc, made, NULL));
    ir_push(p, func->body, ir_return(p, func->loc, ir_var(p, func->loc, made)));
}

/* A rule is for what only computes a number from numbers. */
static void registered_check_rule(Program *p, const Func *func, Diag *diag)
{
    const Rule    *rule = rule_find(func->name);
    const Effects *effects;

    if (rule == NULL || !rule_is_given(rule))
        return;
    if (!rule_fits(rule, func)) {
        diag_error(diag, func->loc, "adgen-rule", "the rule of '%s' is for other parameters, or another result", func->name);
        diag_note(diag, func->loc, "x, y and z are reals, n is an integer; the result is a real, but of a FLAT rule");
        return;
    }
    if (!func->body)
        return;
    effects = effects_of(p, func);
    if (!effects->globals && !effects->uses_globals && !effects->acts && !effects->unknown)
        return;
    diag_error(diag, func->loc, "adgen-rule", "'%s' has a rule, but does more than to compute a number from its arguments", func->name);
    diag_note(diag, func->loc, "leave the rule out: adgen differentiates what the function does");
}

/* Whether something comes out of the function, as far as its declaration says. */
static bool registered_has_output(Program *p, const Func *func)
{
    const Effects *effects = effects_of(p, func);

    for (int i = 0; i < func->params.count; i++)
        if (effects->writes[i])
            return true;
    return func->result->canon->kind != TYPE_VOID;
}

static Loc registered_loc(const Func *func)
{
    return func->vjp ? func->vjp_loc : func->jvp_loc;
}

static void registered_check_output(Program *p, const Func *func, Diag *diag)
{
    if (!func->is_outline || registered_has_output(p, func))
        return;
    diag_error(diag, registered_loc(func), "adgen-derivative-of",
               "'%s' returns nothing, and writes through no pointer without const", func->name);
    diag_note(diag, registered_loc(func), "leave the const of what it writes away");
}

static void registered_check_kind(const Func *func, Diag *diag)
{
    if (func->result->canon->kind != TYPE_VOID && !type_is_arithmetic(func->result)) {
        diag_error(diag, registered_loc(func), "adgen-derivative-of", "'%s' returns more than a number", func->name);
        diag_note(diag, registered_loc(func), "let it return a number, or nothing, and write the rest through a pointer");
    }
    if (rule_find(func->name) && !func->body) {
        diag_error(diag, registered_loc(func), "adgen-derivative-of", "'%s' has a rule already", func->name);
        diag_note(diag, registered_loc(func), "give it through a function of your own that calls '%s'", func->name);
    }
}

void registered_check(Program *p, Diag *diag)
{
    for (int i = 0; i < p->funcs.count; i++) {
        Func *func = p->funcs.items[i];

        if (func->vjp)
            registered_check_one(p, func, func->vjp, true, func->vjp_loc, diag);
        if (func->jvp)
            registered_check_one(p, func, func->jvp, false, func->jvp_loc, diag);
        if (func_is_given(func))
            registered_check_kind(func, diag);
        if ((func_is_given(func) || func->parts) && !func->body)
            registered_outline(p, func);
        if ((func_is_given(func) || func->parts) && func->is_outline)
            func->is_library = false;                   /* of which nothing is known */
        if (func_is_given(func))
            registered_check_output(p, func, diag);
        registered_check_rule(p, func, diag);
    }
}

/* ---- calls ---- */

bool registered_refuse(Derive *d, const Stmt *s, const char *why, const char *advice)
{
    diag_error(d->diag, s->loc, "adgen-derivative-of", "adgen cannot call the registered derivative of '%s' here: %s",
               s->u.call.callee->name, why);
    diag_note(d->diag, s->loc, "%s", advice);
    return true;
}

/* As far as its body is visible. */
static bool registered_uses_globals(Derive *d, const Func *vjp)
{
    const Effects *effects = alias_effects(d->alias, vjp);

    return effects && (effects->uses_globals || effects->globals);
}

/* What is refused in either mode. */
static bool registered_refuses_any(Derive *d, const Stmt *s, const Pair *pair)
{
    const Func    *func = s->u.call.callee;
    const Effects *effects = alias_effects(d->alias, func);
    const char    *shadow = d->tangents ? "tangent" : "adjoint";

    if (!type_is_real(func->result) && func->result->canon->kind != TYPE_VOID && pair->result)
        return registered_refuse(d, s, "it returns more than a number", "let it return a real, or differentiate it from its body");
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];

        if (effects->frees[i] || effects->keeps[i])
            return registered_refuse(d, s, arena_printf(d->arena, "it frees or keeps what '%s' points to", param->name),
                                     "a registered derivative runs the function again: leave memory to its callers");
        if (!registered_has_adjoint(param) && !param->inactive && pair->active[i])
            return registered_refuse(d, s, arena_printf(d->arena, "'%s' leads to active data, but has no %s there", param->name, shadow),
                                     "give the parameter the data's own type, or mark it ADGEN_INACTIVE in the function's declaration");
        if (registered_has_adjoint(param) && !type_is_real(param->type) && !pair->active[i])
            return registered_refuse(d, s, arena_printf(d->arena, "the argument for '%s' has no %s", param->name, shadow),
                                     "mark the parameter ADGEN_INACTIVE in the function's declaration, or name the data among the "
                                     "independents");
    }
    if (effects->globals || effects->unknown)
        return registered_refuse(d, s, "it may change global variables", "let it change nothing but what it returns");
    return false;
}

/* Of a function of numbers, the derivative that is given for one mode does for the other. */
static bool registered_refuses_other(Derive *d, const Stmt *s)
{
    const Func *func = s->u.call.callee;
    const char *mode = d->tangents ? "jvp" : "vjp";
    Wanted      w = registered_wanted(d->p, func, !d->tangents);
    bool        numbers = type_is_real(func->result);

    for (int i = 0; i < func->params.count; i++)
        numbers = numbers && (!registered_has_adjoint(func->params.items[i]) || type_is_real(func->params.items[i]->type));
    if (numbers)
        return false;
    diag_error(d->diag, s->loc, "adgen-derivative-of", "'%s' has a registered derivative, but no %s", func->name, mode);
    diag_note(d->diag, s->loc, "write one, with ADGEN_DERIVATIVE_OF(%s, %s) before it: %s", func->name, mode,
              registered_signature(d->p, func, &w, mode));
    return true;
}

bool registered_refuses(Derive *d, const Stmt *s, const Pair *pair)
{
    const Func    *func = s->u.call.callee, *given = func->vjp ? func->vjp : func->jvp;
    const Effects *effects = alias_effects(d->alias, func);

    if ((d->tangents ? func->jvp : func->vjp) == NULL && registered_refuses_other(d, s))
        return true;
    if (registered_refuses_any(d, s, pair))
        return true;
    if (!d->tangents && (effects->uses_globals || registered_uses_globals(d, given)))
        return registered_refuse(d, s, "it reads global variables, which may have changed when the derivative is calculated",
                                 "hand it what it needs as arguments");
    return false;
}

static const Expr *registered_number(Derive *d, const Stmt *s, const Type *type, long double value)
{
    return ir_real(d->p, s->loc, type_unqualified(d->p, type), value);
}

/* A variable that the derivative stores a number in, or adds one to. */
static Var *registered_part(Derive *d, const Stmt *s, const Type *type, const char *name)
{
    Var *part = shadow_temp(d, name, type_unqualified(d->p, type), s->loc);

    part->is_shadow = true;
    part->is_register = false;
    return part;
}

/* Of numbers, by the jvp: along one argument after the other. */
static void registered_by_columns(Derive *d, const Stmt *s, const Pair *pair, Block *out, Block *after)
{
    Program     *p = d->p;
    Func        *func = s->u.call.callee;
    int          first = s->u.call.count, count;
    const Expr **args;

    for (int i = 0; i < s->u.call.count; i++) {
        Var        *part;
        const Expr *amount;

        if (!pair->active[i])
            continue;
        args = ARENA_ARRAY(d->arena, const Expr *, func->jvp->params.count + 1);
        count = first;
        part = registered_part(d, s, func->result, "part_dot");
        for (int k = 0; k < s->u.call.count; k++)
            args[k] = lent_argument(d, s, k);
        for (int k = 0; k < s->u.call.count; k++)
            if (registered_has_adjoint(func->params.items[k]))
                args[count++] = registered_number(d, s, func->params.items[k]->type, k == i ? 1.0L : 0.0L);
        args[count++] = ir_addr(p, s->loc, ir_var(p, s->loc, part));
        ENSURE(count == func->jvp->params.count);
        ir_push(p, out, ir_call_stmt(p, s->loc, NULL, func->jvp, args, count));
        amount = ir_binary(p, s->loc, OP_MUL, shadow_place(d, s->u.call.place), ir_var(p, s->loc, part));
        ir_push(p, out, ir_assign(p, s->loc, ir_var(p, s->loc, part), amount));
        if (s->u.call.args[i]->op == OP_VAR)
            ir_push(p, after, adjoint_add(d, shadow_place(d, s->u.call.args[i]),
                                          ir_cast(p, s->loc, type_unqualified(p, s->u.call.args[i]->type),
                                                  ir_var(p, s->loc, part), true)));
    }
}

/* Of numbers, by the vjp: the sum of partial derivatives times tangents. */
static void registered_by_gradient(Derive *d, Stmt *s, const Pair *pair, Block *out)
{
    Program     *p = d->p;
    Func        *func = s->u.call.callee;
    int          count = s->u.call.count;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, func->vjp->params.count + 1), *sum = NULL;

    for (int i = 0; i < s->u.call.count; i++) {
        const Type *type = func->params.items[i]->type;
        const Expr *term;
        Var        *part;

        args[i] = s->u.call.args[i];
        if (!registered_has_adjoint(func->params.items[i]))
            continue;
        part = registered_part(d, s, type, pair->active[i] ? "part_adj" : "unused_adj");
        ir_push(p, out, ir_assign(p, s->loc, ir_var(p, s->loc, part), ir_zero(p, s->loc, part->type)));
        args[count++] = ir_addr(p, s->loc, ir_var(p, s->loc, part));
        if (!pair->active[i])
            continue;
        term = ir_cast(p, s->loc, type_unqualified(p, func->result),
                       ir_binary(p, s->loc, OP_MUL, ir_var(p, s->loc, part),
                                 ir_cast(p, s->loc, part->type, shadow_place(d, s->u.call.args[i]), true)), true);
        sum = sum ? ir_binary(p, s->loc, OP_ADD, sum, term) : term;
    }
    args[count++] = registered_number(d, s, func->result, 1.0L);
    ENSURE(count == func->vjp->params.count);
    ir_push(p, out, ir_call_stmt(p, s->loc, s->u.call.place, func->vjp, args, count));
    if (pair->result)
        ir_push(p, out, ir_assign(p, s->loc, shadow_place(d, s->u.call.place),
                                  sum ? sum : registered_number(d, s, func->result, 0.0L)));
}

void registered_tangent(Derive *d, Stmt *s, const Pair *pair, Block *out)
{
    Program     *p = d->p;
    Func        *func = s->u.call.callee;
    int          count = s->u.call.count;
    const Expr **args;
    Var         *result;

    if (func->jvp == NULL) {
        registered_by_gradient(d, s, pair, out);
        return;
    }
    args = ARENA_ARRAY(d->arena, const Expr *, func->jvp->params.count + 1);
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        args[i] = arg;
        if (registered_has_adjoint(func->params.items[i]))
            args[count++] = !pair->active[i]             ? registered_number(d, s, func->params.items[i]->type, 0.0L)
                            : type_is_pointer(arg->type) ? calls_shadow(d, s, i)
                                                         : shadow_place(d, arg);
    }
    if (type_is_real(func->result)) {
        result = pair->result ? shadow_var(d, s->u.call.place->u.var) : registered_part(d, s, func->result, "unused_dot");
        result->is_register = false;
        args[count++] = ir_addr(p, s->loc, ir_var(p, s->loc, result));
    }
    ENSURE(count == func->jvp->params.count);
    ir_push(p, out, ir_call_stmt(p, s->loc, s->u.call.place, func->jvp, args, count));
}

Block *registered_adjoint(Derive *d, const Stmt *s, const Pair *pair)
{
    Program     *p = d->p;
    Func        *func = s->u.call.callee, *vjp = func->vjp;
    Block       *out = ir_block(p), *after = ir_block(p);
    const Expr **args, *seed = NULL;
    int          count = 0;

    if (vjp == NULL) {
        lent_open(d, s, out);
        registered_by_columns(d, s, pair, out, after);
        ir_push(p, out, ir_assign(p, s->loc, shadow_place(d, s->u.call.place), registered_number(d, s, func->result, 0.0L)));
        ir_append(p, out, after);
        lent_close(d, s, out);
        return out;
    }
    args = ARENA_ARRAY(d->arena, const Expr *, vjp->params.count + 1);
    for (int i = 0; i < s->u.call.count; i++)
        args[count++] = lent_argument(d, s, i);
    for (int i = 0; i < s->u.call.count; i++)
        if (registered_has_adjoint(func->params.items[i]))
            args[count++] = type_is_real(s->u.call.args[i]->type)
                                ? calls_part(d, s->u.call.args[i], pair->active[i], out, after)
                                : calls_shadow(d, s, i);
    if (type_is_real(func->result)) {
        seed = pair->result ? shadow_place(d, s->u.call.place) : NULL;
        args[count++] = seed ? seed : ir_real(p, s->loc, type_unqualified(p, func->result), 0.0L);
    }
    ENSURE(count == vjp->params.count);
    lent_open(d, s, out);
    ir_push(p, out, ir_call_stmt(p, s->loc, NULL, vjp, args, count));
    if (seed)
        ir_push(p, out, ir_assign(p, s->loc, seed, ir_zero(p, s->loc, seed->type)));
    ir_append(p, out, after);
    lent_close(d, s, out);
    return out;
}
