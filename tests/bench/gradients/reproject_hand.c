#include "reproject.h"

#include <math.h>

/*
 * Jacobian of reproject, by hand: 2 rows of 15, by camera, point and weight.
 *
 * What makes it fast: two rows, so two adjoints go backward, as closed formulas on the values of one forward pass; both
 * share one sine and cosine, one square root and three reciprocals.  The rotation's derivative by its axis and angle is
 * a few products of vectors, without a matrix.
 */

enum { POINT = CAMERA, WEIGHT = CAMERA + 3, ENTRIES = CAMERA + 4 };

static double dot(const double *a, const double *b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double *restrict a, const double *restrict b, double *restrict out)
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

/* What of a rotation of x serves the derivative. */
typedef struct Turn {
    double axis[3], x[3], bend[3];   /* bend: the derivative by the angle along the axis, less what the others count twice */
    double cosine, sine, sine_ratio, cosine_ratio, along;
} Turn;

static Turn rotate(const double *restrict rotation, const double *restrict x, double *restrict out)
{
    double square = dot(rotation, rotation);
    Turn t = {.cosine = 1.0, .sine_ratio = 1.0};
    double normal[3];

    for (int i = 0; i < 3; i++)
        t.x[i] = x[i];
    if (square > 0.0) {
        double angle = sqrt(square);
        double inverse = 1.0 / angle;

        t.cosine = cos(angle);
        t.sine = sin(angle);
        t.sine_ratio = t.sine * inverse;
        t.cosine_ratio = (1.0 - t.cosine) * inverse;
        for (int i = 0; i < 3; i++)
            t.axis[i] = rotation[i] * inverse;
        cross(t.axis, x, normal);
        t.along = dot(t.axis, x);
        for (int i = 0; i < 3; i++) {
            out[i] = x[i] * t.cosine + normal[i] * t.sine + t.axis[i] * (t.along * (1.0 - t.cosine));
            t.bend[i] = -t.sine * x[i] + (t.cosine - t.sine_ratio) * normal[i]
                      + (t.sine - 2.0 * t.cosine_ratio) * t.along * t.axis[i];
        }
    } else {
        cross(rotation, x, normal);
        for (int i = 0; i < 3; i++)
            out[i] = x[i] + normal[i];
    }
    return t;
}

/* One row: `g` is its derivative by the rotated vector. */
static void rotate_adjoint(const Turn *restrict t, const double *restrict g, double *restrict rotation_adj,
                           double *restrict x_adj)
{
    double xg[3], ag[3];
    double bend = dot(g, t->bend);
    double axis = dot(g, t->axis);

    cross(t->x, g, xg);
    cross(t->axis, g, ag);
    for (int i = 0; i < 3; i++) {
        rotation_adj[i] = t->axis[i] * bend + t->sine_ratio * xg[i]
                        + t->cosine_ratio * (g[i] * t->along + t->x[i] * axis);
        x_adj[i] = t->cosine * g[i] - t->sine * ag[i] + (1.0 - t->cosine) * axis * t->axis[i];
    }
}

void reproject_hand(const double *restrict camera, const double *restrict point, double weight,
                    const double *restrict seen, double *restrict error, double *restrict jacobian)
{
    double offset[3], local[3];

    for (int i = 0; i < 3; i++)
        offset[i] = point[i] - camera[CENTRE + i];

    Turn turn = rotate(&camera[ROTATION], offset, local);
    double inverse = 1.0 / local[2];
    double x = local[0] * inverse;
    double y = local[1] * inverse;
    double square = x * x + y * y;
    double k1 = camera[RADIAL], k2 = camera[RADIAL + 1];
    double distortion = 1.0 + k1 * square + k2 * square * square;
    double slope = 2.0 * (k1 + 2.0 * k2 * square);
    double focal = camera[FOCAL];
    double wf = weight * focal;
    double xx = wf * (distortion + slope * x * x);   /* errors by x and y */
    double xy = wf * slope * x * y;
    double yy = wf * (distortion + slope * y * y);
    double off[2] = {x * distortion * focal + camera[PRINCIPAL] - seen[0],
                     y * distortion * focal + camera[PRINCIPAL + 1] - seen[1]};
    double at[2] = {x, y};
    double g[2][3] = {{xx * inverse, xy * inverse, -(xx * x + xy * y) * inverse},
                      {xy * inverse, yy * inverse, -(xy * x + yy * y) * inverse}};

    for (int r = 0; r < 2; r++) {
        double *restrict row = jacobian + r * ENTRIES;

        rotate_adjoint(&turn, g[r], row + ROTATION, row + POINT);
        for (int i = 0; i < 3; i++)
            row[CENTRE + i] = -row[POINT + i];
        row[FOCAL] = weight * at[r] * distortion;
        row[PRINCIPAL + r] = weight;
        row[PRINCIPAL + 1 - r] = 0.0;
        row[RADIAL] = wf * at[r] * square;
        row[RADIAL + 1] = wf * at[r] * square * square;
        row[WEIGHT] = off[r];
        error[r] = weight * off[r];
    }
}
