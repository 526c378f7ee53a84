#include <adgen/adgen.h>
#include <math.h>

static double decay(int n, double z)
{
    return n <= 0 ? 0.3 * z : sin(z) * decay(n - 1, 0.8 * z + 0.1);
}

/* The loop never runs, as a compiler can see. */
ADGEN_GRAD()
double never_called(int n, const double *x)
{
    double s = x[0], t[4] = {0.0};
    int    m = 1;

    if (m > 2) {
        for (int i = 0; i < n; i++) {
            s += decay(3, t[i & 3]);
            t[m++ & 3] = sin(s);
        }
    }
    return s + x[1] * t[1];
}

/*
 * check: a call of a recursive function that is found to be dead
 * check-gradient: never_called(2, random(2, 0.5, 1))
 */
