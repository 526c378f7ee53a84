#include <adgen/adgen.h>
#include <stddef.h>

struct net { double *weights; double bias[2]; };

ADGEN_GRAD(net)
double f(struct net *net, int n)
{
    double  sum = 0.0;
    double *row = net->weights, *bias = net->bias;
    double  scale[3] = {1.0, 2.0, 3.0};
    for (int i = 0; i < n; i++, row += 2) {
        double *s = &scale[i % 3];
        if (row != NULL)
            sum += row[0] * row[1] * (row ? 2.0 : sum);
        if (bias || !s)
            sum += bias[i % 2] * sum;
        if (s)
            *s *= sum;
        sum *= s != 0 && row ? *s : 1.0;
    }
    return sum;
}

/*
 * check: whether a member that moves, and elements, are null
 * check-gradient: f(&{random(6, 0.1, 1.5), {0.3, 0.7}}, 3)
 * check-omits: 1 &&
 */
