#include <adgen/adgen.h>
#include <math.h>

struct pair {
    double first, second;
};

static double odd(double a, int level);

static double even(double a, int level)
{
    return level <= 0 ? a : 0.5 * odd(sin(a), level - 1);
}

static double odd(double a, int level)
{
    return level <= 0 ? 0.3 : even(a * a, level - 1) + a;
}

ADGEN_GRAD()
double unread(int n, const double *x, double s)
{
    double row[n], few[2];
    struct pair p;
    for (int i = 0; i < n; i++)
        row[i] = odd(x[i], 3);
    few[n % 2] = even(s, 2);
    p.second = odd(s, 1);
    (void)p, (void)few, (void)row;
    return s * x[0];
}

ADGEN_GRAD()
double read(int n, const double *x, double s)
{
    double row[n];
    struct pair p = { 0 };
    for (int i = 0; i < n; i++)
        row[i] = odd(x[i], 3);
    p.second = odd(s, 1);
    return s * row[n - 1] + p.second;
}

/*
 * check: results of calls that stay go into an array or a struct that nothing reads: into nothing, then, since compilers warn of such variables
 * check-gradient: unread(2, {0.3, 0.4}, 0.5)
 * check-gradient: read(2, {0.3, 0.4}, 0.5)
 * check-omits: few[
 */
