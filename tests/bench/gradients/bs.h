#ifndef BENCH_BS_H
#define BENCH_BS_H

double bs(int n, const double *spot, const double *vol, double rate, const double *strike, const double *expiry);
double bs_hand(int n, const double *restrict spot, const double *restrict vol, double rate,
               const double *restrict strike, const double *restrict expiry, double *restrict spot_adj,
               double *restrict vol_adj, double *restrict rate_adj);

#endif
