#ifndef ROSENBROCK_H
#define ROSENBROCK_H

#include <adgen/adgen.h>

/* Rosenbrock's valley in n dimensions: its lowest point, 0, is at (1, ..., 1). */
ADGEN_GRAD(x) ADGEN_HESSIAN(x)
double rosenbrock(int n, const double x[n]);

#endif
