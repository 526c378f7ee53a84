#ifndef LECTURES_LOSSES_H
#define LECTURES_LOSSES_H

double two_layers(int m, int n, const double *W, const double *v, const double *x, double y);
double binary_cross_entropy(int count, int d, const double *w, const double *x, const double *t);
double cross_entropy(int k, const double *y, int class);
double l2_loss(int k, const double *y, const double *target);
double squared_expectation(int k, const double *y, const double *target);
double hinge(int k, const double *y, int class);
double polynomial(int count, int degree, const double *w, const double *x, const double *t);

#endif
