#include <adgen/adgen.h>
#include <math.h>

#define UNITS 3

ADGEN_GRAD(weight)
double recurrent(int steps, const double weight[UNITS][UNITS], const double *input)
{
    double state[UNITS] = {0.0}, next[UNITS];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < UNITS; i++) {
            double sum = input[t];
            for (int j = 0; j < UNITS; j++)
                sum += weight[i][j] * state[j];
            next[i] = tanh(sum);
        }
        for (int i = 0; i < UNITS; i++)
            state[i] = next[i];
    }
    return state[0] * state[1] + state[2];
}

/*
 * check: a vector that a matrix product reads many times is kept once per step
 * check-gradient: recurrent(4, random(9, -1, 1), random(4, -1, 1))
 * check-gradient: recurrent(0, random(9, -1, 1), random(1, -1, 1))
 * check-has: state_kept[j]
 */
