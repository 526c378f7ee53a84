#include <adgen/adgen.h>
#include <math.h>

#define PI 3.14159265358979323846
#define SWAP(x, y) do { double t_ = (x); (x) = (y); (y) = t_; } while (0)

/* Radix 2, in place; data holds n complex numbers, n is a power of two; sign -1 is the transform, +1 its inverse. */
ADGEN_VJP(data)
void fft(unsigned n, double *data, int sign)
{
    unsigned i, j, m, step;

    for (i = 0, j = 0; i < n; i++) {
        if (j > i) {
            SWAP(data[2 * i], data[2 * j]);
            SWAP(data[2 * i + 1], data[2 * j + 1]);
        }
        for (m = n >> 1; m >= 1 && (j & m); m >>= 1)
            j ^= m;
        j |= m;
    }

    for (step = 1; step < n; step <<= 1) {
        double theta = sign * PI / step;
        double half = sin(0.5 * theta);
        double wpr = -2.0 * half * half, wpi = sin(theta);
        double wr = 1.0, wi = 0.0;

        for (m = 0; m < step; m++) {
            for (i = m; i < n; i += 2 * step) {
                double *p = data + 2 * i, *q = p + 2 * step;
                double tr = wr * q[0] - wi * q[1];
                double ti = wr * q[1] + wi * q[0];
                q[0] = p[0] - tr;
                q[1] = p[1] - ti;
                p[0] += tr;
                p[1] += ti;
            }
            {
                double old = wr;
                wr += old * wpr - wi * wpi;
                wi += wi * wpr + old * wpi;
            }
        }
    }
    if (sign > 0)
        for (i = 0; i < 2 * n; i++)
            data[i] /= n;
}

/* The power of a signal in the bins from low to high, by a transform of a copy with a Hann window. */
ADGEN_GRAD(signal)
double band_power(unsigned n, const double *signal, double *work, unsigned low, unsigned high)
{
    double power = 0.0;
    unsigned k;

    for (k = 0; k < n; k++) {
        double window = 0.5 - 0.5 * cos(2.0 * PI * k / n);
        work[2 * k] = signal[k] * window;
        work[2 * k + 1] = 0.0;
    }
    fft(n, work, -1);
    for (k = low; k <= high && k < n; k++) {
        double re = work[2 * k], im = work[2 * k + 1];
        power += re * re + im * im;
    }
    return log(1e-3 + power);
}

/*
 * check: a fast Fourier transform in place: bit reversal, twiddle factors by recurrence, cursors
 * check-gradient: fft(0, zeros(0), -1)
 * check-gradient: fft(1, {1.0, 2.0}, -1)
 * check-gradient: fft(2, {1.0, 2.0, 3.0, 4.0}, -1)
 * check-seed: data = {1, 0, 2, 0}
 * check-value: data = {3, 0, -1, 0}
 * check-gradient: fft(8, random(16, -1, 1), -1)
 * check-gradient: fft(16, random(32, -1, 1), 1)
 * check-gradient: band_power(1, {1.0}, zeros(2), 0, 0)
 * check-gradient: band_power(8, random(8, -1, 1), zeros(16), 1, 3)
 * check-gradient: band_power(16, random(16, -1, 1), zeros(32), 0, 99)
 */
