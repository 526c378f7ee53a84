#ifndef BENCH_LSTM_H
#define BENCH_LSTM_H

/* One layer: weights[4 units][inputs + units] on its input and its last output, bias[4 units]; gates in the order i, f, g, o. */
typedef struct Layer {
    int     inputs, units;
    double *weights;
    double *bias;
} Layer;

/* Two layers, and on top of the second one scores of classes: out[classes][units], out_bias[classes]. */
typedef struct Network {
    int     classes;
    Layer   first, second;
    double *out;
    double *out_bias;
} Network;

double lstm(const Network *net, int steps, const double *x, const int *labels);

double lstm_hand(const Network *restrict net, int steps, const double *restrict x, const int *restrict labels,
                 Network *restrict net_adj);

#endif
