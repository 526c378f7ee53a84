#include "convert.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "constant.h"

/* ---- Arithmetic types ---- */

Arith arith_of(const Type *type)
{
    static const Arith of_int[] = {
        [INT_CHAR] = ARITH_INT,   [INT_SCHAR] = ARITH_INT,   [INT_UCHAR] = ARITH_INT,    [INT_SHORT] = ARITH_INT,
        [INT_USHORT] = ARITH_INT, [INT_INT] = ARITH_INT,     [INT_UINT] = ARITH_UINT,    [INT_LONG] = ARITH_LONG,
        [INT_ULONG] = ARITH_ULONG, [INT_LLONG] = ARITH_LLONG, [INT_ULLONG] = ARITH_ULLONG
    };
    switch (type->kind) {
    case TYPE_BOOL: return ARITH_INT;
    case TYPE_INT:
    case TYPE_ENUM: return of_int[type->u.integer];
    case TYPE_REAL: return (Arith)(ARITH_FLOAT + type->u.real);
    default:        return ARITH_NONE;
    }
}

bool arith_is_unsigned(Arith a)
{
    return a == ARITH_UINT || a == ARITH_ULONG || a == ARITH_ULLONG;
}

/* Two integers: the higher rank, unsigned where one is and the other cannot hold all its values. */
static Arith usual_integers(Arith low, Arith high)
{
    bool becomes_unsigned = arith_is_unsigned(low) && !arith_is_unsigned(high) && low == ARITH_ULONG;
    return becomes_unsigned ? ARITH_ULLONG : high;
}

Arith arith_usual(Arith a, Arith b)
{
    Arith low = a < b ? a : b, high = a < b ? b : a;
    if (low == ARITH_NONE)
        return ARITH_NONE;
    return high >= ARITH_FLOAT ? high : usual_integers(low, high);
}

static int value_bits(const Type *type)
{
    static const int bits[] = {
        [INT_CHAR] = 7,  [INT_SCHAR] = 7,  [INT_UCHAR] = 8,   [INT_SHORT] = 15, [INT_USHORT] = 16, [INT_INT] = 31,
        [INT_UINT] = 32, [INT_LONG] = 63,  [INT_ULONG] = 64,  [INT_LLONG] = 63, [INT_ULLONG] = 64
    };
    return type->kind == TYPE_BOOL ? 1 : bits[type->u.integer];
}

/* Whether every value of `from` is one of `to`. */
static bool holds_all(const Type *to, const Type *from)
{
    if (!type_is_arithmetic(to) || !type_is_arithmetic(from))
        return false;
    if (type_is_real(from))
        return type_is_real(to) && to->u.real >= from->u.real;
    if (type_is_real(to))
        return value_bits(from) <= (to->u.real == REAL_FLOAT ? 24 : 53);
    if (!type_is_unsigned(from) && type_is_unsigned(to))
        return false;
    return value_bits(to) >= value_bits(from);
}

/* ---- Below a conversion ---- */

static bool is_implicit(const Expr *e)
{
    return e->op == OP_CAST && e->implicit;
}

static bool is_arithmetic_cast(const Expr *e)
{
    return type_is_arithmetic(e->type) && type_is_arithmetic(e->args[0]->type);
}

const Expr *below_implicit(const Expr *e)
{
    while (is_implicit(e) && is_arithmetic_cast(e) && holds_all(e->type, e->args[0]->type))
        e = e->args[0];
    return e;
}

/* The operand of the conversion, without those below it that C need not be told of either. */
static const Expr *unconverted(const Expr *e)
{
    return is_implicit(e) && is_arithmetic_cast(e) ? below_implicit(e->args[0]) : e;
}

/* The type that the constant has in C where it is printed bare: a small integer is an int, an infinity a float. */
static Arith bare_arith(const Expr *e)
{
    Arith arith = arith_of(e->type);
    if ((e->op != OP_INT && e->op != OP_REAL) || constant_keeps_text(e))
        return arith;
    if (e->op == OP_REAL)
        return isfinite(e->u.real->value) ? arith : ARITH_FLOAT;
    long long value = e->u.integer->value;
    bool      is_int = value <= INT_MAX && (value >= 0 || (value >= -INT_MAX && !arith_is_unsigned(arith)));
    return is_int ? ARITH_INT : arith;
}

