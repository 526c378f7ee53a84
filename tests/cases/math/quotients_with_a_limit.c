#include <adgen/adgen.h>
#include <math.h>

/* The step may be infinite, where nothing moves, but what it is cut to is not. */
ADGEN_GRAD(x)
double steps(int n, double end, double *x)
{
    double time = 0.0, most = 0.0, step;

    for (int i = 0; i < n; i++)
        if (x[i] * x[i] > most)
            most = x[i] * x[i];
    step = 0.25 / sqrt(most);
    if (time + step > end)
        step = end - time;
    for (int i = 0; i < n; i++)
        x[i] += step * x[i];
    return x[0] * step;
}

/* From below, written the other way round, in float, with more in the branch. */
ADGEN_GRAD(a)
float cut(float a, float low, int *often)
{
    float s = fabsf(a), q = -1.0f / s;

    if (low >= 2.0f * 0.5f - 1.0f + q) {
        q = low;
        ++*often;
    }
    return q * a;
}

/*
 * check: behind a limit, a quotient by what may be zero is finite: no adjoint is asked whether it is zero
 * check-gradient: steps(3, 0.4, {0.1, -0.2, 0.3})
 * check-gradient: steps(3, 0.4, {1, -2, 3})
 * check-call: steps(3, 0.4, {0, 0, 0})
 * check-gradient: cut(0.5, -1.25, {0})
 * check-gradient: cut(0.9, -1.25, {0})
 * check-omits: if (x_adj[i] != 0.0)
 */
