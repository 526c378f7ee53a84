#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Each sample fills both rows anew: they are filled where they are kept. */
ADGEN_GRAD(w)
double filled(int samples, int n, const double *x, const double *w)
{
    double *row = malloc((size_t)n * sizeof *row), *out = malloc((size_t)n * sizeof *out);
    double *peak = malloc((size_t)samples * sizeof *peak), sum = 0.0;

    for (int s = 0; s < samples; s++) {
        double length = 1.0;
        for (int i = 0; i < n; i++)
            row[i] = x[s * n + i] * w[i] * w[s];
        for (int i = 0; i < n; i++)
            out[i] = w[i] * row[i];
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                out[j] += w[i * n + j] * row[i];
        for (int i = 0; i < n; i++)
            length += out[i] * out[i] * out[i];
        peak[s] = length;
    }
    for (int s = 0; s < samples; s++)
        sum += log(peak[s] * peak[s]) * peak[0];
    free(row);
    free(out);
    free(peak);
    return sum;
}

/* A row that is added to later has two states, of which the last one is filled in place; what an earlier sample has left is read, and the last row is read behind the loop. */
ADGEN_GRAD(w)
double not_filled(int samples, int n, const double *x, const double *w)
{
    double *late = malloc((size_t)n * sizeof *late), *left = malloc((size_t)n * sizeof *left);
    double *last = malloc((size_t)n * sizeof *last), *peak = malloc((size_t)samples * sizeof *peak), sum = 0.0;

    for (int i = 0; i < n; i++)
        left[i] = w[i];
    for (int s = 0; s < samples; s++) {
        double length = 0.0;
        for (int i = 0; i < n; i++) {
            late[i] = sin(x[s * n + i] * w[i]);
            last[i] = cos(x[s * n + i] * w[i]);
        }
        for (int i = 1; i < n; i++)
            left[i] = left[i] * x[s * n + i];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                length += late[i] * late[j] + left[i] * left[j] * last[i] * last[j];
        late[n - 1] += length * length;
        for (int i = 0; i < n; i++)
            length += late[i] * late[n - 1 - i];
        peak[s] = sqrt(1.0 + length * length);
    }
    for (int s = 0; s < samples; s++)
        sum += log(peak[s]) * peak[0] * last[0] * last[n - 1];
    free(late);
    free(left);
    free(last);
    free(peak);
    return sum;
}

/*
 * check: a block that each iteration fills, and then copies to where it is kept, is filled there
 * check-gradient: filled(3, 4, random(12, -1, 1), random(16, 0.5, 1))
 * check-gradient: filled(0, 4, random(1, -1, 1), random(16, 0.5, 1))
 * check-gradient: filled(2, 1, random(2, -1, 1), random(2, 0.5, 1))
 * check-gradient: not_filled(3, 4, random(12, -1, 1), random(4, 0.5, 1))
 * check-has: row_kept[i] = x[s * n + i] * w[i] * w[s];
 * check-has: out_kept[i] = w[i] * row_kept[i];
 * check-omits: row[i]
 * check-omits: out[
 * check-has: left_kept[j] = left[j];
 * check-has: last_kept[j] = last[j];
 * check-has: late_kept_2[j] = late_kept[j];
 */
