#include <adgen/adgen.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef enum { CALL, PUT } Kind;
typedef enum { EUROPEAN, AMERICAN } Style;

typedef struct Option {
    Kind kind;
    Style style;
    double spot, strike, rate, vol, years;
} Option;

static double payoff(const Option *o, double spot)
{
    double gain;

    switch (o->kind) {
    case CALL: gain = spot - o->strike; break;
    case PUT:  gain = o->strike - spot; break;
    default:   return 0.0;
    }
    return gain > 0.0 ? gain : 0.0;
}

/* Cox, Ross and Rubinstein's tree. */
static double price(const Option *o, int steps)
{
    if (o->years <= 0.0 || steps < 1)
        return payoff(o, o->spot);

    const double dt = o->years / steps;
    const double up = exp(o->vol * sqrt(dt)), down = 1.0 / up;
    const double p = (exp(o->rate * dt) - down) / (up - down);
    const double discount = exp(-o->rate * dt);
    const bool early = o->style == AMERICAN;
    double *value = malloc((size_t)(steps + 1) * sizeof(double));
    double result;

    if (!value)
        return NAN;
    for (int i = 0; i <= steps; i++)
        value[i] = payoff(o, o->spot * pow(up, 2.0 * i - steps));
    for (int step = steps - 1; step >= 0; step--) {
        for (int i = 0; i <= step; i++) {
            value[i] = discount * (p * value[i + 1] + (1.0 - p) * value[i]);
            if (early) {
                double now = payoff(o, o->spot * pow(up, 2.0 * i - step));
                if (now > value[i])
                    value[i] = now;
            }
        }
    }
    result = value[0];
    free(value);
    return result;
}

/* The delta, vega, rho and theta of an option in one call. */
ADGEN_GRAD(o)
double option_price(const Option *o, int steps)
{
    return price(o, steps);
}

/* What a book of options is worth. */
ADGEN_GRAD(book)
double book_value(int n, const Option book[], const double amount[], int steps)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        if (amount[i] != 0.0)
            sum += amount[i] * price(&book[i], steps);
    return sum;
}

/*
 * check: a binomial tree in one array that is rolled back, early exercise, a switch
 * check-gradient: option_price(&{CALL, EUROPEAN, 100.0, 90.0, 0.03, 0.2, 1.0}, 0)
 * check-value: o->spot = 1
 * check-value: o->strike = -1
 * check-gradient: option_price(&{PUT, EUROPEAN, 100.0, 90.0, 0.03, 0.2, 0.0}, 3)
 * check-value: return = 0
 * check-gradient: option_price(&{CALL, EUROPEAN, 100.0, 95.0, 0.03, 0.2, 1.0}, 1)
 * check-gradient: option_price(&{PUT, AMERICAN, 100.0, 103.0, 0.05, 0.3, 1.0}, 8)
 * check-gradient: book_value(0, {}, zeros(0), 3)
 * check-gradient: book_value(3, {{PUT, AMERICAN, 100.0, 113.0, 0.05, 0.3, 1.0}, {CALL, EUROPEAN, 50.0, 47.0, 0.02, 0.2, 0.5},
 *     {PUT, EUROPEAN, 10.0, 9.5, 0.02, 0.4, 2.0}}, {1.0, 0.0, -2.0}, 5)
 * check-within: 1e-10
 */
