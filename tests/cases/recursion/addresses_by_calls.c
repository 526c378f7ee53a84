#include <adgen/adgen.h>
#include <stddef.h>
#include <string.h>

struct state {
    double  a, b;
    double *at;
};

static double *picked(struct state *st, int n)
{
    if (n > 0)
        return picked(st, n - 1);
    return &st->a;
}

/* What a call returns is stored in what the call was given. */
static void walked(const double *x, struct state *st, int n)
{
    if (n <= 0) {
        st->at = picked(st, 2);
        return;
    }
    st->a *= x[0];
    walked(x, st, n - 1);
}

ADGEN_GRAD(x)
double returned(const double *x, int n)
{
    struct state st = {x[2], x[1], NULL};

    walked(x, &st, n);
    return x[1] + *st.at;
}

static void copied(struct state *st, int n)
{
    if (n > 0) {
        copied(st, n - 1);
        return;
    }
    memcpy(&st->at, &(double *){&st->b}, sizeof st->at);
}

ADGEN_GRAD(x)
double by_memcpy(const double *x, int n)
{
    struct state st = {x[2], x[1], NULL};

    copied(&st, n);
    *st.at *= x[0];
    return st.a * st.b;
}

/*
 * check: recursive functions that store addresses by what they call
 * check-gradient: returned(random(3, 0.5, 1), 0)
 * check-gradient: returned(random(3, 0.5, 1), 2)
 * check-gradient: by_memcpy(random(3, 0.5, 1), 2)
 */
