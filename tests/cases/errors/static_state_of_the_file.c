#include <adgen/adgen.h>
static double rate = 0.5;
void set_rate(double r) { rate = r; }
ADGEN_GRAD(x)
double f(double x) { return x * x * rate; }

/*
 * check: a static variable that others set: the generated file has no access to it
 * check-error: adgen-static @ 2:15
 * check-error-text: pass it as a parameter
 */
