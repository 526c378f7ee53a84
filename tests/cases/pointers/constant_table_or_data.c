#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
static const double tab[4] = {0.1, 0.2, 0.3, 0.4};
ADGEN_GRAD(x)
double f(const double *x, double y, int n) { const double *p = tab; double s = y; for (int i = 0; i < n; i++) { s += p[i % 4] * x[i] * s; if (s > 0.2) p = x; if (i == 3) p = tab; if (p == tab) s *= 0.9; else s -= *p; } return s; }
/*
 * check: a pointer to active data, to other data or to nothing
 * check-gradient: f(random(8, -1, 1), 0.5, 1)
 * check-gradient: f(random(8, -1, 1), 0.5, 6)
 */
