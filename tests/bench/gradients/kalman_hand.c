#include "kalman.h"

#include <math.h>
#include <stdlib.h>

/*
 * Gradient of kalman, by hand.
 *
 * What makes it fast:
 * - Covariances are symmetric, and so, then, are their adjoints: matrix products become fewer, and the two terms of a
 *   symmetric product one, twice.
 * - The gain needs no adjoint of its own: with W = H P, x + W^T u and P - W^T inverse(S) W, where u = inverse(S) error.
 * - Kept for each step are the two states, W, inverse(S), K and u, some 60 numbers; nothing is inverted again, and the exp
 *   of the variances' logarithms is taken once.
 * - Products run row by row, four numbers at once, the sum of each number in the primal's order; F^T and H^T, which that
 *   takes, are made once.  All sizes are constants: loops are unrolled, and matrices stay in vector registers.
 */
typedef struct Step {
    double x[STATE], P[STATE][STATE];      /* before the step */
    double FP[STATE][STATE];
    double px[STATE], PP[STATE][STATE];    /* predicted */
    double W[SEEN][STATE], inverse[SEEN][SEEN], K[STATE][SEEN], u[SEEN];
} Step;

/* F and H with their transposes, and the variances. */
typedef struct Constants {
    double F[STATE][STATE], Ft[STATE][STATE];
    double H[SEEN][STATE], Ht[STATE][SEEN];
    double q[STATE], r[SEEN];
} Constants;

/* out = start + a B */
static inline void row_product(int n, const double *a, const double *B, const double *start, double *out)
{
    double row[STATE];

    for (int j = 0; j < STATE; j++)
        row[j] = start[j];
    for (int k = 0; k < n; k++)
        for (int j = 0; j < STATE; j++)
            row[j] += a[k] * B[k * STATE + j];
    for (int j = 0; j < STATE; j++)
        out[j] = row[j];
}

static const double zero[STATE] = {0.0};

static double forward(const Constants *restrict c, const double *restrict y, Step *restrict s, Step *restrict next)
{
    double error[SEEN], S[SEEN][SEEN];
    double det, square;

    row_product(STATE, s->x, &c->Ft[0][0], zero, s->px);
    for (int i = 0; i < STATE; i++)
        row_product(STATE, c->F[i], &s->P[0][0], zero, s->FP[i]);
    for (int i = 0; i < STATE; i++) {
        row_product(STATE, s->FP[i], &c->Ft[0][0], zero, s->PP[i]);
        s->PP[i][i] += c->q[i];
    }
    for (int i = 0; i < SEEN; i++)
        row_product(STATE, c->H[i], &s->PP[0][0], zero, s->W[i]);
    for (int i = 0; i < SEEN; i++) {
        double sum = 0.0;

        for (int k = 0; k < STATE; k++)
            sum += c->H[i][k] * s->px[k];
        error[i] = y[i] - sum;
        for (int j = 0; j < SEEN; j++) {
            sum = 0.0;
            for (int k = 0; k < STATE; k++)
                sum += s->W[i][k] * c->Ht[k][j];
            S[i][j] = i == j ? sum + c->r[i] : sum;
        }
    }
    det = S[0][0] * S[1][1] - S[0][1] * S[1][0];
    s->inverse[0][0] = S[1][1] / det;
    s->inverse[0][1] = -S[0][1] / det;
    s->inverse[1][0] = -S[1][0] / det;
    s->inverse[1][1] = S[0][0] / det;
    for (int i = 0; i < STATE; i++)
        for (int k = 0; k < SEEN; k++)
            s->K[i][k] = s->W[0][i] * s->inverse[0][k] + s->W[1][i] * s->inverse[1][k];
    for (int i = 0; i < STATE; i++) {
        next->x[i] = s->px[i] + s->K[i][0] * error[0] + s->K[i][1] * error[1];
        for (int j = 0; j < STATE; j++)
            next->P[i][j] = s->PP[i][j] - (s->K[i][0] * s->W[0][j] + s->K[i][1] * s->W[1][j]);
    }
    for (int i = 0; i < SEEN; i++)
        s->u[i] = s->inverse[i][0] * error[0] + s->inverse[i][1] * error[1];
    square = error[0] * s->u[0] + error[1] * s->u[1];
    return -0.5 * (square + log(det) + SEEN * log(2.0 * 3.14159265358979323846));
}

