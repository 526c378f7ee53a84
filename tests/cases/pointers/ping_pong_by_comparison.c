#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, int steps, double *x)
{
    double  a[n + 1], b[n + 1];
    double *now = a, *next = b;

    for (int i = 0; i < n; i++)
        a[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = now[i] + 0.1 * now[i] * now[(i + 1) % n];
        now = now == a ? b : a;
        next = next == a ? b : a;
    }
    for (int i = 0; i < n; i++)
        x[i] = now[i];
}

/*
 * check: two rows take turns by comparison with the first
 * check-gradient: f(3, 3, random(3, -1, 1))
 * check-gradient: f(3, 2, random(3, -1, 1))
 * check-gradient: f(0, 2, {1})
 */
