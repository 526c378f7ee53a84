#include "tiny.h"
#include "tiny_grad.h"
#include "work.h"

enum { POINTS = 200 };

static int    rounds;
static double inputs[3 * POINTS], inputs_adj[3 * POINTS];

static void draw_inputs(int size)
{
    rounds = size / POINTS;
    draw_from(13);
    for (int i = 0; i < 3 * POINTS; i++)
        inputs[i] = draw(-2.0, 2.0);
}

/* Several sums: a single one would make each call wait for the one before. */
static double run(Column column)
{
    double sums[8] = {0.0};
    double sum = 0.0;

    for (int round = 0; round < rounds; round++)
        switch (column) {
        case HAND:
            for (int i = 0; i < POINTS; i++)
                sums[i % 8] += tiny_hand(inputs + 3 * i, inputs_adj + 3 * i);
            break;
        case ADGEN:
            for (int i = 0; i < POINTS; i++)
                sums[i % 8] += tiny_grad(inputs + 3 * i, inputs_adj + 3 * i);
            break;
        default:
            for (int i = 0; i < POINTS; i++)
                sums[i % 8] += tiny(inputs + 3 * i);
        }
    for (int k = 0; k < 8; k++)
        sum += sums[k];
    return sum;
}

static size_t adjoints(double **at)
{
    *at = inputs_adj;
    return 3 * POINTS;
}

const Work tiny_work = {
    "tiny", "Rosenbrock's function in three dimensions, called 10,000 times", 10000, NULL, draw_inputs, run, adjoints
};
