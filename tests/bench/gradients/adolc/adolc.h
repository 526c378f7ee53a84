#ifndef BENCH_ADOLC_H
#define BENCH_ADOLC_H

/*
 * Gradients by ADOL-C, which records the function at each call, as it must where control flow depends on the data.
 * They are there where ADOL-C is installed; elsewhere what BY_ADOLC would call is not a number.
 */
#ifdef __cplusplus
extern "C" {
#else
#include <math.h>
#endif

double dot_adolc(int n, const double *a, const double *b, double *a_adj, double *b_adj);
double linreg_adolc(int n, int d, const double *w, const double *x, const double *y, double *w_adj);
double logreg_adolc(int n, int d, const double *w, const double *x, const double *y, double *w_adj);
double perceptron_adolc(int batch, int in, int hidden, int out, const double *W1, const double *b1, const double *W2,
                        const double *b2, const double *x, const double *y, double *W1_adj, double *b1_adj,
                        double *W2_adj, double *b2_adj);
double rosen_adolc(int n, const double *x, double *x_adj);
double heatc_adolc(int n, int steps, double k, const double *u0, double *u0_adj);
double burgers_adolc(int n, int steps, double a, double b, const double *u0, double *u0_adj);
double newton_adolc(int n, const double *a, double *a_adj);
double bs_adolc(int n, const double *spot, const double *vol, double rate, const double *strike, const double *expiry,
                double *spot_adj, double *vol_adj, double *rate_adj);
double lse_adolc(int n, const double *x, double *x_adj);
double ode_adolc(int n, int steps, const double *rate, double *rate_adj);

#ifdef __cplusplus
}
#endif

#ifdef BENCH_ADOLC
#define BY_ADOLC(call) (call)
#else
#define BY_ADOLC(call) NAN
#endif

#endif
