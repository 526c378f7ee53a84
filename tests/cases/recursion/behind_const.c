#include <adgen/adgen.h>

struct view {
    double  scale;
    double *at;
};

static void fill(double x, const struct view *view, int k)
{
    if (k == 0) {
        view->at[0] = x * x * view->scale;
        return;
    }
    fill(x * 1.5, view, k - 1);
    view->at[k] = view->at[k - 1] * x;
}

ADGEN_GRAD(x)
double behind_const(double x, int k)
{
    double      a[8] = {0};
    struct view view = {x + 2.0, a};

    fill(x, &view, k);
    return a[k];
}

static void fill_value(double x, const struct view view, int k)
{
    if (k == 0) {
        view.at[0] = x * x * view.scale;
        return;
    }
    fill_value(x * 1.5, view, k - 1);
    view.at[k] = view.at[k - 1] * x;
}

ADGEN_GRAD(x)
double behind_const_value(double x, int k)
{
    double a[8] = {0};

    fill_value(x, (struct view){x + 2.0, a}, k);
    return a[k];
}

/* Through a cast, what stands behind const is written itself. */
static void fill_cast(double x, const double *y, int k)
{
    ((double *)y)[k] = x * x;
    if (k > 0)
        fill_cast(x * x, y, k - 1);
}

ADGEN_GRAD(x)
double behind_cast(double x, int k)
{
    double a[8] = {0}, sum = 0.0;

    fill_cast(x, a, k);
    for (int i = 0; i < 8; i++)
        sum += (i + 1) * a[i];
    return sum;
}

/*
 * check: recursive functions that write what pointers to const lead to
 * check-gradient: behind_const(random(0.5, 1), 0)
 * check-gradient: behind_const(random(0.5, 1), 3)
 * check-gradient: behind_const_value(random(0.5, 1), 0)
 * check-gradient: behind_const_value(random(0.5, 1), 3)
 * check-gradient: behind_cast(random(0.5, 1), 0)
 * check-gradient: behind_cast(random(0.5, 1), 3)
 */
