#include "print.h"

#include <limits.h>
#include <math.h>

#include "constant.h"
#include "ir/walk.h"

/* How strongly C's operators bind; the higher of two breaks a line later. */
typedef enum Level {
    LEVEL_CHOICE = 1, LEVEL_LOR, LEVEL_LAND, LEVEL_OR, LEVEL_XOR, LEVEL_AND, LEVEL_EQUAL, LEVEL_RELATION, LEVEL_SHIFT,
    LEVEL_SUM, LEVEL_PRODUCT, LEVEL_UNARY, LEVEL_POSTFIX, LEVEL_PRIMARY
} Level;

enum { COST_OF_COMMA = 0 };

typedef struct Symbol {
    const char *text;    /* NULL: no binary operator */
    Level       level;
} Symbol;

static const Symbol symbols[OP_COUNT] = {
    [OP_ADD] = {"+", LEVEL_SUM},      [OP_SUB] = {"-", LEVEL_SUM},       [OP_MUL] = {"*", LEVEL_PRODUCT},
    [OP_DIV] = {"/", LEVEL_PRODUCT},  [OP_REM] = {"%", LEVEL_PRODUCT},   [OP_SHL] = {"<<", LEVEL_SHIFT},
    [OP_SHR] = {">>", LEVEL_SHIFT},   [OP_AND] = {"&", LEVEL_AND},       [OP_OR] = {"|", LEVEL_OR},
    [OP_XOR] = {"^", LEVEL_XOR},      [OP_LT] = {"<", LEVEL_RELATION},   [OP_LE] = {"<=", LEVEL_RELATION},
    [OP_GT] = {">", LEVEL_RELATION},  [OP_GE] = {">=", LEVEL_RELATION},  [OP_EQ] = {"==", LEVEL_EQUAL},
    [OP_NE] = {"!=", LEVEL_EQUAL},    [OP_LAND] = {"&&", LEVEL_LAND},    [OP_LOR] = {"||", LEVEL_LOR},
    [OP_PTRADD] = {"+", LEVEL_SUM},   [OP_PTRDIFF] = {"-", LEVEL_SUM}
};

static Level level_of_constant(const Expr *e, bool bare)
{
    bool special = e->op == OP_REAL && !isfinite(e->u.real->value) && e->type->u.real != REAL_FLOAT;
    bool has_cast = special && !bare && !constant_keeps_text(e);
    return has_cast || constant_has_sign(e) ? LEVEL_UNARY : LEVEL_PRIMARY;
}

static Level level_of(Shown shown);

/* *(p + i) reads better as p[i], where p needs no parentheses. */
static bool is_indexed(const Expr *deref)
{
    const Expr *sum = deref->args[0];
    return sum->op == OP_PTRADD && level_of((Shown){.expr = sum->args[0]}) >= LEVEL_POSTFIX;
}

static Level level_of(Shown shown)
{
    const Expr *e = shown.expr;
    if (shown.cast)
        return LEVEL_UNARY;
    if (symbols[e->op].text)
        return symbols[e->op].level;
    switch (e->op) {
    case OP_INT:
    case OP_REAL:   return level_of_constant(e, shown.bare);
    case OP_SELECT: return LEVEL_CHOICE;
    case OP_DECAY:  return level_of(show_exact(e->args[0]));
    case OP_DEREF:  return is_indexed(e) ? LEVEL_POSTFIX : LEVEL_UNARY;
    case OP_ADDR:
    case OP_CAST:
    case OP_NEG:
    case OP_BITNOT:
    case OP_NOT:    return LEVEL_UNARY;
    case OP_INDEX:
    case OP_FIELD:
    case OP_CALL:   return LEVEL_POSTFIX;
    default:        return LEVEL_PRIMARY;
    }
}

/* ---- Parentheses ---- */

/* Whether what is printed begins with a minus sign. */
static bool begins_with_minus(Shown shown)
{
    const Expr *e = shown.expr;
    while (!shown.cast && symbols[e->op].level == LEVEL_PRODUCT)
        e = e->args[0];
    if (shown.cast)
        return false;
    return e->op == OP_NEG || ((e->op == OP_INT || e->op == OP_REAL) && constant_has_sign(e));
}

/* Where precedence says it, but compilers and readers want to see it. */
static bool wants_parens(Level outer, Level inner, bool same_op, Shown shown)
{
    switch (outer) {
    case LEVEL_LOR:
        return inner == LEVEL_LAND;
    case LEVEL_OR:
    case LEVEL_XOR:
    case LEVEL_AND:
        return (inner < LEVEL_UNARY && !same_op) || shown.expr->op == OP_NOT;
    case LEVEL_EQUAL:
    case LEVEL_RELATION:
        return inner == LEVEL_EQUAL || inner == LEVEL_RELATION || shown.expr->op == OP_NOT;
    case LEVEL_SHIFT:
        return inner < LEVEL_UNARY;
    default:
        return false;
    }
}

