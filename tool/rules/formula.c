#include "formula.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ir/build.h"
#include "rules/rule.h"

/* ---- tokens ---- */

typedef enum TokenKind { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_SIGN } TokenKind;

typedef struct Token {
    TokenKind   kind;
    const char *text;
    size_t      length;
} Token;

static bool token_is(Token token, const char *text)
{
    return token.length == strlen(text) && memcmp(token.text, text, token.length) == 0;
}

static size_t number_length(const char *text)
{
    char *end;

    strtold(text, &end);
    return (size_t)(end - text);
}

static size_t name_length(const char *text)
{
    size_t length = 0;

    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

static size_t sign_length(const char *text)
{
    static const char *const pairs[] = {"==", "!=", "<=", ">=", "&&", "||"};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(text, pairs[i], 2) == 0)
            return 2;
    return 1;
}

/* The token at or after `text`. */
static Token token_at(const char *text)
{
    text += strspn(text, " ");
    if (*text == '\0')
        return (Token){TOKEN_END, text, 0};
    if (isdigit((unsigned char)*text))
        return (Token){TOKEN_NUMBER, text, number_length(text)};
    if (isalpha((unsigned char)*text))
        return (Token){TOKEN_NAME, text, name_length(text)};
    return (Token){TOKEN_SIGN, text, sign_length(text)};
}

static Token token_after(Token token)
{
    return token_at(token.text + token.length);
}

/* ---- what a formula needs ---- */

/* The place of a one-letter name among the letters, or -1. */
static int letter_index(Token token, const char *letters)
{
    const char *found = token.length == 1 ? strchr(letters, *token.text) : NULL;

    return found == NULL ? -1 : (int)(found - letters);
}

unsigned formula_mentions(const char *text, const char *letters)
{
    unsigned mentions = 0;

    for (Token token = token_at(text); token.kind != TOKEN_END; token = token_after(token)) {
        int index = token.kind == TOKEN_NAME ? letter_index(token, letters) : -1;

        if (index >= 0)
            mentions |= 1U << index;
        else if (token_is(token, "r"))
            mentions |= RULE_RESULT;
    }
    return mentions;
}

static int name_cost(Token name)
{
    if (name.length == 1)
        return 0;
    if (token_is(name, "copysign"))
        return 1;
    return token_is(name, "sqrt") ? 5 : 20;
}

static int sign_cost(Token sign)
{
    if (token_is(sign, "/"))
        return 4;
    return strchr("(),:", *sign.text) != NULL ? 0 : 1;
}

int formula_cost(const char *text)
{
    int cost = 0;

    for (Token token = token_at(text); token.kind != TOKEN_END; token = token_after(token)) {
        if (token.kind == TOKEN_NAME)
            cost += name_cost(token);
        else if (token.kind == TOKEN_SIGN)
            cost += sign_cost(token);
    }
    return cost;
}

/* ---- building: recursive descent, straight to IR ---- */

typedef struct Builder {
    Program             *p;
    const char          *text;     /* the whole formula */
    const FormulaValues *values;
    Token                token;    /* the next one */
    int                  depth;    /* of brackets and signs around it */
} Builder;

enum { MOST_DEPTH = 200 };

static const Expr *build_conditional(Builder *b);
static const Expr *build_unary(Builder *b);

/* Only the first mistake counts; nothing is read behind it. */
static void fail(Builder *b, Token at, const char *what)
{
    FormulaMistake *mistake = b->values->mistake;

    if (mistake == NULL)
        BUG("%s at '%s' in the formula '%s'", what, at.text, b->text);
    if (mistake->what == NULL)
        *mistake = (FormulaMistake){(size_t)(at.text - b->text), what};
    b->token = (Token){TOKEN_END, b->text + strlen(b->text), 0};
}

static bool accept(Builder *b, const char *text)
{
    if (!token_is(b->token, text))
        return false;
    b->token = token_after(b->token);
    return true;
}

static void expect(Builder *b, const char *text)
{
    if (!accept(b, text))
        fail(b, b->token, arena_printf(b->p->arena, "'%s' is expected", text));
}

/* The value as the type holds it, so that it prints with no more digits than the type has. */
static long double rounded(long double value, const Type *real)
{
    switch (real->canon->u.real) {
    case REAL_FLOAT:  return (float)value;
    case REAL_DOUBLE: return (double)value;
    default:          return value;
    }
}

static const Expr *real_number(const Builder *b, long double value)
{
    return ir_real(b->p, b->values->loc, b->values->real, rounded(value, b->values->real));
}

/* What C converts an operand to where another one, or a parameter, is of that type. */
static const Expr *converted(const Builder *b, const Expr *e, const Type *type)
{
    if (type_same(e->type, type))
        return e;
    if (e->op == OP_INT && type_is_real(type))
        return ir_real(b->p, b->values->loc, type, rounded((long double)e->u.integer->value, type));
    return ir_cast(b->p, b->values->loc, type, e, true);
}

/* Both of the same type, a real one if either is. */
static void balance(const Builder *b, const Expr **left, const Expr **right)
{
    const Type *type = type_is_real((*left)->type) ? (*left)->type : (*right)->type;

    *left = converted(b, *left, type);
    *right = converted(b, *right, type);
}

/* As a condition. */
static const Expr *truth(const Builder *b, const Expr *e)
{
    return type_is_real(e->type)
               ? ir_binary(b->p, b->values->loc, OP_NE, e, ir_real(b->p, b->values->loc, e->type, 0.0L))
               : e;
}

