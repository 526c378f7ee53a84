#ifndef BENCH_GMM_H
#define BENCH_GMM_H

/* The prior of the inverse covariances: a Wishart distribution. */
typedef struct Wishart {
    double gamma;
    int    m;
} Wishart;

double gmm(int n, int d, int k, const double *alphas, const double *means, const double *icf, const double *x,
           Wishart prior);

double gmm_hand(int n, int d, int k, const double *restrict alphas, const double *restrict means,
                const double *restrict icf, const double *restrict x, Wishart prior, double *restrict alphas_adj,
                double *restrict means_adj, double *restrict icf_adj);

#endif
