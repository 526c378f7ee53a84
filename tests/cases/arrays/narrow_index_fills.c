#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s[300], y = 0.0;

    for (int k = 0; k < n; k++) {
        if (k == 0)
            s[299] = x[0] * x[1];
        for (int i = 0; i < 300; i++)
            s[(unsigned char)i] = x[k] * (i + 1);
        y += s[299] * x[k] * s[299] + s[3] * s[3];
    }
    return y;
}
/*
 * check: indices that are cut to a narrow type do not fill all of an array
 * check-gradient: f(4, random(4, -1, 1))
 */
