#include <adgen/adgen.h>

static const double kernel[3][3] = { { 0, 1, 0 }, { 1, -4, 1 }, { 0, 1, 0 } };

ADGEN_GRAD(image)
double f(const double image[4][4])
{
    double sum = 0.0;
    for (int i = 1; i < 3; i++)
        for (int j = 1; j < 3; j++) {
            double t = 0.0;
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++)
                    t += kernel[k][l] * image[i + k - 1][j + l - 1];
            sum += t * t;
        }
    return sum;
}

/*
 * check: a table of two dimensions
 * check-gradient: f(random(16, -1, 1))
 */