static bool needs_parens(OpKind op, Shown shown, bool is_right)
{
    Level outer = symbols[op].level, inner = level_of(shown);
    bool  same_op = !shown.cast && shown.expr->op == op;
    if (inner < outer || wants_parens(outer, inner, same_op, shown))
        return true;
    if (!is_right)
        return false;
    if (outer == LEVEL_SUM && begins_with_minus(shown))
        return true;
    return inner == outer && !(same_op && (op == OP_LAND || op == OP_LOR));
}

static void put(Printer *p, Shown shown);

static void put_within(Printer *p, Shown shown, bool parens)
{
    if (!parens) {
        put(p, shown);
        return;
    }
    print_text(p, "(");
    line_open(&p->line);
    put(p, shown);
    line_close(&p->line);
    print_text(p, ")");
}

static void put_at_least(Printer *p, Shown shown, Level level)
{
    put_within(p, shown, level_of(shown) < level);
}

/* ---- Operators ---- */

/* The blank where a row may end comes before the operator: the next row begins with it. */
static void put_symbol(Printer *p, const char *symbol, Level level)
{
    line_blank(&p->line, (int)level);
    print_text(p, symbol);
    print_text(p, " ");
}

/* What is asked whether it is zero, but compilers take it for a mistake. */
static bool looks_like_mistake(const Expr *e)
{
    while (e->op == OP_NEG || e->op == OP_CAST)
        e = e->args[0];
    return e->op == OP_MUL || e->op == OP_SHL || e->op == OP_SELECT;
}

static void put_condition(Printer *p, const Expr *e, Level level)
{
    Shown shown = show_condition(e);
    if (!looks_like_mistake(shown.expr)) {
        put_within(p, shown, level_of(shown) < level || (level == LEVEL_LOR && level_of(shown) == LEVEL_LAND));
        return;
    }
    bool parens = level > LEVEL_EQUAL;
    print_text(p, parens ? "((" : "(");
    put(p, shown);
    print_text(p, parens ? ") != 0)" : ") != 0");
}

static void show_operands(const Expr *e, Shown *left, Shown *right)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (e->op == OP_SHL || e->op == OP_SHR) {
        *left = show_promoted(a);
        *right = show_promoted(b);
    } else {
        show_pair(a, b, op_info[e->op].flags & OPF_COMPARE, left, right);
    }
}

static void put_binary(Printer *p, OpKind op, const Expr *e)
{
    Symbol symbol = symbols[op];
    Shown  left, right;
    show_operands(e, &left, &right);
    put_within(p, left, needs_parens(op, left, false));
    put_symbol(p, symbol.text, symbol.level);
    put_within(p, right, needs_parens(op, right, true));
}

static void put_logical(Printer *p, const Expr *e)
{
    Symbol symbol = symbols[e->op];
    put_condition(p, e->args[0], symbol.level);
    put_symbol(p, symbol.text, symbol.level);
    put_condition(p, e->args[1], symbol.level);
}

static void put_unary(Printer *p, const Expr *e, const char *symbol)
{
    Shown shown = e->op == OP_NOT ? show_condition(e->args[0]) : show_promoted(e->args[0]);
    print_text(p, symbol);
    if (e->op == OP_NOT)
        put_condition(p, e->args[0], LEVEL_UNARY);
    else
        put_within(p, shown, level_of(shown) < LEVEL_UNARY || begins_with_minus(shown));
}

/* Comparisons are plain; arithmetic before a question mark misleads. */
static void put_choice(Printer *p, const Expr *e)
{
    Shown cond = show_condition(e->args[0]), yes, no;
    Level level = level_of(cond);
    bool  misleads = level == LEVEL_CHOICE || (level > LEVEL_LAND && level < LEVEL_EQUAL)
                     || (level > LEVEL_RELATION && level < LEVEL_UNARY);
    show_pair(e->args[1], e->args[2], true, &yes, &no);
    if (looks_like_mistake(cond.expr))
        put_condition(p, e->args[0], LEVEL_LOR);
    else
        put_within(p, cond, misleads);
    put_symbol(p, "?", LEVEL_CHOICE);
    put_within(p, yes, level_of(yes) == LEVEL_CHOICE);
    put_symbol(p, ":", LEVEL_CHOICE);
    put(p, no);
}

