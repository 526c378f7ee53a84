#ifndef ADGEN_TESTS_MODES_H
#define ADGEN_TESTS_MODES_H

/* The other modes' derivatives at the point in hand, as far as there are any: each is held to another one. */

#include "point.h"

/* The shadows hold the adjoints for these seeds: forward mode against them. */
void modes_forward_against_reverse(int draw, const Snapshot *plain, const double *seeds);
void modes_forward(int draw, const Snapshot *plain, const double *seeds, const long double *adjoints);

/* Hessian-vector product against differences in quad precision; reverse over reverse against it. */
void modes_second(int draw, const Snapshot *before, const Snapshot *plain, const double *seeds, const long double *gradient);
void modes_again(int draw, const Snapshot *plain, const double *seeds);

/* Several directions at once against each alone. */
void modes_lanes(int draw, const Snapshot *plain, bool forward);

/* Jacobian and Hessian against products along a direction. */
void modes_dense(int draw, const Snapshot *plain);

/* Give back what these hold. */
void modes_clear(void);

#endif
