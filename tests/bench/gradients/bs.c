#include "bs.h"

#include <adgen/adgen.h>
#include <math.h>

/* The distribution function of the standard normal distribution. */
static double below(double x)
{
    return 0.5 + 0.5 * erf(x * 0.70710678118654752440);
}

/* What n European calls cost together, by Black and Scholes. */
ADGEN_GRAD(spot, vol, rate)
double bs(int n, const double *spot, const double *vol, double rate, const double *strike, const double *expiry)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double spread = vol[i] * sqrt(expiry[i]);
        double d1 = (log(spot[i] / strike[i]) + (rate + 0.5 * vol[i] * vol[i]) * expiry[i]) / spread;
        double d2 = d1 - spread;

        sum += spot[i] * below(d1) - strike[i] * exp(-rate * expiry[i]) * below(d2);
    }
    return sum;
}
