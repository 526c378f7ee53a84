#include <adgen/adgen.h>
#include <math.h>

static double act(double x)
{
    return tanh(x);
}

static void layer(int n, int m, const double *w, const double *x, double *y)
{
    for (int i = 0; i < n; i++) {
        double s = 0.0;
        for (int j = 0; j < m; j++)
            s += w[i * m + j] * x[j];
        y[i] = act(s);
    }
}

ADGEN_VJP()
void two_layers(int n, int m, const double *w, const double *x, double *y)
{
    layer(n, m, w, x, y);
    layer(n, m, w + n * m, x, y + n);
}

/*
 * check: what helpers touch counts, too
 * check-gradient: two_layers(2, 3, random(12, 0.5, 1), random(3, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: two_layers(2, 3, w = random(14, 0.5, 1), random(3, 0.5, 1), y = w + 10)
 * check-gradient: two_layers(2, 3, w = random(14, 0.5, 1), x = w + 2, y = w + 3)
 * check-gradient: two_layers(2, 3, random(12, 0.5, 1), x = random(6, 0.5, 1), y = x + 2)
 * check-gradient: two_layers(2, 3, random(12, 0.5, 1), x = random(7, 0.5, 1), y = x + 3)
 * check-gradient: two_layers(0, 3, w = random(7, 0.5, 1), x = w, y = w)
 * check-gradient: two_layers(2, 0, random(12, 0.5, 1), x = random(7, 0.5, 1), y = x)
 * check-has: adgen_apart(w, 2.0 * n * m, y, 2.0 * n, sizeof(double)) && adgen_apart(x, m, y, 2.0 * n, sizeof(double))
 */
