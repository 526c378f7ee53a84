#include <adgen/adgen.h>
#include <stdio.h>

#define LIST X(0, 1.5) X(1, 2.5) X(2, 3.5)

#define X(i, c) [i] = c,
static const double coef[] = { LIST };
#undef X

#define X(i, c) K##i,
enum { LIST KN };
#undef X

struct s {
#define X(i, c) double m##i;
    LIST
#undef X
};

#define N 3
static const double a[N] = { 1, 2, 3 };
#undef N
#define N 4
static const double b[N] = { 1, 2, 3, 4 };

#define X(i, c) case i: fputs(#c, log); break;
ADGEN_GRAD(x)
double f(double x, int k, FILE *log)
{
    struct s t = { x, 2 * x, 3 };
    double   s = 0;
    if (log)
        switch (k) {
            LIST
        default: fputs("none", log);
        }
    for (int i = 0; i < KN; i++)
        s = s * x + coef[i] * t.m0 * t.m1 * b[N - 1] * a[k];
    return s;
}
#undef X
#undef N

ADGEN_GRAD(x)
double g(double x, int N)
{
    double X = x * x;
    return X * N;
}

/*
 * check: a macro that is defined anew for each use of a list, and what its name means afterwards
 * check-gradient: f(0.3, 1, NULL)
 * check-gradient: g(0.3, 2)
 */
