#ifndef BENCH_LINREG_H
#define BENCH_LINREG_H

double linreg(int n, int d, const double *w, const double *x, const double *y);
double linreg_hand(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y,
                   double *restrict w_adj);

#endif
