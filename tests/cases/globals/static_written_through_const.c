#include <adgen/adgen.h>
static double k[2] = {2.0, 3.0};
static void set(const double *p, double v) { *(double *)p = v; }
static void bump(void) { set(k, 5.0); }
static double reset(void) { set(k, 2.0); return 0.0; }
ADGEN_GRAD(x)
double f(double x) { double y = x * k[0]; bump(); return y * k[0] * x + reset(); }
/*
 * check: a static array that is written through a pointer to const, with a cast
 * check-gradient: f(1.5)
 */
