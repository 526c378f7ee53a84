#include <adgen/adgen.h>
#include <math.h>

/* Both rows are infinite where x[2] is zero. */
ADGEN_VJP(x, k) ADGEN_JACOBIAN(x, k, as(projected_rows))
void projected(const double x[3], const double k[2], double image[2])
{
    double at[2], square, distortion;

    at[0] = x[0] / x[2];
    at[1] = x[1] / x[2];
    square = at[0] * at[0] + at[1] * at[1];
    distortion = 1.0 + k[0] * square + k[1] * square * square;
    image[0] = at[0] * distortion;
    image[1] = at[1] * distortion;
}

/*
 * check: a Jacobian of few rows takes them at once, in local arrays, with no condition on what all of them share, while a product has one
 * check-gradient: projected(random(3, 1, 2), random(2, 0.1, 0.2), zeros(2))
 * check-has: double x_adj[3][2];
 * check-omits: adgen_allocate
 * check-count: 2 != 0.0
 */
