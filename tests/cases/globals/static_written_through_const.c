#include <adgen/adgen.h>
static double k[2] = {2.0, 3.0};
static void set(const double *p, double v) { *(double *)p = v; }
static void bump(void) { set(k, 5.0); }
ADGEN_GRAD(x)
double f(double x) { double y = x * k[0]; bump(); y *= k[0] * x; set(k, 2.0); return y; }
/*
 * check: a static array that is written through a pointer to const, with a cast
 * check-gradient: f(1.5)
 */
