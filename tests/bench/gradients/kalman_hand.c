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
 * - All sizes are constants: loops are unrolled, and matrices stay in vector registers.
 */
typedef struct Step {
    double x[STATE], P[STATE][STATE];      /* before the step */
    double FP[STATE][STATE];
    double px[STATE], PP[STATE][STATE];    /* predicted */
    double W[SEEN][STATE], inverse[SEEN][SEEN], K[STATE][SEEN], u[SEEN];
} Step;

static double forward(const Model *restrict model, const double *restrict q, const double *restrict r,
                      const double *restrict y, Step *restrict s, Step *restrict next)
{
    double error[SEEN], S[SEEN][SEEN];
    double det, square;

    for (int i = 0; i < STATE; i++) {
        double sum = 0.0;

        for (int k = 0; k < STATE; k++)
            sum += model->move[i][k] * s->x[k];
        s->px[i] = sum;
    }
    for (int i = 0; i < STATE; i++)
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += model->move[i][k] * s->P[k][j];
            s->FP[i][j] = sum;
        }
    for (int i = 0; i < STATE; i++)
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += s->FP[i][k] * model->move[j][k];
            s->PP[i][j] = i == j ? sum + q[i] : sum;
        }
    for (int i = 0; i < SEEN; i++) {
        double sum = 0.0;

        for (int k = 0; k < STATE; k++)
            sum += model->see[i][k] * s->px[k];
        error[i] = y[i] - sum;
    }
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += model->see[i][k] * s->PP[k][j];
            s->W[i][j] = sum;
        }
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < SEEN; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += s->W[i][k] * model->see[j][k];
            S[i][j] = i == j ? sum + r[i] : sum;
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

/* x_adj and P_adj from after the step to before it; q_adj and r_adj are by the variances. */
static void backward(const Model *restrict model, const Step *restrict s, double *restrict x_adj,
                     double (*restrict P_adj)[STATE], Model *restrict model_adj, double *restrict q_adj,
                     double *restrict r_adj)
{
    double KP[SEEN][STATE];        /* K^T P_adj */
    double u_adj[SEEN], error_adj[SEEN], S_adj[SEEN][SEEN], W_adj[SEEN][STATE], px_adj[STATE], PP_adj[STATE][STATE];
    double PF[STATE][STATE];       /* PP_adj F */

    /* x = px + W^T u, P = PP - W^T inverse W */
    for (int i = 0; i < SEEN; i++) {
        u_adj[i] = 0.0;
        for (int k = 0; k < STATE; k++)
            u_adj[i] += s->W[i][k] * x_adj[k];
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += s->K[k][i] * P_adj[k][j];
            KP[i][j] = sum;
            W_adj[i][j] = s->u[i] * x_adj[j] - 2.0 * sum;
        }
    }

    /* the likelihood, u = inverse error, and the inverse of S */
    for (int i = 0; i < SEEN; i++)
        error_adj[i] = s->inverse[i][0] * u_adj[0] + s->inverse[i][1] * u_adj[1];
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < SEEN; j++) {
            double sum = 0.5 * (s->u[i] * s->u[j] - s->inverse[i][j])
                       - 0.5 * (error_adj[i] * s->u[j] + error_adj[j] * s->u[i]);

            for (int k = 0; k < STATE; k++)
                sum += KP[i][k] * s->K[k][j];
            S_adj[i][j] = sum;
        }
    for (int i = 0; i < SEEN; i++) {
        error_adj[i] -= s->u[i];
        r_adj[i] += S_adj[i][i];
    }

    /* S = W H^T + R, W = H PP, error = y - H px */
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < STATE; j++) {
            model_adj->see[i][j] += S_adj[0][i] * s->W[0][j] + S_adj[1][i] * s->W[1][j] - error_adj[i] * s->px[j];
            W_adj[i][j] += S_adj[i][0] * model->see[0][j] + S_adj[i][1] * model->see[1][j];
        }
    for (int i = 0; i < SEEN; i++)
        for (int j = 0; j < STATE; j++)
            for (int k = 0; k < STATE; k++)
                model_adj->see[i][j] += W_adj[i][k] * s->PP[k][j];
    for (int i = 0; i < STATE; i++) {
        px_adj[i] = x_adj[i] - model->see[0][i] * error_adj[0] - model->see[1][i] * error_adj[1];
        for (int j = 0; j < STATE; j++)
            PP_adj[i][j] = P_adj[i][j] + 0.5 * (model->see[0][i] * W_adj[0][j] + model->see[1][i] * W_adj[1][j]
                                                + model->see[0][j] * W_adj[0][i] + model->see[1][j] * W_adj[1][i]);
        q_adj[i] += PP_adj[i][i];
    }

    /* PP = F P F^T + Q, px = F x */
    for (int i = 0; i < STATE; i++)
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;
            double twice = 0.0;

            for (int k = 0; k < STATE; k++) {
                sum += PP_adj[i][k] * model->move[k][j];
                twice += PP_adj[i][k] * s->FP[k][j];
            }
            PF[i][j] = sum;
            model_adj->move[i][j] += 2.0 * twice + px_adj[i] * s->x[j];
        }
    for (int i = 0; i < STATE; i++) {
        x_adj[i] = 0.0;
        for (int k = 0; k < STATE; k++)
            x_adj[i] += model->move[k][i] * px_adj[k];
        for (int j = 0; j < STATE; j++) {
            double sum = 0.0;

            for (int k = 0; k < STATE; k++)
                sum += model->move[k][i] * PF[k][j];
            P_adj[i][j] = sum;
        }
    }
}

double kalman_hand(const Model *restrict model, int steps, const double (*restrict y)[SEEN], Model *restrict model_adj)
{
    Step *kept = malloc(((size_t)steps + 1) * sizeof *kept);
    double q[STATE], r[SEEN], q_adj[STATE] = {0.0}, r_adj[SEEN] = {0.0};
    double x_adj[STATE] = {0.0}, P_adj[STATE][STATE] = {{0.0}};
    double likelihood = 0.0;

    if (!kept)
        abort();
    for (int i = 0; i < STATE; i++) {
        q[i] = exp(model->log_q[i]);
        kept[0].x[i] = model->start[i];
        for (int j = 0; j < STATE; j++)
            kept[0].P[i][j] = i == j ? 1.0 : 0.0;
    }
    for (int i = 0; i < SEEN; i++)
        r[i] = exp(model->log_r[i]);

    for (int t = 0; t < steps; t++)
        likelihood += forward(model, q, r, y[t], &kept[t], &kept[t + 1]);
    for (int t = steps - 1; t >= 0; t--)
        backward(model, &kept[t], x_adj, P_adj, model_adj, q_adj, r_adj);

    for (int i = 0; i < STATE; i++) {
        model_adj->start[i] += x_adj[i];
        model_adj->log_q[i] += q[i] * q_adj[i];
    }
    for (int i = 0; i < SEEN; i++)
        model_adj->log_r[i] += r[i] * r_adj[i];
    free(kept);
    return likelihood;
}
