#include <adgen/adgen.h>
#include <math.h>

enum { HIDDEN = 4 };

static double hidden[HIDDEN];
static double scratch[2][HIDDEN];
static int    evaluations;

ADGEN_GRAD(w)
double f(const double *w, int n)
{
    double sum = 0.0;
    evaluations++;
    for (int j = 0; j < HIDDEN; j++) {
        hidden[j] = 0.0;
        for (int i = 0; i < n; i++)
            hidden[j] += w[i] * (i + j);
        hidden[j] = tanh(hidden[j]);
    }
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < HIDDEN; j++)
            scratch[k][j] = hidden[j] * hidden[HIDDEN - 1 - j] + k;
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < HIDDEN; j++)
            sum += scratch[k][j] * scratch[k][j];
    return sum;
}

/*
 * check: arrays of the file that serve one call only, and one that counts
 * check-gradient: f(random(3, -1, 1), 3)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(zeros(0), 0)
 * check-has: evaluations++
 * check-omits: static double
 */
