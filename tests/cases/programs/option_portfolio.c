#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

enum product { FORWARD, CALL, PUT, DIGITAL, BARRIER };

struct trade {
    enum product product;
    double amount, strike, expiry, barrier;
};

struct market {
    double spot, rate, dividend;
    size_t knots;
    double tenor[4], vol[4];    /* volatility against time, linear in total variance */
};

static double normal_cdf(double x) { return 0.5 * erfc(-x / sqrt(2.0)); }

static double variance(const struct market *m, double t)
{
    size_t i = 0;

    if (t <= m->tenor[0] || m->knots == 1)
        return m->vol[0] * m->vol[0] * t;
    while (i + 2 < m->knots && m->tenor[i + 1] < t)
        ++i;
    double v0 = m->vol[i] * m->vol[i] * m->tenor[i];
    double v1 = m->vol[i + 1] * m->vol[i + 1] * m->tenor[i + 1];
    return v0 + (v1 - v0) * (t - m->tenor[i]) / (m->tenor[i + 1] - m->tenor[i]);
}

/* Black and Scholes' formula with forward f, discount factor df, total variance v; sign 1 for a call, -1 for a put. */
static double black(double f, double k, double v, double df, int sign)
{
    double sd, d1, d2;

    if (v <= 0.0)
        return df * fmax(sign * (f - k), 0.0);
    sd = sqrt(v);
    d1 = log(f / k) / sd + 0.5 * sd;
    d2 = d1 - sd;
    return df * sign * (f * normal_cdf(sign * d1) - k * normal_cdf(sign * d2));
}

static double value(const struct trade *t, const struct market *m)
{
    double df = exp(-m->rate * t->expiry);
    double f = m->spot * exp((m->rate - m->dividend) * t->expiry);
    double v = variance(m, t->expiry), result = 0.0;

    switch (t->product) {
    case FORWARD:
        result = df * (f - t->strike);
        break;
    case PUT:
    case CALL:
        result = black(f, t->strike, v, df, t->product == CALL ? 1 : -1);
        break;
    case DIGITAL: {
        double width = 1e-2 * t->strike;
        result = (black(f, t->strike - width, v, df, 1) - black(f, t->strike + width, v, df, 1)) / (2.0 * width);
        break;
    }
    case BARRIER:
        /* down and out call with a barrier below the strike */
        if (m->spot <= t->barrier)
            break;
        {
            double sigma2 = v / t->expiry;
            double lambda = (m->rate - m->dividend + 0.5 * sigma2) / sigma2;
            double image = t->barrier * t->barrier / m->spot;
            double fi = image * exp((m->rate - m->dividend) * t->expiry);
            result = black(f, t->strike, v, df, 1)
                - pow(t->barrier / m->spot, 2.0 * lambda - 2.0) * black(fi, t->strike, v, df, 1);
        }
    }
    return result * t->amount;
}

/* The value of a book and its sensitivity to all that the market says. */
ADGEN_GRAD(market)
double portfolio(size_t n, const struct trade trades[n], const struct market *market)
{
    double total = 0.0;

    for (size_t i = n; i-- > 0;)
        total += value(trades + i, market);
    return total;
}

/*
 * check: a portfolio of options: a switch that falls through and declares, a curve that is searched, normal distributions
 * check-gradient: portfolio(0, {}, &{100.0, 0.03, 0.01, 1, {1.0, 2.0, 3.0, 4.0}, {0.2, 0.3, 0.1, 0.2}})
 * check-gradient: portfolio(1, {{FORWARD, 2.0, 90.0, 1.0, 0.0}}, &{100.0, 0.0, 0.0, 1, {1.0, 2.0, 3.0, 4.0}, {0.2, 0.3, 0.1, 0.2}})
 * check-value: market->spot = 2
 * check-value: market->dividend = -200
 * check-value: market->rate = 180
 * check-gradient: portfolio(2, {{CALL, 2.0, 90.0, 0.7, 0.0}, {DIGITAL, -3.0, 104.0, 1.7, 0.0}},
 *     &{100.0, 0.03, 0.01, 3, {0.5, 1.0, 2.0, 4.0}, {0.2, 0.25, 0.22, 0.2}})
 * check-gradient: portfolio(5, {{CALL, 2.0, 90.0, 0.3, 0.0}, {PUT, -1.0, 103.0, 3.0, 0.0}, {BARRIER, 1.5, 95.0, 1.5, 80.0},
 *     {BARRIER, 1.5, 95.0, 1.5, 110.0}, {FORWARD, 0.4, 100.0, 2.2, 0.0}},
 *     &{100.0, 0.03, 0.01, 4, {0.5, 1.0, 2.0, 4.0}, {0.2, 0.25, 0.22, 0.21}})
 */
