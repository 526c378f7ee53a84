#include "kalman.h"
#include "kalman_grad.h"
#include "work.h"

#include <stdlib.h>

enum { PARAMETERS = sizeof(Model) / sizeof(double) };

static const int curve[] = {20, 60, 200, 600, 2000, 0};

static int     steps;
static Model   model, model_adj;
static double (*y)[SEEN];

static void draw_inputs(int size)
{
    steps = size;
    free(y);
    y = malloc((size_t)steps * sizeof *y);
    draw_from(11);
    for (int i = 0; i < STATE; i++)
        for (int j = 0; j < STATE; j++)
            model.move[i][j] = (i == j ? 0.8 : 0.0) + draw(-0.1, 0.1);
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < STATE; j++)
            model.see[i][j] = draw(-1.0, 1.0);
    for (int i = 0; i < STATE; i++)
        model.log_q[i] = draw(-2.0, -1.0);
    for (int i = 0; i < SEEN; i++)
        model.log_r[i] = draw(-2.0, -1.0);
    for (int i = 0; i < STATE; i++)
        model.start[i] = draw(-1.0, 1.0);
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < SEEN; i++)
            y[t][i] = draw(-2.0, 2.0);
}

/* C11 does not convert this by itself. */
static const double (*series(void))[SEEN]
{
    return (const double (*)[SEEN])y;
}

static double run(Column column)
{
    switch (column) {
    case HAND:
        return kalman_hand(&model, steps, series(), &model_adj);
    case ADGEN:
        return kalman_grad(&model, steps, series(), &model_adj);
    default:
        return kalman(&model, steps, series());
    }
}

static size_t adjoints(double **at)
{
    *at = (double *)&model_adj;
    return PARAMETERS;
}

const Work kalman_work = {
    "kalman", "likelihood of a series by a Kalman filter, 4 states, 2 seen, 200 steps", 200, curve,
    draw_inputs, run, adjoints
};
