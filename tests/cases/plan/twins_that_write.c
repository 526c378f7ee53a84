#include <adgen/adgen.h>

typedef struct Model {
    double move[3][3], total;
} Model;

static double dot(const double *a, const double *b, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void scale(double *a, const double *b, int n)
{
    for (int i = 0; i < n; i++)
        a[i] *= b[i];
}

/* The same place is read by one function, as const, and written to by the next one. */
ADGEN_GRAD(model, x)
double scaled(Model *model, const double *x)
{
    double first = dot(&model->move[0][0], x, 3);
    scale(&model->move[0][0], &model->move[1][0], 3);
    model->total = first;
    return first * dot(&model->move[0][0], x, 6);
}

/* The other way round. */
ADGEN_GRAD(model, x)
double scaled_first(Model *model, const double *x)
{
    scale(&model->move[1][0], x, 3);
    return dot(&model->move[1][0], x, 3) * dot(&model->move[1][0], x, 6);
}

/*
 * check: of equal pointers one stays, to const only where nothing is written through either
 * check-gradient: scaled(&{random(9, -1, 1), 0}, random(6, -1, 1))
 * check-gradient: scaled_first(&{random(9, -1, 1), 0}, random(6, -1, 1))
 */
