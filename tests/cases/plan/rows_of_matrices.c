#include <adgen/adgen.h>
#include <math.h>

typedef struct Model {
    double move[2][2], noise[2];
} Model;

/* c = a b */
static void multiply(int n, const double *a, const double *b, double *c)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0.0;
            for (int k = 0; k < n; k++)
                sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
}

/* Matrices that helpers get as pointers to numbers: what several calls read is copied once. */
ADGEN_GRAD(model)
double filter(const Model *model, int steps, const double *y)
{
    double p[2][2] = {{1.0, 0.1}, {0.2, 1.0}}, moved[2][2], twice[2][2], other[2][2], sum = 0.0;
    for (int t = 0; t < steps; t++) {
        multiply(2, &model->move[0][0], &p[0][0], &moved[0][0]);
        multiply(2, &moved[0][0], &p[0][0], &twice[0][0]);
        multiply(2, &p[0][0], &moved[0][0], &other[0][0]);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                p[i][j] = tanh(twice[i][j] - 0.5 * other[i][j]) + model->noise[i] * y[t];
        sum += p[0][1] * p[1][0] - p[0][0];
    }
    return sum;
}

/* One that is read through a pointer to const, and written through another. */
ADGEN_GRAD(model)
double square(const Model *model, int steps)
{
    double p[2][2] = {{1.0, 0.1}, {0.2, 1.0}}, moved[2][2], sum = 0.0;
    for (int t = 0; t < steps; t++) {
        multiply(2, &model->move[0][0], &p[0][0], &moved[0][0]);
        multiply(2, &moved[0][0], &model->move[0][0], &p[0][0]);
        sum += p[0][1] * p[1][0];
    }
    return sum;
}

/*
 * check: pointers to one matrix are one, and what is read through them has one copy
 * check-gradient: filter(&{{{0.9, 0.1}, {-0.2, 0.8}}, {0.3, 0.4}}, 3, random(3, -1, 1))
 * check-gradient: filter(&{{{0.9, 0.1}, {-0.2, 0.8}}, {0.3, 0.4}}, 0, NULL)
 * check-gradient: square(&{{{0.9, 0.1}, {-0.2, 0.8}}, {0.3, 0.4}}, 3)
 * check-count: 2 = &model->move[0][0];
 * check-has: 2 arrays of steps * 4 doubles, an array of steps * 2 * 2 doubles
 */
