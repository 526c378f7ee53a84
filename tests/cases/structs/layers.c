#include <adgen/adgen.h>

struct layer { int in, out; const double *weight; double bias; };
struct net { int count; struct layer *layer; };

ADGEN_GRAD(net)
double forward(const struct net *net, double x)
{
    for (int k = 0; k < net->count; k++) {
        const struct layer *l = &net->layer[k];
        double sum = l->bias;
        for (int i = 0; i < l->in; i++)
            sum += l->weight[i] * x;
        x = sum * sum - 0.5;
    }
    return x;
}

/*
 * check: pointers to structs with pointers
 * check-gradient: forward(&{2, {{2, 1, random(2, -1, 1), random(-1, 1)},
 *     {3, 1, random(3, -1, 1), random(-1, 1)}}}, 0.7)
 */
