#ifndef RESIDUALS_H
#define RESIDUALS_H

#include <adgen/adgen.h>

/* Of a damped oscillation, an amplitude, its decay, frequency and phase, and what it swings about. */
enum { AMPLITUDE, DECAY, FREQUENCY, PHASE, MIDDLE, PARAMETERS };

/* How far the curve with parameters p is at each time t[i] from what was measured then. */
ADGEN_JACOBIAN(p)
void residuals(const double p[PARAMETERS], int m, const double t[m], const double measured[m], double r[m]);

#endif
