#include <adgen/adgen.h>

/* What is offered is made of what the branch changes behind it. */
ADGEN_GRAD(x, w)
double before_last(int n, const double *x, const double *w)
{
    double best = -1e9;
    int    last = 0;
    for (int i = 0; i < n; i++) {
        double v = x[i] * x[i];
        if (v > best) {
            best = v * w[last];
            last = i;
        }
    }
    return best * best;
}

/* The same in memory. */
ADGEN_GRAD(x, w)
double counted(int n, const double *x, const double *w, int *count)
{
    double best = -1e9;
    for (int i = 0; i < n; i++) {
        double v = x[i] * x[i];
        if (v > best) {
            best = v * w[*count];
            (*count)++;
        }
    }
    return best * best;
}

/* It is made of what the branch has found for this iteration alone. */
ADGEN_GRAD(x, w)
double mirrored(int n, const double *x, const double *w)
{
    double best = -1e9;
    for (int i = 0; i < n; i++) {
        double v = x[i] * x[i];
        int    j;
        if (v > best) {
            j = n - 1 - i;
            best = v * w[j];
        }
    }
    return best * best;
}

/* Here the branch counts first, and the number is still there at the end: a race. */
ADGEN_GRAD(x, w)
double counted_first(int n, const double *x, const double *w)
{
    double best = -1e9;
    int    count = -1;
    for (int i = 0; i < n; i++) {
        double v = x[i] * x[i];
        if (v > best) {
            count++;
            best = v * w[count];
        }
    }
    return best * best;
}

/*
 * check: the winner's iteration runs again only where what it took is made of the same things then
 * check-gradient: before_last(6, {1, 2, 0.5, 3, 4, 1}, random(6, 0.5, 0.9))
 * check-gradient: counted(6, {1, 2, 0.5, 3, 4, 1}, random(6, 0.5, 0.9), {0})
 * check-gradient: mirrored(6, {1, 2, 0.5, 3, 4, 1}, random(6, 0.5, 0.9))
 * check-gradient: counted_first(6, {1, 2, 0.5, 3, 4, 1}, random(6, 0.5, 0.9))
 * check-count: 1 int winner = -1;
 */
