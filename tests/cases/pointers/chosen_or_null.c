#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
ADGEN_GRAD(x)
double f(const double *x, const double *h, int n) { double s = 1.0; for (int i = 0; i < n; i++) { const double *p = i > 1 ? x : i > 0 ? h : NULL; if (p) s *= *p; } return s; }
/*
 * check: a pointer to active data, to other data or to nothing
 * check-gradient: f(random(8, -1, 1), random(8, -1, 1), 3)
 */
