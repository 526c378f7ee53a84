#include <adgen/adgen.h>
#include <math.h>

/* Each step of a while loop keeps as many values as the vector has elements, of two kinds. */
ADGEN_GRAD(x)
double relax(int n, double end, double *x, float weight)
{
    double time = 0.0, all = 0.0;

    while (time < end) {
        double most = 0.1;
        for (int i = 0; i < n; i++) {
            float  w = weight * (float)x[i];
            double s = sin(x[i]) * w;

            x[i] = s * s + 0.5 * x[i];
            all += s * w;
        }
        for (int i = 0; i < n; i++)
            if (fabs(x[i]) > most)
                most = fabs(x[i]);
        time += 0.5 / (1.0 + most);
    }
    return all;
}

/*
 * check: where an outer loop's count is unknown, each of its iterations has a block for what inner loops keep
 * check-gradient: relax(5, 1.3, random(5, -1, 1), 0.7f)
 * check-gradient: relax(1, 1.3, {0.3}, 0.7f)
 * check-gradient: relax(0, 1.3, {0.3}, 0.7f)
 * check-gradient: relax(-3, 1.3, {0.3}, 0.7f)
 * check-gradient: relax(5, 0.0, random(5, -1, 1), 0.7f)
 * check-gradient: relax(700, 2.0, random(700, -1, 1), 0.7f)
 * check-has: adgen_tape_allocate(&tape, n, sizeof(float))
 * check-has: adgen_tape_allocate(&tape, n, sizeof(double))
 * check-omits: adgen_push_float
 */
