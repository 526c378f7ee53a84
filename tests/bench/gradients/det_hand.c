#include "det.h"

#include <stdlib.h>

/*
 * Gradient of det, by hand.
 *
 * What makes it fast: a determinant is linear in each row, so the adjoint of a minor is known before the minor is computed:
 * the recursion runs forward and backward at once, and keeps nothing.  No minor is copied, nor its adjoint added back: a list
 * of columns says where it lies in A, and its adjoint in A_adj.  It ends at three rows, written out.
 */

/* The last three rows of A, in three columns; adds seed times the derivative. */
static double three(int n, const double *restrict A, const int *restrict at, double seed, double *restrict A_adj)
{
    int row1 = (n - 3) * n, row2 = row1 + n, row3 = row2 + n;
    double a = A[row1 + at[0]], b = A[row1 + at[1]], c = A[row1 + at[2]];
    double d = A[row2 + at[0]], e = A[row2 + at[1]], f = A[row2 + at[2]];
    double g = A[row3 + at[0]], h = A[row3 + at[1]], i = A[row3 + at[2]];
    double of_a = e * i - f * h, of_b = f * g - d * i, of_c = d * h - e * g;

    A_adj[row1 + at[0]] += seed * of_a;
    A_adj[row1 + at[1]] += seed * of_b;
    A_adj[row1 + at[2]] += seed * of_c;
    A_adj[row2 + at[0]] += seed * (c * h - b * i);
    A_adj[row2 + at[1]] += seed * (a * i - c * g);
    A_adj[row2 + at[2]] += seed * (b * g - a * h);
    A_adj[row3 + at[0]] += seed * (b * f - c * e);
    A_adj[row3 + at[1]] += seed * (c * d - a * f);
    A_adj[row3 + at[2]] += seed * (a * e - b * d);
    return a * of_a + b * of_b + c * of_c;
}

/* The determinant of the last m rows in m columns; `room` is for the lists of columns of its minors. */
static double expand(int n, int m, const double *restrict A, const int *at, double seed, double *restrict A_adj, int *room)
{
    const double *row = A + (n - m) * n;
    double sign = 1.0;
    double sum = 0.0;

    if (m == 3)
        return three(n, A, at, seed, A_adj);
    for (int k = 1; k < m; k++)
        room[k - 1] = at[k];
    for (int j = 0; j < m; j++) {
        double factor = sign * row[at[j]];
        double minor = expand(n, m - 1, A, room, seed * factor, A_adj, room + m - 1);

        A_adj[(n - m) * n + at[j]] += seed * sign * minor;
        sum += factor * minor;
        sign = -sign;
        if (j < m - 1)
            room[j] = at[j];
    }
    return sum;
}

double det_hand(int n, const double *restrict A, double *restrict A_adj)
{
    double result;
    int *room;

    if (n == 1) {
        A_adj[0] += 1.0;
        return A[0];
    }
    if (n == 2) {
        A_adj[0] += A[3];
        A_adj[1] -= A[2];
        A_adj[2] -= A[1];
        A_adj[3] += A[0];
        return A[0] * A[3] - A[1] * A[2];
    }
    room = malloc((size_t)(n * (n + 1) / 2) * sizeof *room);
    for (int j = 0; j < n; j++)
        room[j] = j;
    result = expand(n, n, A, room, 1.0, A_adj, room + n);
    free(room);
    return result;
}
