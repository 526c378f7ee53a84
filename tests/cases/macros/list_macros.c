#include <adgen/adgen.h>
#include <stdio.h>

#define OPERATIONS(X) X(ADD, a + b) X(MUL, a * b)
#define DEFINE(name, expr) static double op_##name(double a, double b) { return expr; }
OPERATIONS(DEFINE)
#define ENUM(name, expr) OP_##name,
enum { OPERATIONS(ENUM) OP_COUNT };
#define TEXT(name, expr) #name,
static const char *const names[] = { OPERATIONS(TEXT) NULL };
#define SHOW(name, expr) case OP_##name: fputs(#name, log); break;

#define FIELDS(F) F(double, alpha) F(double, beta) F(int, n)
#define MEMBER(type, name) type name;
struct params { FIELDS(MEMBER) };

#define WIDTH(n) (n + 1)
#define APPLY(macro, n) macro(n)
struct row { double at[APPLY(WIDTH, 2)]; };

static int find(const char *name)
{
    int i = 0;
    while (names[i] && names[i][0] != name[0])
        i++;
    return i;
}

ADGEN_GRAD(p)
double f(const struct params *p, double y, int k, FILE *log)
{
    struct row row = { { p->alpha, p->beta, y } };
    if (log)
        switch (k) {
            OPERATIONS(SHOW)
        default: fputs("none", log);
        }
    return k == OP_ADD ? op_ADD(row.at[0], y) * p->n : op_MUL(row.at[1] * row.at[0], y) * find("M");
}

/*
 * check: macros that are named only as arguments of others: functions, constants, texts, members, lengths
 * check-header-after: struct params
 * check-omits: DEFINE(
 * check-gradient: f(&{1.5, 2.5, 3}, 0.4, 0, NULL)
 * check-gradient: f(&{1.5, 2.5, 3}, 0.4, 1, NULL)
 */
