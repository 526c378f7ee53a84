#include "constant.h"

#include <ctype.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The user's spelling ---- */

static bool has_letter(const char *text, char letter)
{
    for (; *text; text++) {
        if (tolower((unsigned char)*text) == letter)
            return true;
    }
    return false;
}

/* A literal may have been folded into a constant of another type or value: it is kept where it still says the same. */
static bool real_literal_says(const char *text, RealKind kind, long double value)
{
    char       *end;
    long double read = strtold(text, &end);
    bool        is_integer = !strpbrk(text, ".eEpP");
    RealKind    says = *end == '\0' ? REAL_DOUBLE : has_letter(end, 'f') ? REAL_FLOAT : REAL_LONG_DOUBLE;
    if (is_integer || says != kind || (*end && end[1]))
        return false;
    return kind == REAL_FLOAT ? strtof(text, NULL) == (float)value
           : kind == REAL_DOUBLE ? strtod(text, NULL) == (double)value : read == value;
}

/* The type of an integer literal, by its suffix and its size (C11 6.4.4.1); int has 32 bits, long 64. */
static IntKind literal_kind(unsigned long long value, const char *suffix, bool decimal)
{
    bool is_unsigned = has_letter(suffix, 'u'), is_long = has_letter(suffix, 'l');
    bool is_longer = strstr(suffix, "ll") || strstr(suffix, "LL");
    if (!is_long && !is_unsigned && value <= INT_MAX)
        return INT_INT;
    if (!is_long && (is_unsigned || !decimal) && value <= UINT_MAX)
        return INT_UINT;
    is_unsigned = is_unsigned || value > LLONG_MAX;
    return is_longer ? (is_unsigned ? INT_ULLONG : INT_LLONG) : is_unsigned ? INT_ULONG : INT_LONG;
}

static bool integer_literal_says(const char *text, const Type *type, long long value)
{
    char              *end;
    unsigned long long read = strtoull(text, &end, 0);
    bool               decimal = text[0] != '0';
    return end[strspn(end, "uUlL")] == '\0' && read == (unsigned long long)value && type->kind == TYPE_INT
           && literal_kind(read, end, decimal) == type->u.integer;
}

bool constant_keeps_text(const Expr *e)
{
    bool        is_real = e->op == OP_REAL;
    const char *text = is_real ? e->u.real->text : e->u.integer->text;
    if (!text || !*text)
        return false;
    if (!isdigit((unsigned char)*text) && *text != '.')
        return true;
    return is_real ? real_literal_says(text, e->type->u.real, e->u.real->value)
                   : integer_literal_says(text, e->type, e->u.integer->value);
}

/* A name or one literal; what is more stands in parentheses. */
static bool is_one_word(const char *text)
{
    if (*text == '\'' || strncmp(text, "L'", 2) == 0)
        return true;
    for (char before = '\0'; *text; before = *text++) {
        bool exponent_sign = (*text == '-' || *text == '+') && before && strchr("eEpP", before);
        if (!isalnum((unsigned char)*text) && *text != '_' && *text != '.' && !exponent_sign)
            return false;
    }
    return true;
}

static void print_text(Text *out, const char *text)
{
    bool is_word = is_one_word(text);
    text_puts(out, is_word ? "" : "(");
    text_puts(out, text);
    text_puts(out, is_word ? "" : ")");
}

/* ---- Integers ---- */

static const char *integer_suffix(const Type *type, bool fits_int)
{
    if (type->kind == TYPE_BOOL)
        return "";
    switch (type->u.integer) {
    case INT_UINT:   return "U";
    case INT_LONG:   return fits_int ? "L" : "";  /* a literal that is too big for an int is a long */
    case INT_ULONG:  return "UL";
    case INT_LLONG:  return "LL";
    case INT_ULLONG: return "ULL";
    default:         return "";
    }
}

static int integer_width(const Type *type)
{
    return type->u.integer == INT_INT || type->u.integer == INT_UINT ? 32 : 64;
}

/* The least value of a signed type has no literal. */
static bool is_least(const Type *type, long long value)
{
    return value == LLONG_MIN || (value == INT_MIN && integer_width(type) == 32);
}

