#include "../shared_type.h"

#include <math.h>

typedef struct {
    double re;
    double im;
} Complex;

double layer_sum(const struct layer *layer, const double *x)
{
    double sum = layer->norm.shift;
    for (int i = 0; i < layer->n; i++)
        sum += layer->weight[i] * x[i] * layer->norm.scale;
    return tanh(sum);
}

double modulus(const Complex *z)
{
    return sqrt(z->re * z->re + z->im * z->im);
}
