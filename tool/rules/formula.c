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
} Builder;

static const Expr *build_conditional(Builder *b);

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
        BUG("'%s' expected at '%s' in the formula '%s'", text, b->token.text, b->text);
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

static const Expr *build_number(Builder *b, int sign)
{
    const FormulaValues *v      = b->values;
    Token                number = b->token;
    long double          value  = strtold(number.text, NULL) * sign;

    b->token = token_after(number);
    if (memchr(number.text, '.', number.length) == NULL)
        return ir_int(b->p, v->loc, type_int(b->p, INT_INT), (long long)value);
    return ir_real(b->p, v->loc, v->real, rounded(value, v->real));
}

/* The rest of a call of a function of the table, after its name. */
static const Expr *build_call(Builder *b, Token name)
{
    const Expr *args[3];
    int         count    = 0;
    char        text[32] = "";

    ENSURE(name.length < sizeof text);
    memcpy(text, name.text, name.length);
    expect(b, "(");
    do {
        ENSURE(count < 3);
        args[count++] = build_conditional(b);
    } while (accept(b, ","));
    expect(b, ")");
    return ir_call(b->p, b->values->loc, rule_func(b->p, text, b->values->real), args, count);
}

static const Expr *build_name(Builder *b)
{
    Token name  = b->token;
    int   index = letter_index(name, b->values->letters);

    b->token = token_after(name);
    if (index >= 0)
        return b->values->args[index];
    if (!token_is(name, "r"))
        return build_call(b, name);
    ENSURE(b->values->result != NULL);
    return b->values->result;
}

static const Expr *build_unary(Builder *b)
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
    expect(b, "(");
    e = build_conditional(b);
    expect(b, ")");
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
        b->token = token_after(b->token);
        left = ir_binary(b->p, b->values->loc, found->op, left, build_binary(b, found->level + 1));
    }
    return left;
}

static const Expr *build_conditional(Builder *b)
{
    const Expr *cond = build_binary(b, 1);
    const Expr *then;

    if (!accept(b, "?"))
        return cond;
    then = build_conditional(b);
    expect(b, ":");
    return ir_select(b->p, b->values->loc, cond, then, build_conditional(b));
}

const Expr *formula_build(Program *p, const char *text, const FormulaValues *values)
{
    Builder     b = {p, text, values, token_at(text)};
    const Expr *e = build_conditional(&b);

    if (b.token.kind != TOKEN_END)
        BUG("'%s' is left over in the formula '%s'", b.token.text, text);
    return e;
}
