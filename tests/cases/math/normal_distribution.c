#include <adgen/adgen.h>
#include <math.h>

static double cdf(double x)
{
    return 0.5 * erfc(-x * 0.70710678118654752440);
}

ADGEN_GRAD(spot, vol, rate)
double call_price(double spot, double strike, double vol, double rate, double expiry)
{
    double v = vol * sqrt(expiry);
    double d1 = (log(spot / strike) + (rate + 0.5 * vol * vol) * expiry) / v;
    return spot * cdf(d1) - strike * exp(-rate * expiry) * cdf(d1 - v);
}

/*
 * check: the price of an option; its derivative by the spot price is the known delta
 * check-gradient: call_price(random(90, 110), 100.0, random(0.1, 0.4), 0.03, 1.5)
 * check-value: spot = 0.5 * erfc(-((log(spot / strike) + (rate + 0.5 * vol * vol) * expiry) / (vol * sqrt(expiry)))
 *     * 0.70710678118654752440) ~ 1e-11
 */