static bool is_constant(const Expr *e)
{
    return e->op == OP_INT || e->op == OP_REAL;
}

Shown show_exact(const Expr *e)
{
    return (Shown){.expr = e};
}

static Shown show_bare(const Expr *e)
{
    return (Shown){.expr = e, .bare = is_constant(e)};
}

/* ---- Assignment ---- */

static bool fits_integer(const Type *to, long long value, bool from_unsigned)
{
    int bits = value_bits(to);
    if (value < 0)
        return !from_unsigned && !type_is_unsigned(to) && (bits >= 63 || value >= -(1LL << bits));
    return bits >= 63 || value >> bits == 0;
}

/* Whether a constant keeps its value: compilers warn where it changes without a cast. */
static bool keeps_constant(const Type *to, const Expr *e)
{
    if (e->op == OP_REAL)
        return type_is_real(to);
    if (type_is_integer(to))
        return fits_integer(to, e->u.integer->value, type_is_unsigned(e->type));
    long long   bits = e->u.integer->value;
    long double value = type_is_unsigned(e->type) ? (long double)(unsigned long long)bits : (long double)bits;
    if (to->u.real == REAL_FLOAT)
        return (long double)(float)value == value;
    return to->u.real == REAL_LONG_DOUBLE || (long double)(double)value == value;
}

static bool is_null(const Expr *e)
{
    while (is_implicit(e))
        e = e->args[0];
    return e->op == OP_INT && e->u.integer->value == 0;
}

static bool same_to_the_qualifier(const Type *a, const Type *b)
{
    if (a == b)
        return true;
    if (a->quals != b->quals || !type_same(a, b))
        return false;
    bool goes_on = a->kind == TYPE_POINTER || a->kind == TYPE_ARRAY;
    return !goes_on || same_to_the_qualifier(type_elem(a), type_elem(b));
}

/* What is pointed to, but for its own qualifiers; arrays have those of their elements. */
static bool same_pointee(const Type *to, const Type *from)
{
    if (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER)
        return same_to_the_qualifier(type_elem(to), type_elem(from));
    if (to->kind == TYPE_ARRAY && from->kind == TYPE_ARRAY)
        return type_same(to, from) && same_to_the_qualifier(type_elem(to), type_elem(from));
    return type_same(to, from);
}

bool needs_pointer_cast(const Type *to, const Type *from)
{
    if (!type_is_pointer(to))
        return type_is_pointer(from) && to->kind != TYPE_BOOL;
    if (!type_is_pointer(from))
        return type_is_arithmetic(from);
    const Type *target = type_elem(to), *source = type_elem(from);
    if (source->quals & ~target->quals)
        return true;
    bool to_function = target->kind == TYPE_FUNCTION || source->kind == TYPE_FUNCTION;
    if (!to_function && (target->kind == TYPE_VOID || source->kind == TYPE_VOID))
        return false;
    return !same_pointee(target, source);
}

static Shown show_pointer(const Expr *e, const Type *to)
{
    if (e->op == OP_CAST && !e->implicit)
        return needs_pointer_cast(to, e->type) ? (Shown){.expr = e, .cast = to} : show_exact(e);
    const Expr *inner = is_implicit(e) ? e->args[0] : e;
    if (is_null(inner))
        return show_bare(inner);
    return (Shown){.expr = inner, .cast = needs_pointer_cast(to, inner->type) ? to : NULL};
}

Shown show_assigned(const Expr *e, const Type *to)
{
    if (type_is_pointer(to) || type_is_pointer(e->type))
        return show_pointer(e, to);
    if (!type_is_arithmetic(to) || !type_is_arithmetic(e->type))
        return show_exact(e);
    if (!is_implicit(e) || e->type->canon != to->canon)
        return show_bare(e);
    const Expr *inner = unconverted(e);
    if (type_is_pointer(inner->type) || (is_constant(inner) && !keeps_constant(to, inner)))
        return show_exact(e);
    return show_bare(inner);
}

