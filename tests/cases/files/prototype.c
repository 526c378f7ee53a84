#include <adgen/adgen.h>

ADGEN_GRAD(speed)
double distance(double speed, ADGEN_INACTIVE double time);

ADGEN_NO_DERIVATIVE void note(double x);

/* check: an annotation on a prototype counts where another file has the body
 * check-with: parts/distance.c
 * check-gradient: distance(2.5, 3.0)
 * check-has: double distance_grad(double speed, double t, double *speed_adj) */
