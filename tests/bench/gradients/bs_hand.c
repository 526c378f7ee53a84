#include "bs.h"

#include <math.h>

/*
 * One loop; each logarithm, exp and value of the distribution function serves the value and the derivatives, and only
 * the two densities are new.  (That one of them would do, as spot g(d1) = strike exp(-rate expiry) g(d2), is no matter
 * of differentiation, and left out.)
 */
double bs_hand(int n, const double *restrict spot, const double *restrict vol, double rate,
               const double *restrict strike, const double *restrict expiry, double *restrict spot_adj,
               double *restrict vol_adj, double *restrict rate_adj)
{
    const double root_half = 0.70710678118654752440, most = 0.39894228040143267794;     /* 1 / sqrt(2 pi) */
    double       sum = 0.0, rate_sum = 0.0;

    for (int i = 0; i < n; i++) {
        double root = sqrt(expiry[i]), spread = vol[i] * root, over = 1.0 / spread;
        double d1 = (log(spot[i] / strike[i]) + (rate + 0.5 * vol[i] * vol[i]) * expiry[i]) * over;
        double d2 = d1 - spread;
        double below1 = 0.5 + 0.5 * erf(d1 * root_half), below2 = 0.5 + 0.5 * erf(d2 * root_half);
        double due = strike[i] * exp(-rate * expiry[i]);
        double d2_adj = -due * most * exp(-0.5 * d2 * d2);
        double top_adj = (spot[i] * most * exp(-0.5 * d1 * d1) + d2_adj) * over;     /* of the dividend of d1 */

        sum += spot[i] * below1 - due * below2;
        rate_sum += (due * below2 + top_adj) * expiry[i];
        spot_adj[i] += below1 + top_adj / spot[i];
        vol_adj[i] += top_adj * vol[i] * expiry[i] - (d2_adj + top_adj * d1) * root;
    }
    *rate_adj += rate_sum;
    return sum;
}
