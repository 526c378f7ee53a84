#include "sparse.h"
#include "sparse_grad.h"
#include "work.h"

#include <stdlib.h>

enum { EACH = 8 };   /* values in a row, on average */

static const int curve[] = {100, 1000, 10000, 100000, 0};

static int     rows, nonzeros;
static int    *start, *column;
static double *inputs, *inputs_adj;   /* values, then x */
static double *b;

static void draw_inputs(int size)
{
    size_t n = (size_t)size;
    size_t room = n * (2 * EACH);

    rows = size;
    free(start);
    free(column);
    free(inputs);
    free(inputs_adj);
    free(b);
    start = malloc((n + 1) * sizeof *start);
    column = malloc(room * sizeof *column);
    b = malloc(n * sizeof *b);
    draw_from(12);
    nonzeros = 0;
    for (int i = 0; i < rows; i++) {
        int count = 1 + (int)draw(0.0, 2 * EACH - 1);

        start[i] = nonzeros;
        for (int k = 0; k < count; k++)
            column[nonzeros++] = (int)draw(0.0, rows);
    }
    start[rows] = nonzeros;
    inputs = malloc(((size_t)nonzeros + n) * sizeof *inputs);
    inputs_adj = calloc((size_t)nonzeros + n, sizeof *inputs_adj);
    for (int i = 0; i < nonzeros + rows; i++)
        inputs[i] = draw(-1.0, 1.0);
    for (int i = 0; i < rows; i++)
        b[i] = draw(-1.0, 1.0);
}

static double run(Column by)
{
    Sparse A = {rows, start, column, inputs};
    Sparse A_adj = {rows, start, column, inputs_adj};
    const double *x = inputs + nonzeros;
    double *x_adj = inputs_adj + nonzeros;

    switch (by) {
    case HAND:
        return sparse_hand(&A, x, b, &A_adj, x_adj);
    case ADGEN:
        return sparse_grad(&A, x, b, &A_adj, x_adj);
    default:
        return sparse(&A, x, b);
    }
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return (size_t)(nonzeros + rows);
}

const Work sparse_work = {
    "sparse", "least squares with a sparse matrix of 10,000 rows, 8 values in each", 10000, curve,
    draw_inputs, run, adjoints
};
