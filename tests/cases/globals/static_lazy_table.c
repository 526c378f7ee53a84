#include <adgen/adgen.h>
static double table[16];
static int    ready;

static void init(void)
{
    for (int i = 0; i < 16; i++)
        table[i] = 1.0 / (i + 1);
    ready = 1;
}

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double s = 0.0;
    if (!ready)
        init();
    for (int i = 0; i < n && i < 16; i++)
        s += table[i] * x[i] * x[i];
    return s;
}

/*
 * check: a table of the file that the first call fills
 * check-gradient: f(random(3, -1, 1), 3)
 * check-gradient: f(zeros(0), 0)
 * check-has: static double table[16];
 */
