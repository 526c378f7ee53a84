/*
 * digamma and its derivatives against values of 36 digits: over the whole range, and beside zeros, where almost all
 * digits of the terms cancel.
 */

#include <CUnit/Basic.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "adgen/special.h"

typedef struct Point {
    int         n;
    double      x;
    long double value;
} Point;

static const Point points[] = {
#include "special_points.inc"
};

static bool near(long double got, long double wanted, long double bound)
{
    return fabsl(got - wanted) <= bound * fabsl(wanted);
}

static void check(const Point *point, const char *variant, long double got, long double bound)
{
    bool good = near(got, point->value, bound);

    if (!good)
        printf("\n    polygamma%s(%d, %.17g) gives %.20Lg, not %.20Lg", variant, point->n, point->x, got, point->value);
    CU_ASSERT(good);
}

static void values_have_all_digits(void)
{
    long double ends = LDBL_MANT_DIG > DBL_MANT_DIG ? 1e-17L : 1e-14L;

    for (const Point *point = points; point < points + sizeof points / sizeof *points; point++) {
        float narrow = (float)point->x;

        check(point, "l", adgen_polygammal(point->n, point->x), point->n > 8 ? 1e-15L : ends);
        if (fabsl(point->value) < (long double)DBL_MAX && fabsl(point->value) > (long double)DBL_MIN)
            check(point, "", adgen_polygamma(point->n, point->x), 1e-14L);
        if (point->n == 0)
            check(point, " by digamma", adgen_digamma(point->x), 1e-14L);
        if ((double)narrow == point->x && fabsl(point->value) < (long double)FLT_MAX &&
            fabsl(point->value) > (long double)FLT_MIN)
            check(point, "f", adgen_polygammaf(point->n, narrow), 1e-6L);
    }
    CU_ASSERT_EQUAL(adgen_digammaf(1.0F), (float)adgen_digamma(1.0));
    CU_ASSERT_EQUAL((double)adgen_digammal(1.0L), adgen_digamma(1.0));
}

static void recurrence_holds(void)
{
    for (int n = 0; n <= 6; n++)
        for (long double x = -7.3L; x < 30.0L; x += 0.37L) {
            long double step = (n % 2 ? -1.0L : 1.0L) * tgammal(n + 1.0L) / powl(x, n + 1);
            long double left = adgen_polygammal(n, x + 1.0L), right = adgen_polygammal(n, x) + step;
            long double size = fabsl(left) + fabsl(step);

            CU_ASSERT(fabsl(left - right) <= 1e-17L * size);
        }
}

static void ends_of_the_domain(void)
{
    CU_ASSERT(isnan(adgen_digamma(-1.0)));
    CU_ASSERT(isnan(adgen_digamma(-1e300)));
    CU_ASSERT(isnan(adgen_polygamma(-1, 1.0)));
    CU_ASSERT(isnan(adgen_polygamma(1, (double)NAN)));
    CU_ASSERT(isnan(adgen_digamma(-(double)INFINITY)));
    CU_ASSERT_EQUAL(adgen_digamma(0.0), -(double)INFINITY);
    CU_ASSERT_EQUAL(adgen_digamma(-0.0), (double)INFINITY);
    CU_ASSERT_EQUAL(adgen_polygamma(1, 0.0), (double)INFINITY);
    CU_ASSERT_EQUAL(adgen_polygamma(1, -0.0), (double)INFINITY);
    CU_ASSERT_EQUAL(adgen_polygamma(2, 0.0), -(double)INFINITY);
    CU_ASSERT_EQUAL(adgen_digamma((double)INFINITY), (double)INFINITY);
    CU_ASSERT_EQUAL(adgen_polygamma(1, (double)INFINITY), 0.0);
    CU_ASSERT_EQUAL(adgen_polygamma(30, 1e-20), -(double)INFINITY);
}

void special_suite(void);

void special_suite(void)
{
    CU_pSuite suite = CU_add_suite("special", NULL, NULL);

    CU_add_test(suite, "values have all digits", values_have_all_digits);
    CU_add_test(suite, "recurrence holds", recurrence_holds);
    CU_add_test(suite, "ends of the domain", ends_of_the_domain);
}
