#include <adgen/adgen.h>
#include <stdlib.h>

/* A filter over rows of pixels: sums that wait for themselves become sums of rows. * check-has: for (int c = 0; c < out_columns; c++) {
                  filter_adj_sum += out_adj[r * out_columns + c] * pixels[(r + y) * columns + (c + x)];
 * check-has: for (int c = 0; c < out_columns; c++) {
                  pixels_adj[(r + y) * columns + (c + x)] += out_adj[r * out_columns + c] * filter_value;
 * check-gradient: lags(7, 3, random(7, -1, 1))
 * check-gradient: three(6, random(6, -1, 1), random(3, -1, 1))
 * check-has: for (int t = 0; t < times; t++) value += x[t] * x[t + lag];
 * check-has: value += w[1] * x[i + 1];
 */
ADGEN_GRAD(pixels, filter)
double filtered(int rows, int columns, int size, const double *pixels, const double *filter, double bias)
{
    int out_rows = rows - size + 1, out_columns = columns - size + 1;
    double *out = malloc((size_t)rows * (size_t)columns * sizeof *out), sum = 0.0;
    for (int r = 0; r < out_rows; r++)
        for (int c = 0; c < out_columns; c++) {
            double value = bias;
            for (int y = 0; y < size; y++) {
                const double *row = &pixels[(r + y) * columns];
                for (int x = 0; x < size; x++)
                    value += filter[y * size + x] * row[c + x];
            }
            out[r * out_columns + c] = value;
        }
    for (int i = 0; i < out_rows * out_columns; i++)
        sum += out[i] * out[i];
    free(out);
    return sum;
}

/* The sum is longer than what it is moved along; a window whose size is known is written out by compilers. * check-has: for (int c = 0; c < out_columns; c++) {
                  filter_adj_sum += out_adj[r * out_columns + c] * pixels[(r + y) * columns + (c + x)];
 * check-has: for (int c = 0; c < out_columns; c++) {
                  pixels_adj[(r + y) * columns + (c + x)] += out_adj[r * out_columns + c] * filter_value;
 * check-gradient: lags(7, 3, random(7, -1, 1))
 * check-gradient: three(6, random(6, -1, 1), random(3, -1, 1))
 * check-has: for (int t = 0; t < times; t++) value += x[t] * x[t + lag];
 * check-has: value += w[1] * x[i + 1];
 */
ADGEN_GRAD(x)
double lags(int n, int most, const double *x)
{
    int     times = n - most + 1;
    double *out = malloc((size_t)(most > 0 ? most : 1) * sizeof *out), sum = 0.0;
    for (int lag = 0; lag < most; lag++) {
        double value = 0.0;
        for (int t = 0; t < times; t++)
            value += x[t] * x[t + lag];
        out[lag] = value;
    }
    for (int i = 0; i < most; i++)
        sum += out[i] * out[i];
    free(out);
    return sum;
}

ADGEN_GRAD(x, w)
double three(int n, const double *x, const double *w)
{
    double *out = malloc((size_t)(n > 0 ? n : 1) * sizeof *out), sum = 0.0;
    for (int i = 0; i < n - 2; i++) {
        double value = 0.0;
        for (int k = 0; k < 3; k++)
            value += w[k] * x[i + k];
        out[i] = value;
    }
    for (int i = 0; i < n - 2; i++)
        sum += out[i] * out[i];
    free(out);
    return sum;
}

/*
 * check: the innermost loop of a convolution goes through a row of the image
 * check-gradient: filtered(5, 6, 3, random(30, -1, 1), random(9, -1, 1), 0.25)
 * check-gradient: filtered(3, 2, 3, random(6, -1, 1), random(9, -1, 1), 0.25)
 * check-has: if (out_columns > 0) {
 * check-has: for (int c = 0; c < out_columns; c++)
                  out[r * out_columns + c] = bias;
 * check-has: for (int c = 0; c < out_columns; c++) {
                  out[r * out_columns + c] += filter_value * pixels[(r + y) * columns + (c + x)];
 * check-has: for (int c = 0; c < out_columns; c++) {
                  filter_adj_sum += out_adj[r * out_columns + c] * pixels[(r + y) * columns + (c + x)];
 * check-has: for (int c = 0; c < out_columns; c++) {
                  pixels_adj[(r + y) * columns + (c + x)] += out_adj[r * out_columns + c] * filter_value;
 * check-gradient: lags(7, 3, random(7, -1, 1))
 * check-gradient: three(6, random(6, -1, 1), random(3, -1, 1))
 * check-has: for (int t = 0; t < times; t++) value += x[t] * x[t + lag];
 * check-has: value += w[1] * x[i + 1];
 */
