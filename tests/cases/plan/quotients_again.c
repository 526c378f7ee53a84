#include <adgen/adgen.h>
#include <math.h>

/* A gate lets part of what flows in through: of each step only the exp is kept, the gate is had by one division. */
ADGEN_GRAD(state)
double gated(int steps, double state, double rate)
{
    for (int t = 0; t < steps; t++) {
        double e = exp(-rate * state);
        double gate = 1.0 / (1.0 + e);
        state += gate * sin(state);
    }
    return state;
}

/* Used once, by a square. */
ADGEN_GRAD(x)
double ratios(int steps, double x, double y)
{
    for (int t = 0; t < steps; t++) {
        double slope = x / y;
        x = 0.25 * slope * x + cos(x);
    }
    return x;
}

/* The divisor may be zero: each of the adjoints is asked for by itself, and would divide again. */
ADGEN_GRAD(x, y)
double doubtful(int steps, double x, double y)
{
    for (int t = 0; t < steps; t++) {
        double q = y / (x - 2.0);
        x = 0.5 * q * x + 0.125 * q * q * y;
    }
    return x;
}

/*
 * check: quotients of what is kept are divided again, where one division serves all uses
 * check-omits: gate_at
 * check-omits: slope_at
 * check-has: q_at
 * check-gradient: gated(7, 0.4, 1.5)
 * check-gradient: gated(0, 0.4, 1.5)
 * check-gradient: ratios(5, 0.4, 1.5)
 * check-gradient: doubtful(3, 0.4, 1.5)
 */
