/*
 * Trains the perceptron of loss.c on handwritten digits.  Every derivative comes from loss_grad, which adgen has written.
 *
 *     digits [--data FOLDER] [--epochs N] [--dropout RATE] [--seed N]
 *
 * Prints a line for each epoch, writes loss.csv, and says what a gradient costs.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "idx.h"
#include "loss.h"
#include "loss_grad.h"

enum { BATCH = 50 };

typedef struct Options {
    const char *data;
    int         epochs;
    double      dropout;
    unsigned    seed;
} Options;

/* Parameters, or their adjoints, or their momentum: one vector, seen as the four arrays of loss(). */
typedef struct Network {
    double *all;
    double *W1, *b1, *W2, *b2;
} Network;

static void *need(void *block)
{
    if (!block) {
        fprintf(stderr, "digits: out of memory\n");
        exit(1);
    }
    return block;
}

static Network network_new(void)
{
    Network net;

    net.all = need(calloc(PARAMETERS, sizeof *net.all));
    net.W1 = net.all;
    net.b1 = net.W1 + HIDDEN * PIXELS;
    net.W2 = net.b1 + HIDDEN;
    net.b2 = net.W2 + CLASSES * HIDDEN;
    return net;
}

/* xorshift64*: uniform in [0, 1). */
static double uniform(unsigned long long *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)(*state * 2685821657736338717ULL >> 11) / 9007199254740992.0;
}

/* Glorot's uniform initialisation. */
static void network_draw(Network *net, unsigned long long *random)
{
    double first = sqrt(6.0 / (PIXELS + HIDDEN)), second = sqrt(6.0 / (HIDDEN + CLASSES));

    for (int i = 0; i < HIDDEN * PIXELS; i++)
        net->W1[i] = first * (2.0 * uniform(random) - 1.0);
    for (int i = 0; i < CLASSES * HIDDEN; i++)
        net->W2[i] = second * (2.0 * uniform(random) - 1.0);
}

static int classify(const Network *net, const float *image)
{
    double hidden[HIDDEN], best = -INFINITY;
    int    answer = 0;

    for (int i = 0; i < HIDDEN; i++) {
        double z = net->b1[i];

        for (int j = 0; j < PIXELS; j++)
            z += net->W1[i * PIXELS + j] * image[j];
        hidden[i] = tanh(z);
    }
    for (int k = 0; k < CLASSES; k++) {
        double z = net->b2[k];

        for (int i = 0; i < HIDDEN; i++)
            z += net->W2[k * HIDDEN + i] * hidden[i];
        if (z > best) {
            best = z;
            answer = k;
        }
    }
    return answer;
}

static double accuracy(const Network *net, const Digits *digits)
{
    int right = 0;

    for (int s = 0; s < digits->count; s++)
        right += classify(net, digits->images + (size_t)s * PIXELS) == digits->labels[s];
    return (double)right / digits->count;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void shuffle(int *order, int count, unsigned long long *random)
{
    for (int i = count - 1; i > 0; i--) {
        int j = (int)(uniform(random) * (i + 1));
        int swap = order[i];

        order[i] = order[j];
        order[j] = swap;
    }
}

/* A mini-batch, gathered in the order drawn. */
typedef struct Batch {
    float         images[BATCH * PIXELS];
    unsigned char labels[BATCH];
    double        keep[BATCH * HIDDEN];
} Batch;

/* A copy of an image moved by (dx, dy) pixels: more digits than there are, so that the network learns shapes. */
static void copy_moved(float *to, const float *from, int dx, int dy)
{
    for (int y = 0; y < 28; y++) {
        for (int x = 0; x < 28; x++) {
            int u = x - dx, v = y - dy;

            to[28 * y + x] = u >= 0 && u < 28 && v >= 0 && v < 28 ? from[28 * v + u] : 0.0f;
        }
    }
}

static int batch_fill(Batch *batch, const Digits *digits, const int *order, int first, double dropout,
                      unsigned long long *random)
{
    int size = digits->count - first < BATCH ? digits->count - first : BATCH;

    for (int s = 0; s < size; s++) {
        int dx = (int)(3.0 * uniform(random)) - 1, dy = (int)(3.0 * uniform(random)) - 1;

        copy_moved(batch->images + (size_t)s * PIXELS, digits->images + (size_t)order[first + s] * PIXELS, dx, dy);
        batch->labels[s] = digits->labels[order[first + s]];
        for (int i = 0; i < HIDDEN; i++)
            batch->keep[s * HIDDEN + i] = uniform(random) < dropout ? 0.0 : 1.0 / (1.0 - dropout);
    }
    return size;
}

/* One gradient step with momentum; returns the batch's loss. */
static double step(const Network *net, const Network *adjoint, Network *momentum, const Batch *batch, int size,
                   double rate)
{
    double value;

    memset(adjoint->all, 0, PARAMETERS * sizeof *adjoint->all);
    value = loss_grad(size, batch->images, batch->labels, batch->keep, net->W1, net->b1, net->W2, net->b2,
                      adjoint->W1, adjoint->b1, adjoint->W2, adjoint->b2);
    for (int i = 0; i < PARAMETERS; i++) {
        momentum->all[i] = 0.9 * momentum->all[i] - rate * adjoint->all[i];
        net->all[i] += momentum->all[i];
    }
    return value;
}

/* What one gradient costs, in units of one evaluation of the loss. */
static void report_cost(const Network *net, const Network *adjoint, const Batch *batch)
{
    enum { ROUNDS = 40 };
    double          plain = 1e30, gradient = 1e30;
    volatile double sink = 0.0;

    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds(), middle;

        sink += loss(BATCH, batch->images, batch->labels, batch->keep, net->W1, net->b1, net->W2, net->b2);
        middle = seconds();
        sink += loss_grad(BATCH, batch->images, batch->labels, batch->keep, net->W1, net->b1, net->W2, net->b2,
                          adjoint->W1, adjoint->b1, adjoint->W2, adjoint->b2);
        plain = fmin(plain, middle - start);
        gradient = fmin(gradient, seconds() - middle);
    }
    printf("one gradient of %d parameters costs %.2f evaluations of the loss (%.2f ms against %.2f ms);\n", PARAMETERS,
           gradient / plain, 1e3 * gradient, 1e3 * plain);
    printf("central differences would cost %d evaluations: %.1f minutes for each step instead of %.2f ms.\n",
           2 * PARAMETERS, 2.0 * PARAMETERS * plain / 60.0, 1e3 * gradient);
}

