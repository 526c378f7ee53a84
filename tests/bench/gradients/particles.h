#ifndef BENCH_PARTICLES_H
#define BENCH_PARTICLES_H

double particles(int n, double end, const double *mass, const double *x0, const double *v0);

double particles_hand(int n, double end, const double *restrict mass, const double *restrict x0,
                      const double *restrict v0, double *restrict mass_adj, double *restrict v0_adj);

#endif
