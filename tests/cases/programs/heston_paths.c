#include <adgen/adgen.h>
#include <math.h>
#include <stdint.h>

#define TWO_PI 6.28318530717958647692

typedef struct heston {
    double kappa, theta, xi, rho, v0;
} heston;

typedef struct { uint64_t state; double spare; int has_spare; } rng;

static uint32_t next(rng *r)
{
    uint64_t old = r->state;
    r->state = old * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(((old >> 18u) ^ old) >> 27u);
}

/* Box and Muller's normal deviates, two at a time. */
static double normal(rng *r)
{
    double u, v;

    if (r->has_spare) {
        r->has_spare = 0;
        return r->spare;
    }
    u = (next(r) + 0.5) / 4294967296.0;
    v = (next(r) + 0.5) / 4294967296.0;
    r->spare = sqrt(-2.0 * log(u)) * sin(TWO_PI * v);
    r->has_spare = 1;
    return sqrt(-2.0 * log(u)) * cos(TWO_PI * v);
}

/* A call on the average of the price, knocked out above a barrier, smoothed; antithetic paths with full truncation. */
ADGEN_GRAD(model, spot, rate)
double asian_call(const heston *model, double spot, double rate, double strike, double barrier, double years, int steps, int paths,
    unsigned seed)
{
    rng r = {.state = seed};
    const double dt = years / steps, root = sqrt(dt);
    double sum = 0.0;

    for (int p = 0; p < paths; p++) {
        double s[2] = {spot, spot}, v[2] = {model->v0, model->v0}, mean[2] = {0.0, 0.0};
        _Bool out[2] = {0, 0};

        for (int i = 0; i < steps; i++) {
            double z1 = normal(&r), z2 = normal(&r);
            double zs = model->rho * z1 + sqrt(1.0 - model->rho * model->rho) * z2;

            for (int a = 0; a < 2; a++) {
                double sign = a ? -1.0 : 1.0, vp = v[a] > 0.0 ? v[a] : 0.0, vol = sqrt(vp);
                s[a] *= exp((rate - 0.5 * vp) * dt + vol * root * sign * zs);
                v[a] += model->kappa * (model->theta - vp) * dt + model->xi * vol * root * sign * z1;
                mean[a] += s[a] / steps;
                if (s[a] > barrier)
                    out[a] = 1;
            }
        }
        for (int a = 0; a < 2; a++) {
            if (out[a])
                continue;
            double gain = mean[a] - strike;
            sum += 0.5 * (gain + sqrt(gain * gain + 1e-4));
        }
    }
    return paths > 0 ? exp(-rate * years) * sum / (2 * paths) : 0.0;
}

/*
 * check: a Monte Carlo price with a random number generator in a struct, its spare number, antithetic pairs
 * check-header-after: one of its structs has no tag
 * check-gradient: asian_call(&{1.5, 0.04, 0.3, -0.6, 0.04}, 100.0, 0.02, 95.0, 130.0, 1.0, 4, 0, 7)
 * check-value: return = 0
 * check-gradient: asian_call(&{0.0, 0.04, 0.0, 0.0, 0.04}, 100.0, 0.0, 95.0, 130.0, 1.0, 1, 1, 7)
 * check-gradient: asian_call(&{1.5, 0.04, 0.3, -0.6, 0.04}, 100.0, 0.02, 95.0, 130.0, 1.0, 4, 5, 7)
 * check-gradient: asian_call(&{1.5, 0.01, 0.9, -0.6, 0.01}, 100.0, 0.02, 95.0, 110.0, 1.0, 5, 6, 42)
 */
