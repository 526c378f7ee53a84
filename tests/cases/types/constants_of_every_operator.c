#include <adgen/adgen.h>

#define N 5

enum { A, B, C = N % 3 };

ADGEN_GRAD(x)
double designated(const double *x)
{
    double k[N] = {[N / 2] = x[0], [1 << 0] = x[1], [sizeof(int) - 1] = x[2]};
    double w[4] = {[B | C] = x[0], [C] = x[1], [A ? 2 : 1] = x[2], [~-1] = 2.0};
    int    at[4] = {[1 ? 2 : 0] = 3, [!B] = N > 4 && C == 2, [7 & 3] = -7 / 2 + 5};
    double s = 0.0;

    for (int i = 0; i < N; i++)
        s += k[i] * (i + 1);
    for (int i = 0; i < 4; i++)
        s += w[i] * k[at[i]] * (i + 2);
    return s;
}

/*
 * check: constants that designators are made of
 * check-gradient: designated(random(3, 0.3, 0.9))
 */