/* ---- Pointers and places ---- */

/* The subtrahend where the offset is the negative of something; NULL otherwise.  (Of an unsigned int it is not.) */
static const Expr *negated_offset(const Expr *offset)
{
    Arith arith = arith_of(offset->type);
    return offset->op == OP_NEG && arith != ARITH_UINT ? offset->args[0] : NULL;
}

static void put_pointer_sum(Printer *p, const Expr *e)
{
    Shown       pointer = show_exact(e->args[0]), offset = show_integer(e->args[1]);
    const Expr *minus = negated_offset(offset.expr);
    put_within(p, pointer, needs_parens(OP_PTRADD, pointer, false));
    if (offset.expr->op == OP_INT && constant_has_sign(offset.expr)) {
        put_symbol(p, "-", LEVEL_SUM);
        text_printf(&p->line.text, "%llu", 0 - (unsigned long long)offset.expr->u.integer->value);
        return;
    }
    put_symbol(p, minus ? "-" : "+", LEVEL_SUM);
    if (minus)
        offset = show_integer(minus);
    put_within(p, offset, needs_parens(OP_PTRADD, offset, true));
}

/* Of an INDEX, or of the PTRADD behind a DEREF. */
static void put_index(Printer *p, const Expr *e)
{
    put_at_least(p, show_exact(e->args[0]), LEVEL_POSTFIX);
    print_text(p, "[");
    line_open(&p->line);
    put(p, show_integer(e->args[1]));
    line_close(&p->line);
    print_text(p, "]");
}

static bool is_unnamed(const Expr *e)
{
    return e->op == OP_FIELD && (!e->u.field->name || !*e->u.field->name);
}

/* Members of a member without a name are those of the record around it. */
static void put_field(Printer *p, const Expr *e)
{
    const Expr *record = e->args[0];
    while (is_unnamed(record))
        record = record->args[0];
    bool behind_pointer = record->op == OP_DEREF && !is_indexed(record);
    put_at_least(p, show_exact(behind_pointer ? record->args[0] : record), LEVEL_POSTFIX);
    print_text(p, behind_pointer ? "->" : ".");
    print_text(p, e->u.field->name);
}

static void put_prefix(Printer *p, const char *symbol, const Expr *operand)
{
    print_text(p, symbol);
    put_at_least(p, show_exact(operand), LEVEL_UNARY);
}

static void put_deref(Printer *p, const Expr *e)
{
    if (is_indexed(e))
        put_index(p, e->args[0]);
    else
        put_prefix(p, "*", e->args[0]);
}

static void put_cast(Printer *p, const Type *to, Shown operand)
{
    print_text(p, "(");
    print_type(p, to);
    print_text(p, ")");
    put_at_least(p, operand, LEVEL_UNARY);
}

/* ---- Leaves ---- */

static void put_constant(Printer *p, const Expr *e, bool bare)
{
    bool         is_real = e->op == OP_REAL;
    Item        *item = is_real ? e->u.real->item : e->u.integer->item;
    Expr         unspelled = *e;
    RealConstant real = {.value = is_real ? e->u.real->value : 0.0L};
    IntConstant  integer = {.value = is_real ? 0 : e->u.integer->value};
    if (p->for_header && item && item->kind != ITEM_INCLUDE) {  /* a header does not know the main file's names */
        if (is_real)
            unspelled.u.real = &real;
        else
            unspelled.u.integer = &integer;
        e = &unspelled;
    }
    constant_print(&p->line.text, e, bare);
    if (constant_keeps_text(e))
        print_use(p, item);
    else if (is_real && !isfinite(e->u.real->value) && p->needs)
        needs_header(p->needs, "math.h");
}

static void put_sizeof(Printer *p, const Expr *e)
{
    print_text(p, "sizeof(");
    print_type(p, e->u.of);
    print_text(p, ")");
}

/* ---- Initialisers ---- */

static const Type *element_type(const Type *type, int i)
{
    if (type->kind == TYPE_ARRAY)
        return type_elem(type);
    if (type->kind == TYPE_RECORD && i < type->u.record->fields.count)
        return type->u.record->fields.items[i]->type;
    return type;
}

/* A list in braces has no value for a bit-field without a name. */
static bool is_left_out(const Type *type, int i)
{
    return type->kind == TYPE_RECORD && i < type->u.record->fields.count
        && field_is_padding(type->u.record->fields.items[i]);
}

