#include <adgen/adgen.h>
#include <math.h>

#define S 4
#define ROW(m, i) (&(m)[(i) * states])

/* What each step's forward probabilities add up to goes to scale; returns the log likelihood. */
static double forward(int states, const double *initial, const double *transition, const double *emission, int symbols,
    const int *seen, int length, double *scale)
{
    double alpha[2][S], total, loglik = 0.0;
    int now = 0, t, i, j;

    for (t = 0; t < length; t++, now ^= 1) {
        double *a = alpha[now], *before = alpha[!now];

        total = 0.0;
        for (j = 0; j < states; j++) {
            if (t == 0) {
                a[j] = initial[j];
            } else {
                a[j] = 0.0;
                for (i = 0; i < states; i++)
                    a[j] += before[i] * ROW(transition, i)[j];
            }
            if (seen[t] >= 0)
                a[j] *= emission[j * symbols + seen[t]];
            total += a[j];
        }
        if (total <= 0.0)
            return -1e30;
        for (j = 0; j < states; j++)
            a[j] /= total;
        scale[t] = total;
        loglik += log(total);
    }
    return loglik;
}

static void softmax_row(int n, const double *from, double *to)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += exp(from[i]);
    for (int i = 0; i < n; i++)
        to[i] = exp(from[i]) / sum;
}

/* The parameters are logits; a symbol that is negative was not seen. */
ADGEN_GRAD(initial, transition, emission)
double log_likelihood(int states, int symbols, const double *initial, const double *transition, const double *emission,
    int length, const int *seen, double *scale)
{
    double p[S], a[S * S], e[S * 8];

    if (states > S || symbols > 8 || states < 1)
        return 0.0;
    softmax_row(states, initial, p);
    for (int i = 0; i < states; i++) {
        softmax_row(states, ROW(transition, i), ROW(a, i));
        softmax_row(symbols, emission + i * symbols, e + i * symbols);
    }
    return forward(states, p, a, e, symbols, seen, length, scale);
}

/*
 * check: the forward pass of a hidden Markov model, two rows that take turns by exclusive or
 * check-gradient: log_likelihood(1, 2, {0.0}, {0.0}, {0.0, 0.0}, 1, {1}, zeros(1))
 * check-value: return = -log(2.0)
 * check-value: emission = {-0.5, 0.5}
 * check-gradient: log_likelihood(0, 2, zeros(0), zeros(0), zeros(0), 1, {1}, zeros(1))
 * check-gradient: log_likelihood(2, 2, random(2, -1, 1), random(4, -1, 1), random(4, -1, 1), 0, zeros(0), zeros(0))
 * check-gradient: log_likelihood(2, 3, random(2, -1, 1), random(4, -1, 1), random(6, -1, 1), 2, {0, 2}, zeros(2))
 * check-gradient: log_likelihood(3, 3, random(3, -1, 1), random(9, -1, 1), random(9, -1, 1), 6, {0, 2, -1, 1, 1, 0}, zeros(6))
 */
