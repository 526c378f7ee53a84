#ifndef BENCH_LOGREG_H
#define BENCH_LOGREG_H

double logreg(int n, int d, const double *w, const double *x, const double *y);
double logreg_hand(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y,
                   double *restrict w_adj);

#endif
