#include <adgen/adgen.h>
#include <string.h>
struct H {
    struct {
        double v, w;
    } e[4];
    struct {
        double a[2];
        int    n;
    } in;
    double tot;
};
ADGEN_GRAD(x)
double cleared(const double *x, int n)
{
    struct H h = {{{x[0], 1}, {x[1], 2}, {x[2], 3}, {x[0] * x[1], 4}}, {{x[0], 1}, 2}, 0};
    for (int i = 1; i < n; i++) {
        h.e[i] = h.e[i - 1];
        memset(&h.in, 0, sizeof h.in);
        h.tot += h.e[i].v * h.e[i].w + h.in.a[0] * x[0];
        h.in.a[0] = h.tot;
    }
    memset(&h.e[0], 0, sizeof h.e[0]);
    return h.tot * h.e[0].v + h.e[1].v + h.in.a[0];
}

struct heap {
    struct {
        double v;
        int    length;
    } at[4];
    double total;
};

ADGEN_GRAD(x)
double swapped(const double *x, int n)
{
    struct heap h = {{{x[0], 1}, {x[1], 2}, {x[2], 3}, {x[0] * x[1], 4}}, 0.0};

    for (int i = 1; i < n; i++) {
        __typeof__(h.at[0]) t = h.at[i];
        h.at[i] = h.at[i - 1];
        h.at[i - 1] = t;
        h.total += t.v * h.at[i].v * t.length;
    }
    return h.total * h.at[0].v;
}

/*
 * check: members of structs without a name of their own are cleared, copied and swapped
 * check-gradient: cleared(random(3, 0.5, 1), 4)
 * check-gradient: swapped(random(3, 0.5, 1), 1)
 * check-gradient: swapped(random(3, 0.5, 1), 4)
 */