/* Most are indices. */
static void print_natural(Text *out, long long value, const char *suffix)
{
    char  digits[24];
    char *at = digits + sizeof digits;
    do
        *--at = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    text_write(out, at, (size_t)(digits + sizeof digits - at));
    text_puts(out, suffix);
}

static void print_integer(Text *out, const Type *type, long long value, bool bare)
{
    bool        fits_int = value <= INT_MAX && value >= (type_is_unsigned(type) ? 0 : -INT_MAX);
    const char *suffix = bare && fits_int ? "" : integer_suffix(type, fits_int);
    if (type_is_unsigned(type) && value < 0)
        text_printf(out, "%llu%s", (unsigned long long)value, suffix);
    else if (is_least(type, value))
        text_printf(out, "(%lld%s - 1)", value + 1, suffix);
    else if (value < 0)
        text_printf(out, "%lld%s", value, suffix);
    else
        print_natural(out, value, suffix);
}

/* ---- Reals ---- */

static bool reads_back(const char *text, RealKind kind, long double value)
{
    switch (kind) {
    case REAL_FLOAT:  return strtof(text, NULL) == (float)value;
    case REAL_DOUBLE: return strtod(text, NULL) == (double)value;
    default:          return strtold(text, NULL) == value;
    }
}

enum { MOST_DIGITS = 21, LEAST_EXPONENT = -4, EXPONENT_OF_ROUND = 6 };

/* As people write it: 1.0, 0.25, 1500.0, 6.02e23, 1e-12. */
static void print_digits(Text *out, long double value, int digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.*Le", digits - 1, value);
    int exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    int decimals = digits - 1 - exponent;
    if (exponent >= LEAST_EXPONENT && (exponent <= EXPONENT_OF_ROUND || exponent < digits)) {
        text_printf(out, "%.*Lf", decimals > 0 ? decimals : 1, value);
        return;
    }
    *strchr(text, 'e') = '\0';
    text_printf(out, "%se%d", text, exponent);
}

static int shortest_digits(RealKind kind, long double value)
{
    int digits = 1;
    for (; digits < MOST_DIGITS; digits++) {
        char text[64];
        snprintf(text, sizeof text, "%.*Le", digits - 1, value);
        if (reads_back(text, kind, value))
            break;
    }
    return digits;
}

static const char *const real_names[] = {
    [REAL_FLOAT] = "float", [REAL_DOUBLE] = "double", [REAL_LONG_DOUBLE] = "long double"
};

/* INFINITY and NAN are floats. */
static void print_special(Text *out, RealKind kind, long double value, bool bare)
{
    if (!bare && kind != REAL_FLOAT)
        text_printf(out, "(%s)", real_names[kind]);
    text_puts(out, isnan(value) ? "NAN" : value < 0 ? "-INFINITY" : "INFINITY");
}

static void print_real(Text *out, RealKind kind, long double value, bool bare)
{
    static const char *const suffixes[] = {[REAL_FLOAT] = "f", [REAL_DOUBLE] = "", [REAL_LONG_DOUBLE] = "L"};
    if (!isfinite(value)) {
        print_special(out, kind, value, bare);
        return;
    }
    print_digits(out, value, shortest_digits(kind, value));
    text_puts(out, suffixes[kind]);
}

void constant_print(Text *out, const Expr *e, bool bare)
{
    if (constant_keeps_text(e))
        print_text(out, e->op == OP_REAL ? e->u.real->text : e->u.integer->text);
    else if (e->op == OP_REAL)
        print_real(out, e->type->u.real, e->u.real->value, bare);
    else
        print_integer(out, e->type, e->u.integer->value, bare);
}

bool constant_has_sign(const Expr *e)
{
    if (constant_keeps_text(e))
        return false;
    if (e->op == OP_REAL)
        return signbit(e->u.real->value) && !isnan(e->u.real->value);
    return e->u.integer->value < 0 && !type_is_unsigned(e->type) && !is_least(e->type, e->u.integer->value);
}
