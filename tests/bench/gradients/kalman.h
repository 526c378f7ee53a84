#ifndef BENCH_KALMAN_H
#define BENCH_KALMAN_H

enum { STATE = 4, SEEN = 2 };

/* x' = move x + noise, y = see x + noise; noises by the logarithms of their variances. */
typedef struct Model {
    double move[STATE][STATE];
    double see[SEEN][STATE];
    double log_q[STATE];
    double log_r[SEEN];
    double start[STATE];
} Model;

double kalman(const Model *model, int steps, const double (*y)[SEEN]);

double kalman_hand(const Model *restrict model, int steps, const double (*restrict y)[SEEN], Model *restrict model_adj);

#endif
