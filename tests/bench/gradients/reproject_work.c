#include "reproject.h"
#include "reproject_grad.h"
#include "work.h"

#include <stdlib.h>

enum { CAMERAS = 20, POINTS = 200, ENTRIES = 2 * (CAMERA + 4) };

static int     observations;
static double  cameras[CAMERAS][CAMERA], points[POINTS][3];
static double *weights, *seen, *errors, *jacobians;

static double *new_row(int count)
{
    double *row = calloc((size_t)count, sizeof *row);

    if (!row)
        abort();
    return row;
}

static void draw_inputs(int size)
{
    observations = size;
    free(weights);
    free(seen);
    free(errors);
    free(jacobians);
    weights = new_row(size);
    seen = new_row(2 * size);
    errors = new_row(2 * size);
    jacobians = new_row(ENTRIES * size);
    draw_from(5);
    for (int c = 0; c < CAMERAS; c++) {
        for (int i = 0; i < 3; i++)
            cameras[c][ROTATION + i] = draw(-0.5, 0.5);
        for (int i = 0; i < 3; i++)
            cameras[c][CENTRE + i] = draw(-1.0, 1.0);
        cameras[c][FOCAL] = draw(500.0, 600.0);
        cameras[c][PRINCIPAL] = draw(300.0, 340.0);
        cameras[c][PRINCIPAL + 1] = draw(220.0, 260.0);
        cameras[c][RADIAL] = draw(-0.1, 0.1);
        cameras[c][RADIAL + 1] = draw(-0.01, 0.01);
    }
    for (int p = 0; p < POINTS; p++) {
        points[p][0] = draw(-2.0, 2.0);
        points[p][1] = draw(-2.0, 2.0);
        points[p][2] = draw(4.0, 8.0);
    }
    for (int o = 0; o < size; o++) {
        weights[o] = draw(0.5, 1.5);
        seen[2 * o] = draw(0.0, 640.0);
        seen[2 * o + 1] = draw(0.0, 480.0);
    }
}

static double run(Column column)
{
    for (int o = 0; o < observations; o++) {
        const double *camera = cameras[o % CAMERAS];
        const double *point = points[o % POINTS];
        double *jacobian = jacobians + (long)o * ENTRIES;

        switch (column) {
        case HAND:
            reproject_hand(camera, point, weights[o], &seen[2 * o], &errors[2 * o], jacobian);
            break;
        case ADGEN:
            reproject_jacobian(camera, point, weights[o], &seen[2 * o], &errors[2 * o], jacobian);
            break;
        default:
            reproject(camera, point, weights[o], &seen[2 * o], &errors[2 * o]);
        }
    }
    return 0.0;
}

static size_t adjoints(double **at)
{
    *at = jacobians;
    return (size_t)observations * ENTRIES;
}

const Work reproject_work = {
    "reproject", "Jacobian of a reprojection error, 2 by 15, for 1,000 observations", 1000, NULL,
    draw_inputs, run, adjoints
};