static const Expr *build_number(Builder *b, int sign)
{
    const FormulaValues *v      = b->values;
    Token                number = b->token;
    long double          value  = strtold(number.text, NULL) * sign;

    if (number.length > 1 && number.text[0] == '0' && isdigit((unsigned char)number.text[1]))
        fail(b, number, "C takes this for an octal number");
    else
        b->token = token_after(number);
    if (memchr(number.text, '.', number.length) == NULL && memchr(number.text, 'e', number.length) == NULL)
        return ir_int(b->p, v->loc, type_int(b->p, INT_INT), (long long)value);
    return real_number(b, value);
}

enum { MOST_ARGUMENTS = 3, LONGEST_NAME = 63 };

/* The arguments of a call, and its end; returns how many. */
static int build_arguments(Builder *b, const Expr **args)
{
    int count = 0;

    expect(b, "(");
    do {
        const Expr *arg = build_conditional(b);

        if (count < MOST_ARGUMENTS)
            args[count] = arg;
        count++;
    } while (accept(b, ","));
    expect(b, ")");
    return count;
}

/* The rest of a call of a function of the table, after its name. */
static const Expr *build_call(Builder *b, Token name)
{
    const Expr *args[MOST_ARGUMENTS];
    char        text[LONGEST_NAME + 1] = "";
    int         count = build_arguments(b, args);
    const Rule *rule;
    Func       *callee;

    if (b->values->mistake && b->values->mistake->what)
        return real_number(b, 0.0L);
    memcpy(text, name.text, name.length < LONGEST_NAME ? name.length : LONGEST_NAME);
    rule = rule_find(text);
    if (rule == NULL || count != rule_arity(rule)) {
        fail(b, name, rule ? "another number of arguments is expected by this function"
                           : "this is no argument, nor a function that adgen has a rule for");
        return real_number(b, 0.0L);
    }
    callee = rule_func(b->p, text, b->values->real);
    for (int i = 0; i < count; i++)
        args[i] = converted(b, args[i], callee->params.items[i]->type);
    return ir_call(b->p, b->values->loc, callee, args, count);
}

static const Expr *build_name(Builder *b)
{
    Token name  = b->token;
    int   index = letter_index(name, b->values->letters);

    b->token = token_after(name);
    if (index >= 0)
        return b->values->args[index];
    if (!token_is(name, "r")) {
        if (token_is(b->token, "("))
            return build_call(b, name);
        fail(b, name, "this is no argument of the function");
        return real_number(b, 0.0L);
    }
    ENSURE(b->values->result != NULL);
    return b->values->result;
}

static const Expr *build_operand(Builder *b)
{
    const Expr *e;

    if (accept(b, "-")) {
        if (b->token.kind == TOKEN_NUMBER)
            return build_number(b, -1);
        return ir_unary(b->p, b->values->loc, OP_NEG, build_unary(b));
    }
    if (b->token.kind == TOKEN_NUMBER)
        return build_number(b, 1);
    if (b->token.kind == TOKEN_NAME)
        return build_name(b);
    if (!accept(b, "(")) {
        fail(b, b->token, "a number, an argument or a call is expected");
        return real_number(b, 0.0L);
    }
    e = build_conditional(b);
    expect(b, ")");
    return e;
}

static const Expr *build_unary(Builder *b)
{
    const Expr *e;

    if (b->depth >= MOST_DEPTH) {
        fail(b, b->token, "this is nested too deeply");
        return real_number(b, 0.0L);
    }
    b->depth++;
    e = build_operand(b);
    b->depth--;
    return e;
}

typedef struct BinaryOperator {
    const char *text;
    OpKind      op;
    int         level;   /* of precedence */
} BinaryOperator;

/* The operator at the token if it binds at least as strongly as `level`, or NULL. */
static const BinaryOperator *operator_at(Token token, int level)
{
    static const BinaryOperator operators[] = {
        {"||", OP_LOR, 1}, {"&&", OP_LAND, 2}, {"==", OP_EQ, 3}, {"!=", OP_NE, 3}, {"<", OP_LT, 4}, {"<=", OP_LE, 4},
        {">", OP_GT, 4},   {">=", OP_GE, 4},   {"+", OP_ADD, 5}, {"-", OP_SUB, 5}, {"*", OP_MUL, 6}, {"/", OP_DIV, 6},
    };

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (token_is(token, operators[i].text))
            return operators[i].level >= level ? &operators[i] : NULL;
    return NULL;
}

static const Expr *build_binary(Builder *b, int level)
{
    const Expr           *left = build_unary(b);
    const BinaryOperator *found;

    while ((found = operator_at(b->token, level)) != NULL) {
        const Expr *right;

        b->token = token_after(b->token);
        right = build_binary(b, found->level + 1);
        if (found->op == OP_LOR || found->op == OP_LAND) {
            left = truth(b, left);
            right = truth(b, right);
        } else {
            balance(b, &left, &right);
        }
        left = ir_binary(b->p, b->values->loc, found->op, left, right);
    }
    return left;
}

static const Expr *build_conditional(Builder *b)
{
    const Expr *cond = build_binary(b, 1);
    const Expr *then, *other;

    if (!accept(b, "?"))
        return cond;
    b->depth++;
    then = build_conditional(b);
    expect(b, ":");
    other = build_conditional(b);
    b->depth--;
    balance(b, &then, &other);
    return ir_select(b->p, b->values->loc, truth(b, cond), then, other);
}

const Expr *formula_build(Program *p, const char *text, const FormulaValues *values)
{
    Builder     b = {p, text, values, token_at(text), 0};
    const Expr *e = build_conditional(&b);

    if (b.token.kind != TOKEN_END)
        fail(&b, b.token, "the formula goes on behind its end");
    return converted(&b, e, values->real);
}
