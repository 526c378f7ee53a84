#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(w)
double network(const double *w, const double *x, int layers, int n)
{
    double h[2][4], sum = 0.0;
    const double *in = x + 1;
    for (int k = 0; k < layers; k++) {
        double *out = h[k % 2];
        for (int o = 0; o < n; o++) {
            double z = 0.0;
            const double *v = in;
            for (int i = 0; i < n; i++)
                z += *w++ * *v++;
            out[o] = tanh(z);
        }
        in = out;
    }
    for (int i = 0; i < n; i++)
        sum += in[i] * x[i];
    return sum;
}

/*
 * check: a pointer first to data without adjoint, then to active data
 * check-gradient: network(NULL, random(5, -1, 1), 0, 3)
 * check-gradient: network(random(9, -1, 1), random(5, -1, 1), 1, 3)
 * check-gradient: network(random(27, -1, 1), random(5, -1, 1), 3, 3)
 */
