#include <adgen/adgen.h>

struct net {
    int n;
    double *w;
};

ADGEN_VJP(net, width(4))
double f(const struct net *net)
{
    double sum = 0.0;

    for (int i = 0; i < net->n; i++)
        sum += net->w[i] * net->w[i];
    return sum;
}

/*
 * check: the pointers of the directions cannot lie side by side with what they lead to
 * check-error: adgen-width @ 9
 */
