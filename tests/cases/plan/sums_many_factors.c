#include <adgen/adgen.h>
#include <math.h>
#define SUM(k)          \
    double s##k = 0.0;  \
    for (int i = 0; i < n; i++) s##k += sin(x[i] * a + k);
#define TEN(of, k) of(k##0) of(k##1) of(k##2) of(k##3) of(k##4) of(k##5) of(k##6) of(k##7) of(k##8) of(k##9)
#define ALL(of) TEN(of, 1) TEN(of, 2) TEN(of, 3) TEN(of, 4) TEN(of, 5)
#define SHARE(k) + s##k * w
ADGEN_GRAD()
double one_factor(int n, const double *restrict x, double a, double b)
{
    ALL(SUM)
    double v = b * a;
    double w = exp(-v);
    return 0.0 ALL(SHARE);
}
#define FACTOR(k) double w##k = cos(b * k);
#define OWN_SHARE(k) + s##k * w##k
ADGEN_GRAD()
double factors_behind(int n, const double *restrict x, double a, double b)
{
    ALL(SUM)
    ALL(FACTOR)
    return 0.0 ALL(OWN_SHARE);
}
#define STEP(k) SUM(k) FACTOR(k)
ADGEN_GRAD()
double factors_between(int n, const double *restrict x, double a, double b)
{
    TEN(STEP, 1)
    TEN(STEP, 2)
    return 0.0 TEN(OWN_SHARE, 1) TEN(OWN_SHARE, 2);
}
/*
 * check: factors of many sums move before all of their loops at once
 * check-gradient: one_factor(3, random(3, 0.5, 1.5), 0.4, 0.5)
 * check-gradient: factors_behind(3, random(3, 0.5, 1.5), 0.4, 0.5)
 * check-gradient: factors_between(3, random(3, 0.5, 1.5), 0.4, 0.5)
 * check-count: 120 for (int
 * check-omits: adgen_allocate
 */