/* x_adj and P_adj from after the step to before it; those of the constants' transposes stay zero. */
static void backward(const Constants *restrict c, const Step *restrict s, double *restrict x_adj,
                     double (*restrict P_adj)[STATE], Constants *restrict c_adj)
{
    double Kt[SEEN][STATE], KP[SEEN][STATE];        /* K^T, K^T P_adj */
    double u_adj[SEEN], error_adj[SEEN], S_adj[SEEN][SEEN], W_adj[SEEN][STATE], px_adj[STATE], PP_adj[STATE][STATE];
    double PF[STATE][STATE];                        /* PP_adj F */

    /* x = px + W^T u, P = PP - W^T inverse W */
    for (int i = 0; i < SEEN; i++) {
        u_adj[i] = 0.0;
        for (int k = 0; k < STATE; k++) {
            u_adj[i] += s->W[i][k] * x_adj[k];
            Kt[i][k] = s->K[k][i];
        }
    }
    for (int i = 0; i < SEEN; i++) {
        row_product(STATE, Kt[i], &P_adj[0][0], zero, KP[i]);
        for (int j = 0; j < STATE; j++)
            W_adj[i][j] = s->u[i] * x_adj[j] - 2.0 * KP[i][j];
    }

    /* the likelihood, u = inverse error, and the inverse of S */
    for (int i = 0; i < SEEN; i++)
        error_adj[i] = s->inverse[i][0] * u_adj[0] + s->inverse[i][1] * u_adj[1];
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < SEEN; j++) {
            double sum = 0.5 * (s->u[i] * s->u[j] - s->inverse[i][j])
                       - 0.5 * (error_adj[i] * s->u[j] + error_adj[j] * s->u[i]);

            for (int k = 0; k < STATE; k++)
                sum += KP[i][k] * Kt[j][k];
            S_adj[i][j] = sum;
        }
    for (int i = 0; i < SEEN; i++) {
        error_adj[i] -= s->u[i];
        c_adj->r[i] += S_adj[i][i];
    }

    /* S = W H^T + R, W = H PP, error = y - H px */
    for (int i = 0; i < SEEN; i++) {
        row_product(SEEN, S_adj[i], &c->H[0][0], W_adj[i], W_adj[i]);
        row_product(SEEN, S_adj[i], &s->W[0][0], c_adj->H[i], c_adj->H[i]);
        row_product(STATE, W_adj[i], &s->PP[0][0], c_adj->H[i], c_adj->H[i]);
        for (int j = 0; j < STATE; j++)
            c_adj->H[i][j] -= error_adj[i] * s->px[j];
    }
    for (int i = 0; i < STATE; i++) {
        px_adj[i] = x_adj[i] - c->H[0][i] * error_adj[0] - c->H[1][i] * error_adj[1];
        for (int j = 0; j < STATE; j++)
            PP_adj[i][j] = P_adj[i][j] + 0.5 * (c->H[0][i] * W_adj[0][j] + c->H[1][i] * W_adj[1][j]
                                                + W_adj[0][i] * c->H[0][j] + W_adj[1][i] * c->H[1][j]);
        c_adj->q[i] += PP_adj[i][i];
    }

    /* PP = F P F^T + Q, px = F x */
    for (int i = 0; i < STATE; i++) {
        double twice[STATE];

        row_product(STATE, PP_adj[i], &c->F[0][0], zero, PF[i]);
        row_product(STATE, PP_adj[i], &s->FP[0][0], zero, twice);
        for (int j = 0; j < STATE; j++)
            c_adj->F[i][j] += 2.0 * twice[j] + px_adj[i] * s->x[j];
    }
    row_product(STATE, px_adj, &c->F[0][0], zero, x_adj);
    for (int i = 0; i < STATE; i++)
        row_product(STATE, c->Ft[i], &PF[0][0], zero, P_adj[i]);
}

double kalman_hand(const Model *restrict model, int steps, const double (*restrict y)[SEEN], Model *restrict model_adj)
{
    Step *kept = malloc(((size_t)steps + 1) * sizeof *kept);
    Constants c, c_adj = {.q = {0.0}};
    double x_adj[STATE] = {0.0}, P_adj[STATE][STATE] = {{0.0}};
    double likelihood = 0.0;

    if (!kept)
        abort();
    for (int i = 0; i < STATE; i++) {
        c.q[i] = exp(model->log_q[i]);
        kept[0].x[i] = model->start[i];
        for (int j = 0; j < STATE; j++) {
            c.F[i][j] = model->move[i][j];
            c.Ft[j][i] = model->move[i][j];
            kept[0].P[i][j] = i == j ? 1.0 : 0.0;
        }
        for (int j = 0; j < SEEN; j++) {
            c.H[j][i] = model->see[j][i];
            c.Ht[i][j] = model->see[j][i];
        }
    }
    for (int i = 0; i < SEEN; i++)
        c.r[i] = exp(model->log_r[i]);

    for (int t = 0; t < steps; t++)
        likelihood += forward(&c, y[t], &kept[t], &kept[t + 1]);
    for (int t = steps - 1; t >= 0; t--)
        backward(&c, &kept[t], x_adj, P_adj, &c_adj);

    for (int i = 0; i < STATE; i++) {
        model_adj->start[i] += x_adj[i];
        model_adj->log_q[i] += c.q[i] * c_adj.q[i];
        for (int j = 0; j < STATE; j++)
            model_adj->move[i][j] += c_adj.F[i][j];
        for (int j = 0; j < SEEN; j++)
            model_adj->see[j][i] += c_adj.H[j][i];
    }
    for (int i = 0; i < SEEN; i++)
        model_adj->log_r[i] += c.r[i] * c_adj.r[i];
    free(kept);
    return likelihood;
}
