#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#define N 6

static double minor_walking(const double *a, int n)
{
    double minor[N * N], d = 0.0, sign = 1.0;

    if (n == 1)
        return a[0];
    if (n == 2)
        return a[0] * a[3] - a[1] * a[2];
    for (int c = 0; c < n; c++) {
        double *m = minor;
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j != c)
                    *m++ = a[i * n + j];
        d += sign * a[c] * minor_walking(minor, n - 1);
        sign = -sign;
    }
    return d;
}

ADGEN_GRAD()
double by_walking(const double a[36])
{
    return minor_walking(a, N);
}

static double minor_counted(const double *a, int n)
{
    double minor[N * N], d = 0.0, sign = 1.0;

    if (n == 1)
        return a[0];
    if (n == 2)
        return a[0] * a[3] - a[1] * a[2];
    for (int c = 0; c < n; c++) {
        int at = 0;
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j != c)
                    minor[at++] = a[i * n + j];
        d += sign * a[c] * minor_counted(minor, n - 1);
        sign = -sign;
    }
    return d;
}

ADGEN_GRAD()
double by_counted(const double a[36])
{
    return minor_counted(a, N);
}

static double minor_continued(double a[N][N], int n)
{
    double m[N][N], d = 0.0;

    if (n == 1)
        return a[0][0];
    for (int c = 0; c < n; c++) {
        for (int i = 1; i < n; i++)
            for (int j = 0, q = 0; j < n; j++) {
                if (j == c)
                    continue;
                m[i - 1][q++] = a[i][j];
            }
        d += (c % 2 ? -1.0 : 1.0) * a[0][c] * minor_continued(m, n - 1);
    }
    return d;
}

ADGEN_GRAD()
double by_continued(double a[N][N])
{
    return minor_continued(a, N);
}

static double minor_either(double a[N][N], int n)
{
    double m[N][N], d = 0.0;

    if (n == 1)
        return a[0][0];
    for (int c = 0; c < n; c++) {
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j < c)
                    m[i - 1][j] = a[i][j];
                else if (j > c)
                    m[i - 1][j - 1] = a[i][j];
        d += (c % 2 ? -1.0 : 1.0) * a[0][c] * minor_either(m, n - 1);
    }
    return d;
}

ADGEN_GRAD()
double by_either(double a[N][N])
{
    return minor_either(a, N);
}

static double minor_two_ifs(int n, const double *a)
{
    double m[N * N], d = 0.0;

    if (n == 1)
        return a[0];
    for (int c = 0; c < n; c++) {
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++) {
                if (j < c)
                    m[(i - 1) * (n - 1) + j] = a[i * n + j];
                if (j > c)
                    m[(i - 1) * (n - 1) + j - 1] = a[i * n + j];
            }
        d += (c % 2 ? -1.0 : 1.0) * a[c] * minor_two_ifs(n - 1, m);
    }
    return d;
}

ADGEN_GRAD()
double by_two_ifs(const double a[36])
{
    return minor_two_ifs(N, a);
}

static double minor_chosen(int n, const double *a)
{
    if (n == 1)
        return a[0];
    double d = 0.0, m[25];
    for (int c = 0; c < n; c++) {
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n; j++)
                if (j != c)
                    m[(i - 1) * (n - 1) + (j < c ? j : j - 1)] = a[i * n + j];
        d += (c % 2 ? -1.0 : 1.0) * a[c] * minor_chosen(n - 1, m);
    }
    return d;
}

ADGEN_GRAD()
double by_chosen(const double a[36])
{
    return minor_chosen(6, a);
}

static double minor_rows(int n, double a[N][N])
{
    if (n == 1)
        return a[0][0];
    double d = 0.0, m[N][N];
    for (int c = 0; c < n; c++) {
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n - 1; j++)
                m[i - 1][j] = a[i][j < c ? j : j + 1];
        d += (c % 2 ? -1.0 : 1.0) * a[0][c] * minor_rows(n - 1, m);
    }
    return d;
}

