#include "print.h"

#include "ir/walk.h"

/* ---- x += e, x++ ---- */

typedef struct Compound {
    const char *symbol;     /* "+=" */
    Shown       operand;
    bool        is_step;    /* x++, x-- */
} Compound;

static const char *compound_symbol(OpKind op)
{
    switch (op) {
    case OP_ADD: return "+=";
    case OP_SUB: return "-=";
    case OP_MUL: return "*=";
    case OP_DIV: return "/=";
    case OP_REM: return "%=";
    case OP_SHL: return "<<=";
    case OP_SHR: return ">>=";
    case OP_AND: return "&=";
    case OP_OR:  return "|=";
    case OP_XOR: return "^=";
    default:     return NULL;
    }
}

/*
 * Whether a is the place itself, brought to the type of the operation by C alone: then `place op= b` does the same.
 * What has been rounded in between is no such thing: (x + a) + b is not x += a + b.
 */
static bool begins_with_place(OpKind op, const Expr *a, const Expr *b, const Expr *place, Shown *operand)
{
    Shown left;
    if (op == OP_SHL || op == OP_SHR) {
        left = show_promoted(a);
        *operand = show_promoted(b);
    } else {
        show_pair(a, b, false, &left, operand);
    }
    return !left.cast && ir_same(left.expr, place);
}

static bool is_one(Shown operand, long long sign)
{
    return operand.expr->op == OP_INT && operand.expr->u.integer->value == sign && !operand.expr->u.integer->text;
}

static Compound step_or(const Type *type, Compound compound, bool adds)
{
    if (type->kind != TYPE_INT && type->kind != TYPE_POINTER)
        return compound;
    if (is_one(compound.operand, 1))
        return (Compound){.symbol = adds ? "++" : "--", .is_step = true};
    if (is_one(compound.operand, -1))
        return (Compound){.symbol = adds ? "--" : "++", .is_step = true};
    return compound;
}

static bool is_pointer_step(const Expr *place, const Expr *value, Compound *compound)
{
    if (value->op != OP_PTRADD || !ir_same(value->args[0], place))
        return false;
    Shown       offset = show_integer(value->args[1]);
    const Expr *e = offset.expr;
    bool        minus = e->op == OP_NEG && arith_of(e->type) != ARITH_UINT;
    Shown       operand = minus ? show_integer(e->args[0]) : offset;
    *compound = step_or(place->type, (Compound){minus ? "-=" : "+=", operand, false}, !minus);
    return true;
}

/* Leaves `compound` alone where there is none. */
static bool is_compound(const Expr *place, const Expr *value, Compound *compound)
{
    if (value->op == OP_CAST && value->implicit)
        value = value->args[0];
    if (type_is_pointer(place->type))
        return is_pointer_step(place, value, compound);
    OpKind      op = value->op;
    const char *symbol = compound_symbol(op);
    Shown       operand;
    if (!symbol)
        return false;
    bool found = begins_with_place(op, value->args[0], value->args[1], place, &operand);
    if (!found && op_info[op].flags & OPF_COMMUTES)
        found = begins_with_place(op, value->args[1], value->args[0], place, &operand);
    if (!found)
        return false;
    *compound = (Compound){symbol, operand, false};
    if (op == OP_ADD || op == OP_SUB)
        *compound = step_or(place->type, *compound, op == OP_ADD);
    return true;
}

/* ---- Assignments ---- */

static void print_aligned(Printer *p, Shown value)
{
    line_open(&p->line);
    print_shown(p, value);
    line_close(&p->line);
}

void print_assignment(Printer *p, const Expr *place, const Expr *value)
{
    Compound compound;
    bool     found = is_compound(place, value, &compound);
    bool     brackets = found && compound.is_step && place->op == OP_DEREF;  /* *p++ steps p */
    print_text(p, brackets ? "(" : "");
    print_expr(p, place);
    print_text(p, brackets ? ")" : "");
    if (!found) {
        print_text(p, " = ");
        print_aligned(p, show_assigned(value, place->type));
    } else if (compound.is_step) {
        print_text(p, compound.symbol);
    } else {
        print_text(p, " ");
        print_text(p, compound.symbol);
        print_text(p, " ");
        print_aligned(p, compound.operand);
    }
}

void print_call_result(Printer *p, const Stmt *call, const Type *to)
{
    const Func *callee = call->u.call.callee;
    if (to && needs_pointer_cast(to, callee->result)) {
        print_text(p, "(");
        print_type(p, to);
        print_text(p, ")");
    }
    print_call(p, call->u.call.callee, call->u.call.args, call->u.call.count);
}
