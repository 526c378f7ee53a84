/*
 * The functions of the workloads once more, as those who use ADOL-C write them: for either kind of number, with what
 * has no derivative left as double.
 */
#include "adolc.h"

#include <adolc/adolc.h>

#include <vector>

namespace {

using Row = std::vector<adouble>;

/*
 * A recording, begun when it is made; `backward` ends it, and adds the gradient to where that of the inputs is wanted.
 */
class Tape {
public:
    Tape()
    {
        trace_on(1, 1);
    }

    Row inputs(int count, const double *at, double *adjoints)
    {
        Row row(count);

        for (int i = 0; i < count; i++)
            row[i] <<= at[i];
        for (int i = 0; i < count; i++)
            targets.push_back(adjoints + i);
        return row;
    }

    double backward(adouble result)
    {
        size_t              count = targets.size();
        std::vector<double> gradient(count);
        double              value, seed = 1.0;

        result >>= value;
        trace_off();
        fos_reverse(1, 1, static_cast<int>(count), &seed, gradient.data());
        for (size_t i = 0; i < count; i++)
            *targets[i] += gradient[i];
        return value;
    }

private:
    std::vector<double *> targets;
};

adouble dot_of(int n, const Row &a, const Row &b)
{
    adouble product = 0.0;

    for (int i = 0; i < n; i++)
        product += a[i] * b[i];
    return product;
}

adouble linear(int d, const Row &w, const double *x)
{
    adouble sum = 0.0;

    for (int j = 0; j < d; j++)
        sum += x[j] * w[j];
    return sum;
}

adouble below(const adouble &x)
{
    return 0.5 + 0.5 * erf(x * 0.70710678118654752440);
}

Row chain(int n, const Row &rate, const Row &pool)
{
    Row flow(n);

    flow[0] = rate[0];
    for (int i = 1; i < n; i++)
        flow[i] = rate[i] * pool[i - 1];
    return flow;
}

Row moved(int n, const Row &y, double h, const Row &k)
{
    Row to(n);

    for (int i = 0; i < n; i++)
        to[i] = y[i] + h * k[i];
    return to;
}

}  // namespace

double dot_adolc(int n, const double *a, const double *b, double *a_adj, double *b_adj)
{
    Tape tape;
    Row  all = tape.inputs(n, a, a_adj), others = tape.inputs(n, b, b_adj);

    return tape.backward(dot_of(n, all, others));
}

double linreg_adolc(int n, int d, const double *w, const double *x, const double *y, double *w_adj)
{
    Tape    tape;
    Row     weights = tape.inputs(d, w, w_adj);
    adouble loss = 0.0;

    for (int i = 0; i < n; i++) {
        adouble residual = linear(d, weights, x + i * d) - y[i];

        loss += residual * residual;
    }
    return tape.backward(loss);
}

double logreg_adolc(int n, int d, const double *w, const double *x, const double *y, double *w_adj)
{
    Tape    tape;
    Row     weights = tape.inputs(d, w, w_adj);
    adouble loss = 0.0;

    for (int i = 0; i < n; i++)
        loss += log(1.0 + exp(-y[i] * linear(d, weights, x + i * d)));
    return tape.backward(loss);
}

double perceptron_adolc(int batch, int in, int hidden, int out, const double *W1, const double *b1, const double *W2,
                        const double *b2, const double *x, const double *y, double *W1_adj, double *b1_adj,
                        double *W2_adj, double *b2_adj)
{
    Tape    tape;
    Row     first = tape.inputs(in * hidden, W1, W1_adj), bias = tape.inputs(hidden, b1, b1_adj);
    Row     second = tape.inputs(hidden * out, W2, W2_adj), last = tape.inputs(out, b2, b2_adj), a(hidden);
    adouble loss = 0.0;

    for (int s = 0; s < batch; s++) {
        for (int i = 0; i < hidden; i++) {
            adouble z = bias[i];

            for (int j = 0; j < in; j++)
                z += first[i * in + j] * x[s * in + j];
            a[i] = tanh(z);
        }
        for (int i = 0; i < out; i++) {
            adouble z = last[i];

            for (int j = 0; j < hidden; j++)
                z += second[i * hidden + j] * a[j];
            z -= y[s * out + i];
            loss += z * z;
        }
    }
    return tape.backward(loss / batch);
}

