/* Trains AND, OR and NAND with a linear unit and XOR with a hidden layer, and prints their truth tables. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gates.h"
#include "gates_grad.h"

typedef double Answer(const double *w, double x1, double x2);
typedef double LossGrad(const double *w, const double *table, double *w_adj);

static int train(const char *name, const double *table, int weights, double rate, Answer *answer, LossGrad *gradient)
{
    double w[HIDDEN_WEIGHTS], w_adj[HIDDEN_WEIGHTS];
    int    wrong = 0;

    for (int i = 0; i < weights; i++)
        w[i] = sin(3.0 * i + 1.0);
    for (int step = 0; step < 5000; step++) {
        memset(w_adj, 0, sizeof w_adj);
        gradient(w, table, w_adj);
        for (int i = 0; i < weights; i++)
            w[i] -= rate * w_adj[i];
    }
    printf("%-5s", name);
    for (int row = 0; row < 4; row++) {
        double p = answer(w, row / 2, row % 2);

        printf("  %d %d -> %.3f", row / 2, row % 2, p);
        wrong += (p > 0.5) != (table[row] > 0.5);
    }
    printf("   %s\n", wrong ? "WRONG" : "right");
    return wrong;
}

int main(void)
{
    static const double and[4] = {0, 0, 0, 1}, or[4] = {0, 1, 1, 1}, nand[4] = {1, 1, 1, 0}, xor[4] = {0, 1, 1, 0};
    int                 wrong = 0;

    wrong += train("AND", and, LINEAR_WEIGHTS, 0.5, linear_gate, linear_gate_loss_grad);
    wrong += train("OR", or, LINEAR_WEIGHTS, 0.5, linear_gate, linear_gate_loss_grad);
    wrong += train("NAND", nand, LINEAR_WEIGHTS, 0.5, linear_gate, linear_gate_loss_grad);
    wrong += train("XOR", xor, HIDDEN_WEIGHTS, 0.5, hidden_gate, hidden_gate_loss_grad);
    return wrong ? 1 : 0;
}