/* Compilers warn of an absolute value that is not that of its argument's type. */
static bool is_absolute(const Func *callee)
{
    static const char *const names[] = {"fabs", "fabsf", "fabsl", "abs", "labs", "llabs"};
    bool                     found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found |= strcmp(callee->name, names[i]) == 0;
    return found;
}

Shown show_argument(const Expr *e, const Func *callee, const Type *to)
{
    bool warns = is_implicit(e) && is_absolute(callee) && !(type_is_real(e->args[0]->type) && holds_all(to, e->args[0]->type));
    return warns ? show_exact(e) : show_assigned(e, to);
}

/* ---- Operands ---- */

Shown show_condition(const Expr *e)
{
    if (is_implicit(e) && e->type->kind == TYPE_BOOL)
        return show_bare(e->args[0]);
    return show_bare(below_implicit(e));
}

Shown show_promoted(const Expr *e)
{
    const Expr *inner = unconverted(e);
    if (bare_arith(inner) == arith_of(e->type) && holds_all(e->type, inner->type))
        return show_bare(inner);
    return show_exact(e);
}

Shown show_integer(const Expr *e)
{
    return show_bare(below_implicit(e));
}

/* Whether C quietly converts `below` to e's type in an operation on that type: not to one that is narrower than int. */
static bool converts_back(const Expr *e, const Expr *below)
{
    if (e == below || holds_all(e->type, below->type))
        return true;
    if (is_constant(below) && !keeps_constant(e->type, below))
        return false;
    return type_is_real(e->type) || value_bits(e->type) >= 31;
}

static bool changes_sign(const Expr *e, Arith to)
{
    Arith from = arith_of(e->type);
    bool  positive = e->op == OP_INT && e->u.integer->value >= 0;
    return arith_is_unsigned(to) && !type_is_unsigned(e->type) && from < ARITH_FLOAT && !positive;
}

/* Pointers are compared or chosen between without casts where one is null or void *, or they differ in qualifiers. */
static Shown show_pointer_operand(const Expr *e)
{
    if (is_null(e))
        return show_bare(is_implicit(e) ? e->args[0] : e);
    bool between_pointers = is_implicit(e) && type_is_pointer(e->args[0]->type);
    if (between_pointers && !needs_pointer_cast(e->type, e->args[0]->type))
        return show_exact(e->args[0]);
    return show_exact(e);
}

/* Whether C takes the two as alternatives, or compares them, as they are. */
static bool pointers_meet(const Expr *a, const Expr *b)
{
    if (!type_is_pointer(a->type) || !type_is_pointer(b->type) || is_null(a) || is_null(b))
        return true;
    const Type *x = type_elem(a->type), *y = type_elem(b->type);
    return x->kind == TYPE_VOID || y->kind == TYPE_VOID || same_pointee(x, y);
}

static void show_pointer_pair(const Expr *a, const Expr *b, Shown *left, Shown *right)
{
    *left = show_pointer_operand(a);
    *right = show_pointer_operand(b);
    if (is_implicit(a) && left->expr == a->args[0] && !left->cast && !pointers_meet(left->expr, right->expr))
        left->cast = a->type;
    else if (is_implicit(b) && right->expr == b->args[0] && !right->cast && !pointers_meet(left->expr, right->expr))
        right->cast = b->type;
}

void show_pair(const Expr *a, const Expr *b, bool warns, Shown *left, Shown *right)
{
    if (!type_is_arithmetic(a->type) || !type_is_arithmetic(b->type)) {
        show_pointer_pair(a, b, left, right);
        return;
    }
    Arith       to = arith_of(a->type);
    const Expr *x = unconverted(a), *y = unconverted(b);
    bool        x_free = converts_back(a, x) && !(warns && changes_sign(x, to));
    bool        y_free = converts_back(b, y) && !(warns && changes_sign(y, to));
    *left = show_exact(a);
    *right = show_exact(b);
    if (x_free && y_free && arith_usual(bare_arith(x), bare_arith(y)) == to) {
        *left = show_bare(x);
        *right = show_bare(y);
    } else if (y_free && arith_usual(to, bare_arith(y)) == to) {
        *right = show_bare(y);
    } else if (x_free && arith_usual(bare_arith(x), to) == to) {
        *left = show_bare(x);
    }
}
