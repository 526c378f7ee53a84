#ifndef STENCIL_H
#define STENCIL_H

/* The same function: once as it is, once with a checkpoint pragma. */
double stencil(int cells, int steps, int snapshots, double dt, const double *start);
double stencil_kept(int cells, int steps, int snapshots, double dt, const double *start);

#endif
