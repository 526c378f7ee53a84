#include <adgen/adgen.h>
#include <math.h>
ADGEN_VJP()
double f(int n, double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        y[(unsigned char)(i * 64)] = sin(y[(unsigned char)(i * 64)] * 1.5) + 0.1;
        sum += y[(unsigned char)(i * 64)] * y[(unsigned char)(i * 64)];
    }
    return sum;
}
/*
 * check: indices that are cut to a narrow type visit an element again
 * check-gradient: f(9, random(256, -1, 1))
 */