double rosen_adolc(int n, const double *x, double *x_adj)
{
    Tape    tape;
    Row     at = tape.inputs(n, x, x_adj);
    adouble f = 0.0;

    for (int i = 0; i < n - 1; i++) {
        adouble across = at[i + 1] - at[i] * at[i], along = 1.0 - at[i];

        f += 100.0 * across * across + along * along;
    }
    return tape.backward(f);
}

double heatc_adolc(int n, int steps, double k, const double *u0, double *u0_adj)
{
    Tape    tape;
    Row     u = tape.inputs(n, u0, u0_adj), next(n);

    for (int t = 0; t < steps; t++) {
        next[0] = u[0];
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        next[n - 1] = u[n - 1];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    return tape.backward(dot_of(n, u, u));
}

double burgers_adolc(int n, int steps, double a, double b, const double *u0, double *u0_adj)
{
    Tape    tape;
    Row     u = tape.inputs(n, u0, u0_adj), next(n);

    for (int t = 0; t < steps; t++) {
        next[0] = 0.0;
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] - a * u[i] * (u[i + 1] - u[i - 1]) + b * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        next[n - 1] = 0.0;
        u.swap(next);
    }
    return tape.backward(dot_of(n, u, u));
}

double newton_adolc(int n, const double *a, double *a_adj)
{
    Tape    tape;
    Row     all = tape.inputs(n, a, a_adj);
    adouble sum = 0.0;

    for (int i = 0; i < n; i++) {
        adouble x = all[i];
        double  off = x.value() * x.value() - a[i];

        while (off > 1e-12 || off < -1e-12) {
            x = 0.5 * (x + all[i] / x);
            off = x.value() * x.value() - a[i];
            if (off < 1e-12 * a[i] && off > -1e-12 * a[i])
                break;
        }
        sum += x;
    }
    return tape.backward(sum);
}

double bs_adolc(int n, const double *spot, const double *vol, double rate, const double *strike, const double *expiry,
                double *spot_adj, double *vol_adj, double *rate_adj)
{
    Tape    tape;
    Row     spots = tape.inputs(n, spot, spot_adj), vols = tape.inputs(n, vol, vol_adj);
    Row     rates = tape.inputs(1, &rate, rate_adj);
    adouble sum = 0.0;

    for (int i = 0; i < n; i++) {
        adouble spread = vols[i] * sqrt(expiry[i]);
        adouble d1 = (log(spots[i] / strike[i]) + (rates[0] + 0.5 * vols[i] * vols[i]) * expiry[i]) / spread;
        adouble d2 = d1 - spread;

        sum += spots[i] * below(d1) - strike[i] * exp(-rates[0] * expiry[i]) * below(d2);
    }
    return tape.backward(sum);
}

double lse_adolc(int n, const double *x, double *x_adj)
{
    Tape    tape;
    Row     at = tape.inputs(n, x, x_adj);
    adouble top = at[0], sum = 0.0;

    for (int i = 1; i < n; i++)
        if (at[i].value() > top.value())
            top = at[i];
    for (int i = 0; i < n; i++)
        sum += exp(at[i] - top);
    return tape.backward(top + log(sum));
}

double ode_adolc(int n, int steps, const double *rate, double *rate_adj)
{
    Tape   tape;
    Row    rates = tape.inputs(n, rate, rate_adj), y(n);
    double h = 2.0 / steps;

    for (int i = 0; i < n; i++)
        y[i] = 0.0;
    for (int step = 0; step < steps; step++) {
        Row k1 = chain(n, rates, y);
        Row k2 = chain(n, rates, moved(n, y, 0.5 * h, k1));
        Row k3 = chain(n, rates, moved(n, y, 0.5 * h, k2));
        Row k4 = chain(n, rates, moved(n, y, h, k3));

        for (int i = 0; i < n; i++)
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    return tape.backward(y[n - 1]);
}
