#include <adgen/adgen.h>

struct pieces {
    double a, b[2];
};

static struct pieces state;
static double        last;

double last_value(void)
{
    return last;
}

ADGEN_GRAD(x)
double f(double x, int n)
{
    static double before;
    double        y;
    state.a = x * x;
    state.b[0] = 1.0;
    state.b[1] = x;
    for (int i = 0; i < n; i++) {
        before = state.b[0];
        state.b[0] = before * state.a + state.b[1];
    }
    y = state.b[0] + state.a;
    last = y;
    return y;
}

/*
 * check: a struct and numbers of the file that are written before they are read
 * check-gradient: f(random(-1, 1), 3)
 * check-gradient: f(random(-1, 1), 1)
 * check-gradient: f(random(-1, 1), 0)
 * check-omits: static double
 */
