#include <CUnit/CUnit.h>

#include "analysis/linear.h"

void linear_suite(void);

enum { UNKNOWNS = 3, BOUND = 4, SYSTEMS = 4000 };

static LinearRow row(long long a, long long b, long long c, long long constant)
{
    LinearRow made = {{a, b, c}, constant};
    return made;
}

static void add(LinearSystem *linear, long long a, long long b, long long c, long long constant)
{
    LinearRow made = row(a, b, c, constant);
    linear_add(linear, &made);
}

static void contradictions(void)
{
    LinearSystem order = {0}, odd = {0}, between = {0}, constant = {0};
    LinearRow twice = row(2, 0, 0, -1);
    add(&order, 1, -1, 0, -1);          /* x > y, y > z, z > x */
    add(&order, 0, 1, -1, -1);
    CU_ASSERT_FALSE(linear_is_empty(&order));
    add(&order, -1, 0, 1, -1);
    CU_ASSERT_TRUE(linear_is_empty(&order));
    linear_add_equal(&odd, &twice);     /* 2 x = 1 */
    CU_ASSERT_TRUE(linear_is_empty(&odd));
    add(&between, 3, 0, 0, -1);         /* 1 <= 3 x <= 2 */
    add(&between, -3, 0, 0, 2);
    CU_ASSERT_TRUE(linear_is_empty(&between));
    CU_ASSERT_FALSE(linear_is_empty(&constant));
    add(&constant, 0, 0, 0, -1);
    CU_ASSERT_TRUE(linear_is_empty(&constant));
}

static void numbers_too_large(void)
{
    LinearSystem large = {0};
    add(&large, 1LL << 40, 0, 0, -1);
    add(&large, -(1LL << 40), 0, 0, -1);
    CU_ASSERT_TRUE(large.full);
    CU_ASSERT_FALSE(linear_is_empty(&large));
}

static unsigned next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static bool holds(const LinearRow *rows, int count, const int *x)
{
    for (int i = 0; i < count; i++) {
        long long sum = rows[i].constant;
        for (int k = 0; k < UNKNOWNS; k++)
            sum += rows[i].factor[k] * x[k];
        if (sum < 0)
            return false;
    }
    return true;
}

static bool has_solution(const LinearRow *rows, int count)
{
    int x[UNKNOWNS];
    for (x[0] = -BOUND; x[0] <= BOUND; x[0]++)
        for (x[1] = -BOUND; x[1] <= BOUND; x[1]++)
            for (x[2] = -BOUND; x[2] <= BOUND; x[2]++)
                if (holds(rows, count, x))
                    return true;
    return false;
}

/* All systems have -BOUND <= x <= BOUND, so that all solutions can be tried. */
static void tried_out(void)
{
    enum { MOST = 6 };
    unsigned state = 1;
    int      empty = 0, missed = 0, wrong = 0;
    for (int n = 0; n < SYSTEMS; n++) {
        LinearRow rows[MOST];
        LinearSystem linear = {0};
        int       count = 1 + (int)(next(&state) % MOST);
        for (int i = 0; i < count; i++) {
            rows[i] = row(0, 0, 0, (long long)(next(&state) % 13) - 8);
            for (int k = 0; k < UNKNOWNS; k++)
                rows[i].factor[k] = (long long)(next(&state) % 7) - 3;
            linear_add(&linear, &rows[i]);
        }
        for (int k = 0; k < UNKNOWNS; k++) {
            add(&linear, k == 0, k == 1, k == 2, BOUND);
            add(&linear, -(k == 0), -(k == 1), -(k == 2), BOUND);
        }
        bool solved = has_solution(rows, count);
        empty += !solved;
        wrong += solved && linear_is_empty(&linear);
        missed += !solved && !linear_is_empty(&linear);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(empty > SYSTEMS / 10);
    CU_ASSERT_TRUE(missed < empty / 5);     /* rational solutions alone */
}

void linear_suite(void)
{
    CU_pSuite suite = CU_add_suite("linear", NULL, NULL);
    CU_add_test(suite, "contradictions", contradictions);
    CU_add_test(suite, "numbers too large", numbers_too_large);
    CU_add_test(suite, "all that can be tried", tried_out);
}
