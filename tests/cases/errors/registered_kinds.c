#include <adgen/adgen.h>

const double *row(const double *m, int i);
ADGEN_DERIVATIVE_OF(row, vjp)
const double *row_vjp(const double *m, int i, double *m_adj);

double sin(double x);
ADGEN_DERIVATIVE_OF(sin, vjp)
double sine_vjp(double x, double *x_adj, double result_adj);

struct vector { int n; double *at; };

void normalize(const struct vector *v);
ADGEN_DERIVATIVE_OF(normalize, vjp)
void normalize_vjp(const struct vector *v, struct vector *v_adj);

struct pair { double a, b; };

struct pair turn(struct pair p, double angle);
ADGEN_DERIVATIVE_OF(turn, vjp)
struct pair turn_vjp(struct pair p, double angle, struct pair *p_adj, double *angle_adj);

ADGEN_GRAD(x)
double f(double x, const double *m, const struct vector *v, struct pair p)
{
    normalize(v);
    return sin(x) * row(m, 1)[0] * turn(p, x).a;
}

/*
 * check: derivatives given for functions that return more than a number, that have a rule, and that give out nothing
 * check-error: adgen-derivative-of @ 4
 * check-error: adgen-derivative-of @ 8
 * check-error: adgen-derivative-of @ 14
 * check-error: adgen-derivative-of @ 20
 */