/* All of it: {0} inside of an initialiser is warned about where it stands for more than one level or member. */
static void put_zero(Printer *p, const Type *type)
{
    bool is_record = type->canon->kind == TYPE_RECORD;
    if (!is_record && type->canon->kind != TYPE_ARRAY) {
        print_text(p, "0");
        return;
    }
    int  count = is_record && !type->canon->u.record->is_union ? type->canon->u.record->fields.count : 1;
    bool first = true;
    print_text(p, "{");
    for (int i = 0; i < count; i++) {
        if (is_left_out(type->canon, i))
            continue;
        print_text(p, first ? "" : ", ");
        put_zero(p, element_type(type->canon, i));
        first = false;
    }
    print_text(p, "}");
}

/* Whether to name the members: where some of them, and not all, are left zero, and more than a scalar. */
static bool names_members(const Expr *e)
{
    bool zero = false;
    if (e->type->kind != TYPE_RECORD || e->type->u.record->is_union)
        return false;
    for (int i = 0; i < e->type->u.record->fields.count; i++) {
        const Field *field = e->type->u.record->fields.items[i];
        zero |= i >= e->count || (!type_is_scalar(field->type) && ir_is_zero_init(e->args[i]));
        if ((!field->name || !*field->name) && !field->bitfield)
            return false;
    }
    return zero;
}

static void put_init_within(Printer *p, const Expr *e);

static void put_element(Printer *p, const Expr *e, const Type *type)
{
    if (e->op == OP_INIT)
        put_init_within(p, e);
    else
        print_value(p, e, type);
}

static void put_comma(Printer *p, bool *first)
{
    if (!*first) {
        print_text(p, ",");
        line_blank(&p->line, COST_OF_COMMA);
    }
    *first = false;
}

static void put_elements(Printer *p, const Expr *e)
{
    bool names = names_members(e), first = true;
    int  count = e->count;
    if (e->type->kind == TYPE_RECORD && !e->type->u.record->is_union)
        count = e->type->u.record->fields.count;
    while (e->type->kind == TYPE_ARRAY && e->args[count - 1]->op == OP_INIT && ir_is_zero_init(e->args[count - 1]))
        count--;
    for (int i = 0; i < count; i++) {
        const Type *type = element_type(e->type, i);
        if (is_left_out(e->type, i) || (names && (i >= e->count || ir_is_zero_init(e->args[i]))))
            continue;
        put_comma(p, &first);
        if (names)
            text_printf(&p->line.text, ".%s = ", e->type->u.record->fields.items[i]->name);
        if (i < e->count)
            put_element(p, e->args[i], type);
        else
            put_zero(p, type);
    }
}

static void put_init_within(Printer *p, const Expr *e)
{
    if (ir_is_zero_init(e)) {
        put_zero(p, e->type);
        return;
    }
    print_text(p, "{");
    line_open(&p->line);
    put_elements(p, e);
    line_close(&p->line);
    print_text(p, "}");
}

/* What is left out is zero. */
static void put_init(Printer *p, const Expr *e)
{
    if (ir_is_zero_init(e))
        print_text(p, "{0}");
    else
        put_init_within(p, e);
}

/* ---- Expressions ---- */

static void print_argument(Printer *p, const Func *callee, const Expr *arg, const Type *to)
{
    bool converts = arg->op == OP_CAST && type_is_real(arg->args[0]->type) && type_is_real(arg->type);
    if (converts && p->generic_math && callee->item && callee->item->kind == ITEM_INCLUDE)
        put_cast(p, arg->type, show_exact(arg->args[0]));
    else
        put(p, arg->op == OP_INIT || arg->op == OP_STRING ? show_exact(arg) : show_argument(arg, callee, to));
}

void print_call(Printer *p, Func *callee, const Expr *const *args, int count)
{
    int first = callee->is_indirect ? 1 : 0;
    if (callee->is_indirect) {
        put_at_least(p, show_exact(args[0]), LEVEL_POSTFIX);
    } else {
        print_use(p, callee->item);
        print_text(p, callee->name);
    }
    print_text(p, "(");
    line_open(&p->line);
    for (int i = first; i < count; i++) {
        if (i > first) {
            print_text(p, ",");
            line_blank(&p->line, COST_OF_COMMA);
        }
        if (i < callee->params.count)
            print_argument(p, callee, args[i], callee->params.items[i]->type);
        else
            put(p, show_exact(args[i]));
    }
    line_close(&p->line);
    print_text(p, ")");
}

/* NULL is a null pointer as it stands; with a cast to void * around it, it may be none. */
static bool is_spelled_null(const Expr *e)
{
    const Expr *zero = e->args[0];
    return type_is_pointer(e->type) && type_elem(e->type)->kind == TYPE_VOID && zero->op == OP_INT
        && zero->u.integer->value == 0 && zero->u.integer->text;
}

