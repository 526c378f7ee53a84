#include <string.h>

#include "lower.h"

static bool is_pure(Lower *l, const Node *call)
{
    return call->symbol && effects_is_pure(l->front, call->symbol);
}

/* The pointer of a call through one: of p(x), (*p)(x), (**p)(x). */
static const Expr *called_pointer(Lower *l, Node *call)
{
    Node *node = node_bare(call->kids[0]);
    while (node->kind == NODE_UNARY && node->op == CXUnaryOperator_Deref && !type_is_pointing(node->type))
        node = node_bare(node->kids[0]);
    return lower_value(l, node);
}

/* How many arguments the call has in the IR: a pointer that is called is the first. */
static int argument_count(const Node *call)
{
    return call->symbol ? call->count - 1 : call->count;
}

/* The macros of <tgmath.h> cast arguments to the type of the parameter, as the language would anyway. */
static bool is_generic(const Node *call)
{
    const Node *callee = node_bare(call->kids[0]);
    return call->symbol && callee->symbol && callee->symbol != call->symbol;
}

static const Expr **argument_values(Lower *l, Node *call)
{
    const Expr **args = ARENA_ARRAY(l->front->arena, const Expr *, call->count);
    int          first = call->symbol ? 1 : 0;
    if (!call->symbol)
        args[0] = called_pointer(l, call);
    bool generic = is_generic(call);
    for (int i = 1; i < call->count; i++) {
        Node *argument = call->kids[i];
        bool  cast = generic && argument->kind == NODE_CAST && !argument->reason;
        args[i - first] = lower_value(l, cast ? argument->kids[0] : argument);
    }
    return args;
}

/* Arguments of the parameters' types. */
static void convert_arguments(Lower *l, const Func *callee, const Expr **args, int count)
{
    for (int i = 0; i < callee->params.count && i < count; i++)
        args[i] = lower_convert(l, args[i], callee->params.items[i]->type, args[i]->loc);
}

/* ---- functions of <math.h> ---- */

/* A builtin has no declaration to ask for: isnan, signbit and the like take any real type, and return int. */
static Func *builtin(Lower *l, const Node *call, const Expr *const *args)
{
    const Type *params[6];      /* as many as fpclassify has */
    int         count = call->count - 1;
    ENSURE(count <= 6);
    for (int i = 0; i < count; i++)
        params[i] = type_unqualified(l->program, args[i]->type)->canon;
    bool        classifies = count == 6;   /* the macro takes the number alone */
    const char *name = classifies ? call->symbol->name : effects_name(call->symbol);
    Func       *known = ir_find_func(l->program, name);
    bool        fits = known && known->params.count == count;
    for (int i = 0; fits && i < count; i++)
        fits = type_same(known->params.items[i]->type, params[i]);
    const Type *result = lower_type(l, (Node *)call);
    if (known && !fits) {  /* the same macro for another type */
        Func *other = ir_new_func(l->program, name, result, known->loc);
        other->is_library = true;
        other->item = known->item;
        for (int i = 0; i < count; i++)
            VEC_PUSH(l->front->arena, &other->params,
                     ir_new_var(l->program, other, VAR_PARAM, "x", params[i], known->loc));
        return other;
    }
    return known ? known : ir_library_func(l->program, name, "math.h", result, params, count);
}

static Func *callee_of(Lower *l, const Node *call, const Expr *const *args)
{
    if (!call->symbol)
        return ir_indirect_func(l->program, args[0]->type, args[0]->loc);
    if (is_pure(l, call) && strncmp(call->symbol->name, "__builtin_", 10) == 0)
        return builtin(l, call, args);
    Func *callee = front_func(l->front, call->symbol->decl);
    if (strncmp(call->symbol->name, "__builtin_", 10) == 0) {
        callee->item = NULL;  /* it needs no declaration */
        callee->is_library = true;
    }
    return callee;
}

/* ---- builtins that are not calls ---- */

static bool is_builtin(const Node *call, const char *name)
{
    return call->symbol && strncmp(call->symbol->name, "__builtin_", 10) == 0 && strcmp(call->symbol->name + 10, name) == 0;
}

static bool is_question(const Node *call)
{
    return is_builtin(call, "constant_p");
}

/* What the compiler is told, not the machine. */
static bool is_hint(const Node *call)
{
    return is_builtin(call, "expect") || is_builtin(call, "expect_with_probability");
}

static bool is_nothing(const Node *call)
{
    return is_builtin(call, "prefetch") || is_builtin(call, "assume");
}

static const Expr *special_value(Lower *l, Node *call)
{
    Loc loc = node_loc(l->front, call);
    if (is_hint(call)) {
        for (int i = 2; i < call->count; i++)
            lower_effect(l, call->kids[i]);
        return lower_convert(l, lower_value(l, call->kids[1]), lower_type(l, call), loc);
    }
    if (is_question(call)) {
        long long value;
        bool      known = call->count > 1 && constant_evaluate(call->kids[1]->cursor, &value);
        return ir_int(l->program, loc, type_int(l->program, INT_INT), known);
    }
    return constant_named(l, call);
}

