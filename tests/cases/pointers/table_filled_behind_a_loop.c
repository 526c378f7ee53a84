#include <adgen/adgen.h>
#include <math.h>

ADGEN_VJP()
double table(double s, int k, double *y, double *z)
{
    double sum[2] = { 0 };
    for (int j = 0; j < 3; j++)
        sum[j % 2] += cos(s * y[j]);
    double *rows[2] = { y, z };
    rows[k][0] = 0.5 * rows[k][0];
    return rows[1][2] + sum[0];
}

struct view {
    double *at[2];
    int     count;
};

ADGEN_GRAD()
double views(double s, int k, double *y, double *z)
{
    double sum = 0.0;
    struct view views[2] = { { { y, y }, 1 }, { { z, z }, 2 } };
    for (int j = 0; j < 3; j++)
        sum += cos(s * y[j]);
    views[k].at[1] = k ? y + 1 : z + 2;
    struct view *view = &views[k];
    return view->at[1][0] * sum + view->at[1][1];
}

/*
 * check: pointers in an array that are set behind a loop: what is added through their shadows is not added before the loop
 * check-gradient: table(0.4, 0, random(3, 0.1, 0.9), random(3, 0.1, 0.9))
 * check-gradient: table(0.4, 1, random(3, 0.1, 0.9), random(3, 0.1, 0.9))
 * check-gradient: table(0.4, 1, random(3, 0.1, 0.9), y)
 * check-gradient: views(0.4, 0, random(4, 0.1, 0.9), random(4, 0.1, 0.9))
 * check-gradient: views(0.4, 1, random(4, 0.1, 0.9), random(4, 0.1, 0.9))
 */
