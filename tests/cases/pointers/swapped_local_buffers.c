#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double x[3])
{
    double one[3], two[3];
    double *now = one, *next = two;
    for (int i = 0; i < 3; i++)
        now[i] = x[i];
    for (int t = 0; t < n; t++) {
        double *swap = now;
        for (int i = 0; i < 3; i++)
            next[i] = now[i] * now[(i + 1) % 3] + 0.1;
        now = next;
        next = swap;
    }
    return now[0] * now[1] + now[2];
}

/*
 * check: two local arrays that take turns
 * check-gradient: f(2, random(3, 0.5, 1))
 * check-gradient: f(3, random(3, 0.5, 1))
 */
