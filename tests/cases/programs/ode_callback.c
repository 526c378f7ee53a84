#include <adgen/adgen.h>
#include <math.h>

#define MAX 4

typedef void (*rhs)(double t, const double *y, double *dy, const void *data);

struct oscillator { double stiffness, damping, drive; };
struct lorenz { double sigma, rho, beta; };

static void oscillate(double t, const double *y, double *dy, const void *data)
{
    const struct oscillator *o = data;
    dy[0] = y[1];
    dy[1] = o->drive * cos(t) - o->stiffness * y[0] - o->damping * y[1];
}

static void butterfly(double t, const double *y, double *dy, const void *data)
{
    const struct lorenz *l = data;
    (void)t;
    dy[0] = l->sigma * (y[1] - y[0]);
    dy[1] = y[0] * (l->rho - y[2]) - y[1];
    dy[2] = y[0] * y[1] - l->beta * y[2];
}

static void heun(rhs f, int n, double t, double *y, double h, const void *data)
{
    double k1[MAX], k2[MAX], mid[MAX];

    f(t, y, k1, data);
    for (int i = 0; i < n; i++)
        mid[i] = y[i] + h * k1[i];
    f(t + h, mid, k2, data);
    for (int i = 0; i < n; i++)
        y[i] += 0.5 * h * (k1[i] + k2[i]);
}

ADGEN_GRAD(o, y)
double swing(const struct oscillator *o, double *y, int steps, double h)
{
    for (int s = 0; s < steps; s++)
        heun(oscillate, 2, s * h, y, h, o);
    return y[0] * y[0] + y[1] * y[1];
}

ADGEN_VJP()
void fly(const struct lorenz *l, double *y, int steps, double h)
{
    for (int s = 0; s < steps; s++)
        heun(butterfly, 3, s * h, y, h, l);
}

/*
 * check: a solver that calls the right side through a pointer, data through void pointers
 * check-gradient: swing(&{2.0, 0.1, 0.5}, {1.0, 0.0}, 0, 0.1)
 * check-value: y[0] = 2
 * check-gradient: swing(&{2.0, 0.1, 0.5}, {1.0, 0.3}, 5, 0.1)
 * check-gradient: fly(&{10.0, 28.0, 2.6}, {1.0, 0.3, 0.2}, 4, 0.02)
 */
