#include <adgen/adgen.h>
#include <string.h>

static void clear(double t[2][3])
{
    memset(t, 0, 6 * sizeof(double));
    t[0][0] = 1.0;
}

ADGEN_GRAD(x)
double f(const double *x)
{
    double t[2][3] = {{x[0], x[1], 1.0}, {1.0, x[0], x[1]}}, u[2][2][3], v[2][3], w[2][3], sum;

    u[0][1][0] = x[0];
    clear(t);
    t[1][0] += x[0] * x[1];
    memcpy(u[0], t, 2 * 3 * sizeof(double));
    memcpy(u[1], t, sizeof t);
    sum = u[0][0][0] + x[0] * u[0][1][0] * u[1][1][0];
    for (int i = 0; i < 6; i++)
        v[i / 3][i % 3] = x[i];
    memcpy(w, v, sizeof(double) * 6);
    for (int i = 0; i < 6; i++)
        sum += v[i / 3][i % 3] * w[i % 2][i / 2] * x[1];
    return sum;
}

/*
 * check: memset and memcpy of matrices, the size in elements and not in rows
 * check-gradient: f(random(6, -1, 1))
 */