static void train(const Options *options, const Digits *train_set, const Digits *test_set)
{
    Network            net = network_new(), adjoint = network_new(), momentum = network_new();
    unsigned long long random = 88172645463325252ULL + options->seed;
    int               *order = need(malloc((size_t)train_set->count * sizeof *order));
    Batch             *batch = need(malloc(sizeof *batch));
    FILE              *csv = fopen("loss.csv", "w");
    double             start = seconds();

    if (!csv) {
        fprintf(stderr, "digits: loss.csv cannot be written\n");
        exit(1);
    }
    fprintf(csv, "epoch,loss,accuracy\n");
    network_draw(&net, &random);
    for (int i = 0; i < train_set->count; i++)
        order[i] = i;
    for (int epoch = 1; epoch <= options->epochs; epoch++) {
        double sum = 0.0, rate = 0.05 / (1.0 + 0.1 * (epoch - 1)), right;

        shuffle(order, train_set->count, &random);
        for (int first = 0; first < train_set->count; first += BATCH) {
            int size = batch_fill(batch, train_set, order, first, options->dropout, &random);

            sum += size * step(&net, &adjoint, &momentum, batch, size, rate);
        }
        right = accuracy(&net, test_set);
        printf("epoch %2d   loss %.4f   test accuracy %.1f %%   %.1f s\n", epoch, sum / train_set->count, 100.0 * right,
               seconds() - start);
        fflush(stdout);
        fprintf(csv, "%d,%.6f,%.4f\n", epoch, sum / train_set->count, right);
    }
    fclose(csv);
    batch_fill(batch, train_set, order, 0, options->dropout, &random);
    report_cost(&net, &adjoint, batch);
    free(net.all);
    free(adjoint.all);
    free(momentum.all);
    free(order);
    free(batch);
}

static void usage(void)
{
    fprintf(stderr, "usage: digits [--data FOLDER] [--epochs N] [--dropout RATE] [--seed N]\n");
    exit(2);
}

static Options parse(int argc, char **argv)
{
    Options options = {"data", 30, 0.0, 0};

    for (int i = 1; i < argc; i += 2) {
        if (i + 1 >= argc)
            usage();
        if (strcmp(argv[i], "--data") == 0)
            options.data = argv[i + 1];
        else if (strcmp(argv[i], "--epochs") == 0)
            options.epochs = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--dropout") == 0)
            options.dropout = atof(argv[i + 1]);
        else if (strcmp(argv[i], "--seed") == 0)
            options.seed = (unsigned)strtoul(argv[i + 1], NULL, 10);
        else
            usage();
    }
    if (options.epochs < 1 || options.dropout < 0.0 || options.dropout >= 1.0)
        usage();
    return options;
}

int main(int argc, char **argv)
{
    Options options = parse(argc, argv);
    Digits  train_set = digits_read(options.data, "train"), test_set = digits_read(options.data, "t10k");

    printf("%d digits to train, %d to test; %d parameters\n", train_set.count, test_set.count, PARAMETERS);
    train(&options, &train_set, &test_set);
    digits_free(&train_set);
    digits_free(&test_set);
    return 0;
}
