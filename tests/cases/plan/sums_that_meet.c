#include <adgen/adgen.h>
#include <math.h>

/* Each element of the second and third row is in two products. */
ADGEN_GRAD(A)
double volume(const double *A)
{
    double first = A[4] * A[8] - A[5] * A[7];
    double second = A[3] * A[8] - A[5] * A[6];
    double third = A[3] * A[7] - A[4] * A[6];
    return A[0] * first - A[1] * second + A[2] * third;
}

/* Elements that may be the same one: that they are added to in another order changes nothing. */
ADGEN_GRAD(x)
double same(int i, int j, const double *x)
{
    double sum = sin(x[i]) * x[j];
    sum += x[i] * exp(x[j]);
    return sum * x[i];
}

/* What is added up is read and cleared in between, also where it may only be the same; and the index changes. */
ADGEN_VJP(z)
void stages(int i, int j, double *z)
{
    z[i] = z[i] * z[j] * z[j + 1];
    z[j] += sin(z[i]) * z[j + 1];
    z[i] += z[j] * z[j] * z[j + 1];
    z[j + 1] = z[j] * z[i];
    i = j;
    z[i] += z[j + 1] * z[j + 1];
}

/* In loops and branches, and in memory of the function's own. */
ADGEN_GRAD(x, w)
double steps(int n, const double *x, const double *w)
{
    double state[2] = {1.0, 0.5};
    double sum = 0.0;
    for (int t = 0; t < n; t++) {
        double first = state[0] * w[0] + state[1] * w[1] + x[t];
        double second = state[1] * w[0] * first + x[t] * w[1];
        if (first > 0.0)
            second += x[t] * x[t] * w[2] + w[2];
        state[0] = first;
        state[1] = second;
        sum += first * second * w[0];
    }
    return sum;
}

/*
 * check: what several statements add to one element of an adjoint is added at once
 * check-gradient: volume(random(9, -1, 1))
 * check-gradient: same(0, 1, random(2, 0.5, 1))
 * check-gradient: same(1, 1, random(2, 0.5, 1))
 * check-gradient: stages(0, 1, random(3, 0.5, 1))
 * check-gradient: stages(1, 1, random(3, 0.5, 1))
 * check-gradient: stages(2, 1, random(3, 0.5, 1))
 * check-gradient: steps(4, random(4, -1, 1), random(3, -1, 1))
 * check-count: 1 A_adj[4] +=
 * check-count: 1 A_adj[8] +=
 */
