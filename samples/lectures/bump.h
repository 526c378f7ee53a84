#ifndef LECTURES_BUMP_H
#define LECTURES_BUMP_H

/* w[3 * units + 1]: an outer weight, an inner weight and a bias for each unit, and a common bias. */
double sigmoids(int units, const double *w, double x);
double fit_loss(int units, const double *w, int count, const double *x, const double *y);

#endif
