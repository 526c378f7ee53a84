#include "propose.h"

#include <string.h>

#include "fold.h"
#include "ir/build.h"

/* The name of the variable that the expression is, through conversions; "" where it is none or has a long name. */
static const char *word_of(const Expr *e)
{
    enum { LONG = 16 };
    while (e->op == OP_CAST)
        e = e->args[0];
    return e->op == OP_VAR && strlen(e->u.var->name) <= LONG ? e->u.var->name : "";
}

static const char *propose_call(Program *p, const Expr *e)
{
    const char *callee = e->u.callee->name;
    const char *word = e->count == 1 ? word_of(e->args[0]) : "";
    if (strncmp(callee, "adgen_", 6) == 0)   /* of the runtime */
        callee += 6;
    return arena_printf(p->arena, "%s_%s", callee, *word ? word : "value");
}

static const char *propose_quotient(Program *p, const Expr *e)
{
    const char *above = word_of(e->args[0]), *below = word_of(e->args[1]);
    long double value;
    if (fold_is_real(e->args[0], &value) && value == 1.0L && *below)
        return arena_printf(p->arena, "inv_%s", below);
    return *above && *below ? arena_printf(p->arena, "%s_over_%s", above, below) : "ratio";
}

const char *propose_name(Program *p, const Expr *e)
{
    switch (e->op) {
    case OP_CALL: return propose_call(p, e);
    case OP_DIV:  return propose_quotient(p, e);
    case OP_MUL:  return "factor";
    case OP_ADD:
    case OP_SUB:  return "sum";
    default:      return "part";
    }
}

Var *propose_var(Program *p, Func *func, const Expr *e)
{
    return ir_new_var(p, func, VAR_TEMP, propose_name(p, e), type_unqualified(p, e->type), e->loc);
}
