#include <adgen/adgen.h>

/* Pointers to variables of a branch: the backward pass follows them in a block of its own. */

ADGEN_GRAD()
double greatest(int n, int m, const double *x, double a)
{
    double s = a;

    if (n > 2) {
        double        t[4] = {x[0], x[1], 0.3, 0.5};
        const double *best = t;
        for (int i = 1; i < 4; i++)
            if (t[i] > *best)
                best = &t[i];
        s = *best * *best * x[m];
    }
    return s;
}

ADGEN_GRAD()
double rows_of_branch(int n, int m, const double *x, double a)
{
    double s = a;

    if (n > 2) {
        double  t[4] = {x[0], x[1] * a, 0.3, 0.5}, u[4] = {0.1, x[2], x[3], 0.2};
        double *rows[2] = {t, u};
        for (int i = 0; i < 4; i++)
            s += rows[i & 1][i] * rows[m & 1][i] * s;
    }
    return s;
}

static double helper(const double *x, int m)
{
    double  t[2] = {x[0] * x[1], x[2]};
    double *p = m ? &t[0] : &t[1];

    *p *= x[m];
    return *p * *p * t[0];
}

ADGEN_GRAD()
double behind_early_return(const double *x, int m)
{
    double s = x[0] * x[0];

    if (x[3] > 9.0)
        return s;
    s += helper(x, m);
    return s * s;
}

/*
 * check: pointers to arrays of a branch
 * check-gradient: greatest(3, 1, random(4, 0.6, 1), 0.5)
 * check-gradient: greatest(1, 1, random(4, 0.6, 1), 0.5)
 * check-gradient: rows_of_branch(3, 1, random(4, 0.6, 1), 0.5)
 * check-gradient: behind_early_return(random(4, 0.6, 1), 0)
 * check-gradient: behind_early_return(random(4, 0.6, 1), 1)
 */
