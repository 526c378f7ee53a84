#include <adgen/adgen.h>
#include <ctype.h>
#include <stdlib.h>

/* Recursive descent: what moves along the text holds no reals, or a number and pointers into the text. */

static double sum(const char **at, const double *x);

static double factor(const char **at, const double *x)
{
    char c = *(*at)++;

    if (c != '(')
        return x[c - 'a'];
    double v = sum(at, x);
    ++*at;
    return v;
}

static double product(const char **at, const double *x)
{
    double v = factor(at, x);

    while (**at == '*') {
        ++*at;
        v *= factor(at, x);
    }
    return v;
}

static double sum(const char **at, const double *x)
{
    double v = product(at, x);

    while (**at == '+') {
        ++*at;
        v += product(at, x);
    }
    return v;
}

ADGEN_GRAD(x)
double evaluate(const double *x, const char *text)
{
    return sum(&text, x);
}

struct lexer {
    const char *text;
    char        token;
    double      number;
};

static void advance(struct lexer *lexer)
{
    while (*lexer->text == ' ')
        lexer->text++;
    if (isdigit((unsigned char)*lexer->text)) {
        char *end;
        lexer->number = strtod(lexer->text, &end);
        lexer->text = end;
        lexer->token = '0';
    } else {
        lexer->token = *lexer->text ? *lexer->text++ : '\0';
    }
}

static double expression(struct lexer *lexer, const double *x);

static double primary(struct lexer *lexer, const double *x)
{
    double v;

    if (lexer->token == '(') {
        advance(lexer);
        v = expression(lexer, x);
    } else {
        v = lexer->token == '0' ? lexer->number : x[lexer->token - 'a'];
    }
    advance(lexer);
    return v;
}

static double term(struct lexer *lexer, const double *x)
{
    double v = primary(lexer, x);

    while (lexer->token == '*' || lexer->token == '/') {
        char   op = lexer->token;
        advance(lexer);
        double w = primary(lexer, x);
        v = op == '*' ? v * w : v / w;
    }
    return v;
}

static double expression(struct lexer *lexer, const double *x)
{
    double v = term(lexer, x);

    while (lexer->token == '+' || lexer->token == '-') {
        double sign = lexer->token == '+' ? 1.0 : -1.0;
        advance(lexer);
        v += sign * term(lexer, x);
    }
    return v;
}

ADGEN_GRAD(x)
double evaluate_tokens(const double *x, const char *text)
{
    struct lexer lexer = {.text = text};

    advance(&lexer);
    return expression(&lexer, x);
}

struct cursor {
    const char *text;
    int         at, depth;
    char        last[4];
};

static double prefix(struct cursor *c, const double *x)
{
    char op = c->text[c->at++];

    c->last[c->depth++ % 4] = op;
    if (op == '*') {
        double v = prefix(c, x);
        return v * prefix(c, x);
    }
    if (op == '+') {
        double v = prefix(c, x);
        return v + prefix(c, x);
    }
    return x[op - 'a'];
}

/* The record of the caller has no adjoint, and needs none. */
ADGEN_GRAD(x)
double evaluate_prefix(const double *x, struct cursor *c)
{
    double v = prefix(c, x);

    return v * c->depth;
}

ADGEN_GRAD(x)
double all_of_them(const double *x)
{
    struct cursor c = {.text = "*+ab*ca"};
    double        v = evaluate(x, "a*(b+c*a)+b");

    v += evaluate_tokens(x, "2.5 * (a - b / 4) + c*(1+a)");
    return v + evaluate_prefix(x, &c);
}

/* Every order of the columns, counted. */
static double orders(int n, int k, int *order, int *count, const double *m)
{
    double s = 0.0;

    if (k == n) {
        ++*count;
        s = 1.0;
        for (int i = 0; i < n; i++)
            s *= m[i * n + order[i]];
        return s;
    }
    for (int i = k; i < n; i++) {
        int t = order[k];
        order[k] = order[i];
        order[i] = t;
        s += orders(n, k + 1, order, count, m);
        t = order[k];
        order[k] = order[i];
        order[i] = t;
    }
    return s;
}

ADGEN_GRAD(m)
double permanent(const double *m)
{
    int    order[3] = {0, 1, 2}, count = 0;
    double p = orders(3, 0, order, &count, m);

    return p * count;
}

/* A pointer to integers that a recursive function moves. */
static double weighted(double x, const int **weight, int k)
{
    if (k == 0)
        return x * **weight;
    ++*weight;
    double y = **weight * x;
    return weighted(x * x, weight, k - 1) + y;
}

ADGEN_GRAD(x)
double moved(double x, int n)
{
    static const int weights[] = {1, 2, 3, 4, 5, 6};
    const int       *weight = weights;

    return weighted(x, &weight, n);
}

/*
 * check: recursive functions that change pointers, positions and counters beside active data
 * check-gradient: evaluate(random(3, 0.5, 1), "a")
 * check-gradient: evaluate(random(3, 0.5, 1), "a*(b+c*a)+b")
 * check-gradient: evaluate_tokens(random(3, 0.5, 1), "2.5 * (a - b / 4) + c*(1+a)")
 * check-gradient: all_of_them(random(3, 0.5, 1))
 * check-gradient: permanent(random(9, 0.5, 1))
 * check-gradient: moved(random(0.5, 1), 0)
 * check-gradient: moved(random(0.5, 1), 4)
 */
