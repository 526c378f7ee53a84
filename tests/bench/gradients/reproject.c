#include "reproject.h"

#include <adgen/adgen.h>
#include <math.h>

static void cross(const double a[3], const double b[3], double out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* Rodrigues' formula. */
static void rotate(const double rotation[3], const double x[3], double out[3])
{
    double square = dot(rotation, rotation);
    double axis[3], normal[3];

    if (square > 0.0) {
        double angle = sqrt(square);
        double cosine = cos(angle);
        double sine = sin(angle);
        double along;

        for (int i = 0; i < 3; i++)
            axis[i] = rotation[i] / angle;
        cross(axis, x, normal);
        along = dot(axis, x) * (1.0 - cosine);
        for (int i = 0; i < 3; i++)
            out[i] = x[i] * cosine + normal[i] * sine + axis[i] * along;
    } else {
        cross(rotation, x, normal);
        for (int i = 0; i < 3; i++)
            out[i] = x[i] + normal[i];
    }
}

static void project(const double camera[CAMERA], const double point[3], double out[2])
{
    double offset[3], local[3];
    double x, y, square, distortion;

    for (int i = 0; i < 3; i++)
        offset[i] = point[i] - camera[CENTRE + i];
    rotate(&camera[ROTATION], offset, local);
    x = local[0] / local[2];
    y = local[1] / local[2];
    square = x * x + y * y;
    distortion = 1.0 + camera[RADIAL] * square + camera[RADIAL + 1] * square * square;
    out[0] = x * distortion * camera[FOCAL] + camera[PRINCIPAL];
    out[1] = y * distortion * camera[FOCAL] + camera[PRINCIPAL + 1];
}

/* How far a camera's image of a point is from where it was seen, weighted. */
ADGEN_JACOBIAN(camera, point, weight)
void reproject(const double camera[CAMERA], const double point[3], double weight, const double seen[2], double error[2])
{
    double image[2];

    project(camera, point, image);
    error[0] = weight * (image[0] - seen[0]);
    error[1] = weight * (image[1] - seen[1]);
}