ADGEN_GRAD()
double by_rows(double a[N][N])
{
    return minor_rows(6, a);
}

static double cell(int n, double m[N][N])
{
    return n == 1 ? m[0][0] : m[0][0] * m[n - 1][n - 1] + 0.5 * cell(n - 1, m);
}

/* Rows of less and less: what is left of the one before is read. */
ADGEN_GRAD(x)
double less_each_time(const double x[N])
{
    double m[N][N], s = 0.0;

    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            m[i][j] = 0.1 * i - j;
    for (int c = 0; c < N; c++) {
        for (int i = 0; i < N - c; i++)
            for (int j = 0; j < N; j++)
                m[i][j] = x[i] * x[j] * sin(x[c]);
        s += x[c] * cell(N, m) * s + cell(N, m);
    }
    return s;
}

/* Triangles are the same each time, and so is what is beside them. */
ADGEN_GRAD(x)
double triangles(const double x[N])
{
    double m[N][N] = {{0}}, s = 0.0;

    for (int c = 0; c < N; c++) {
        for (int i = 0; i < N; i++)
            for (int j = 0; j <= i; j++)
                m[i][j] = x[i] * x[j] * sin(x[c]);
        s += x[c] * cell(N, m);
    }
    return s;
}

/* Where a condition holds, alone. */
ADGEN_GRAD(x)
double in_part(const double x[N])
{
    double m[N][N] = {{0}}, s = 0.0;

    for (int c = 0; c < N; c++) {
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++)
                if (x[j] > x[c])
                    m[i][j] = x[i] * x[j] * sin(x[c]);
        s += x[c] * cell(N, m);
    }
    return s;
}

/* The one that is left out is not always there to be left out; and it does something. */
ADGEN_GRAD(x)
double not_left_out(int n, const double x[N])
{
    double row[N] = {0}, s = 0.0;

    for (int c = 0; c < N; c++) {
        int at = 0;
        for (int j = 0; j < n; j++)
            if (j != c)
                row[at++] = x[j] * x[c];
        for (int j = 0; j < N; j++)
            if (j < c)
                row[j] += x[j] * s;
            else if (j == c)
                row[0] += 0.25 * x[j];
            else
                row[j - 1] -= x[j] * x[j];
        s += row[c] * x[0] + at;
    }
    return s;
}

/* Two counters together say nothing of which is less. */
ADGEN_GRAD(x)
double both(int n, const double x[N])
{
    double s = 0.0;

    for (int c = 0; c < n; c++)
        for (int j = 0; j < n; j++) {
            if (j && c)
                s += x[j] * x[c];
            if (!j)
                s *= x[c];
        }
    return s;
}

/*
 * check: minors filled in whatever way: by a pointer or number that walks, with what is left out told by continue, by two conditions, by a choice of where; and what only looks like it
 * check-omits: minor_walking_forward
 * check-omits: minor_counted_forward
 * check-omits: minor_continued_forward
 * check-omits: minor_either_forward
 * check-omits: minor_two_ifs_forward
 * check-omits: minor_chosen_forward
 * check-omits: minor_rows_forward
 * check-gradient: by_walking(random(36, -1, 1))
 * check-gradient: by_counted(random(36, -1, 1))
 * check-gradient: by_continued(random(36, -1, 1))
 * check-gradient: by_either(random(36, -1, 1))
 * check-gradient: by_two_ifs(random(36, -1, 1))
 * check-gradient: by_chosen(random(36, -1, 1))
 * check-gradient: by_rows(random(36, -1, 1))
 * check-gradient: less_each_time(random(6, 0.2, 1))
 * check-gradient: triangles(random(6, 0.2, 1))
 * check-gradient: in_part(random(6, 0.2, 1))
 * check-gradient: both(6, random(6, 0.2, 1))
 * check-gradient: not_left_out(6, random(6, 0.2, 1))
 * check-gradient: not_left_out(3, random(6, 0.2, 1))
 */