/* ---- posix_memalign ---- */

/* Of posix_memalign((void **)&place, …), what stands for the place; NULL: the call is another one. */
static Node *memalign_place(const Node *call)
{
    if (!call->symbol || strcmp(effects_name(call->symbol), "posix_memalign") != 0 || call->count != 4)
        return NULL;
    Node *first = node_bare(call->kids[1]);
    bool  address = first->kind == NODE_UNARY && first->op == CXUnaryOperator_AddrOf;
    Node *place = address ? first->kids[0] : NULL;
    return place && canonical_type(place->type).kind == CXType_Pointer ? place : NULL;
}

/* The next multiple of the alignment, which is what aligned_alloc wants. */
static const Expr *rounded_up(Lower *l, const Expr *bytes, const Expr *alignment)
{
    Program    *p = l->program;
    Loc         loc = bytes->loc;
    const Expr *one = ir_int(p, loc, bytes->type, 1);
    const Expr *more = ir_binary(p, loc, OP_ADD, bytes, ir_binary(p, loc, OP_SUB, alignment, one));
    return ir_binary(p, loc, OP_MUL, ir_binary(p, loc, OP_DIV, more, alignment), alignment);
}

/* The block goes into the pointer as that of aligned_alloc; what the call returns is ENOMEM if there is none. */
static const Expr *lower_memalign(Lower *l, Node *call)
{
    enum { NO_MEMORY = 12 };
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, call);
    const Type *size = type_int(p, INT_ULONG), *params[] = {size, size}, *number = type_int(p, INT_INT);
    Func       *callee = ir_library_func(p, "aligned_alloc", "stdlib.h", type_pointer(p, type_void(p)), params, 2);
    int         mark = pending_mark(l);
    const Expr *place = lower_place(l, memalign_place(call)), *args[2];
    for (int i = 0; i < 2; i++)
        args[i] = lower_convert(l, lower_value(l, call->kids[i + 2]), size, loc);
    pending_call(l, mark, place, args, 2);
    args[1] = rounded_up(l, args[1], args[0]);
    lower_push(l, ir_call_stmt(p, loc, place, callee, args, 2));
    const Expr *none = ir_binary(p, loc, OP_EQ, place, lower_zero(l, place->type, loc));
    return ir_select(p, loc, none, ir_int(p, loc, number, NO_MEMORY), ir_int(p, loc, number, 0));
}

/* ---- calls ---- */

static void emit(Lower *l, Node *call, const Expr *place, Func *callee, const Expr **args, int mark)
{
    int count = argument_count(call);
    convert_arguments(l, callee, args, count);
    pending_call(l, mark, place, args, count);
    lower_push(l, ir_call_stmt(l->program, node_loc(l->front, call), place, callee, args, count));
}

const Expr *call_value(Lower *l, Node *call)
{
    const Expr *special = special_value(l, call);
    if (special)
        return special;
    if (memalign_place(call))
        return lower_memalign(l, call);
    int          mark = pending_mark(l);
    Loc          loc = node_loc(l->front, call);
    const Expr **args = argument_values(l, call);
    Func        *callee = callee_of(l, call, args);
    if (is_pure(l, call)) {
        convert_arguments(l, callee, args, call->count - 1);
        return ir_call(l->program, loc, callee, args, call->count - 1);
    }
    const char *name = arena_printf(l->front->arena, "%s_value", callee->is_indirect ? "called" : callee->name);
    Var        *temp = lower_temp(l, name, callee->result, loc, NULL);
    const Expr *place = ir_var(l->program, loc, temp);
    emit(l, call, place, callee, args, mark);
    return place;
}

/* An allocation's void * goes into a pointer of any type. */
static bool fits(const Type *place, const Type *result)
{
    bool void_pointer = type_is_pointer(result) && type_elem(result)->kind == TYPE_VOID;
    return type_same(place, result) || (void_pointer && type_is_pointer(place));
}

bool call_fills(Lower *l, Node *node, const Expr *place)
{
    Node *call = node_bare(node);
    if (call->kind != NODE_CALL || call->reason || !call->symbol)
        return false;
    if (is_pure(l, call) || is_hint(call) || is_nothing(call) || is_question(call) || memalign_place(call))
        return false;
    for (Node *n = node; n != call; n = n->kids[0]) {
        if (n->reason)
            return false;
    }
    return fits(place->type, front_func(l->front, call->symbol->decl)->result);
}

void call_effect(Lower *l, Node *call, const Expr *place)
{
    int mark = pending_mark(l);
    if (is_pure(l, call) || is_hint(call) || is_nothing(call) || is_question(call)) {
        for (int i = 1; i < call->count; i++)
            lower_effect(l, call->kids[i]);
        return;
    }
    if (memalign_place(call)) {
        lower_memalign(l, call);
        return;
    }
    const Expr **args = argument_values(l, call);
    emit(l, call, place, callee_of(l, call, args), args, mark);
}