static void put(Printer *p, Shown shown)
{
    const Expr *e = shown.expr;
    if (shown.cast) {
        put_cast(p, shown.cast, show_exact(e));
        return;
    }
    switch (e->op) {
    case OP_INT:
    case OP_REAL:   put_constant(p, e, shown.bare); return;
    case OP_STRING: print_text(p, e->u.string); return;
    case OP_SIZEOF: put_sizeof(p, e); return;
    case OP_VAR:    print_text(p, print_name(p, e->u.var)); return;
    case OP_FUNC:   print_use(p, e->u.callee->item); print_text(p, e->u.callee->name); return;
    case OP_DEREF:  put_deref(p, e); return;
    case OP_ADDR:   put_prefix(p, "&", e->args[0]); return;
    case OP_INDEX:  put_index(p, e); return;
    case OP_FIELD:  put_field(p, e); return;
    case OP_DECAY:  put(p, show_exact(e->args[0])); return;
    case OP_PTRADD: put_pointer_sum(p, e); return;
    case OP_CAST:
        if (is_spelled_null(e))
            put_constant(p, e->args[0], false);
        else
            put_cast(p, e->type, show_exact(e->args[0]));
        return;
    case OP_NEG:    put_unary(p, e, "-"); return;
    case OP_BITNOT: put_unary(p, e, "~"); return;
    case OP_NOT:    put_unary(p, e, "!"); return;
    case OP_LAND:
    case OP_LOR:    put_logical(p, e); return;
    case OP_SELECT: put_choice(p, e); return;
    case OP_CALL:   print_call(p, e->u.callee, e->args, e->count); return;
    case OP_INIT:   put_init(p, e); return;
    case OP_OPAQUE: print_opaque_expr(p, e->u.opaque); return;
    default:        put_binary(p, e->op, e); return;
    }
}

void print_shown(Printer *p, Shown shown)
{
    put(p, shown);
}

void print_postfix(Printer *p, const Expr *e)
{
    put_at_least(p, show_exact(e), LEVEL_POSTFIX);
}

void print_operand(Printer *p, OpKind op, Shown shown, bool is_right)
{
    put_within(p, shown, needs_parens(op, shown, is_right));
}

void print_expr(Printer *p, const Expr *e)
{
    put(p, show_exact(e));
}

void print_value(Printer *p, const Expr *e, const Type *to)
{
    put(p, e->op == OP_INIT || e->op == OP_STRING ? show_exact(e) : show_assigned(e, to));
}

/* ---- Conditions ---- */

static OpKind opposite(OpKind op)
{
    switch (op) {
    case OP_LT: return OP_GE;
    case OP_LE: return OP_GT;
    case OP_GT: return OP_LE;
    case OP_GE: return OP_LT;
    case OP_EQ: return OP_NE;
    default:    return OP_EQ;
    }
}

/* A comparison with an opposite: one of reals has none but for == and !=, since neither of a < b and a >= b holds of a
 * NaN. */
static bool has_opposite(const Expr *e)
{
    switch (e->op) {
    case OP_EQ:
    case OP_NE:
    case OP_NOT: return true;
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:  return !type_is_real(e->args[0]->type);
    case OP_LAND:
    case OP_LOR: return has_opposite(e->args[0]) && has_opposite(e->args[1]);
    default:     return false;
    }
}

static void put_opposite(Printer *p, const Expr *e, Level level)
{
    if (e->op == OP_NOT) {
        put_condition(p, e->args[0], level);
        return;
    }
    if (e->op == OP_LAND || e->op == OP_LOR) {
        OpKind op = e->op == OP_LAND ? OP_LOR : OP_LAND;
        bool   parens = symbols[op].level < level || (level == LEVEL_LOR && op == OP_LAND);
        print_text(p, parens ? "(" : "");
        put_opposite(p, e->args[0], symbols[op].level);
        put_symbol(p, symbols[op].text, symbols[op].level);
        put_opposite(p, e->args[1], symbols[op].level);
        print_text(p, parens ? ")" : "");
        return;
    }
    put_binary(p, opposite(e->op), e);
}

void print_condition(Printer *p, const Expr *e, bool negated)
{
    if (!negated) {
        put_condition(p, e, LEVEL_CHOICE);
    } else if (has_opposite(e)) {
        put_opposite(p, e, LEVEL_CHOICE);
    } else {
        print_text(p, "!");
        put_condition(p, e, LEVEL_UNARY);
    }
}
