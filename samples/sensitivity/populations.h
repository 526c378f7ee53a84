#ifndef POPULATIONS_H
#define POPULATIONS_H

#include <adgen/adgen.h>

/* Prey y[0] and predators y[1] by Lotka and Volterra, `steps` steps of length dt further, by Runge-Kutta of order four.
 * Prey are born at the rate p[0] and eaten at p[1]; predators live on prey at the rate p[2] and die at p[3]. */
ADGEN_JVP(p, y) ADGEN_VJP(p, y)
void populations(const double p[restrict 4], int steps, double dt, double y[restrict 2]);

#endif
