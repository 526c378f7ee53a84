#include <adgen/adgen.h>
#include <math.h>

/* FFT recursive with complex in two arrays and stack temporaries (VLA avoided) */
static void fft(double *re, double *im, int n, int stride, double *tr, double *ti)
{
    if (n == 1)
        return;
    for (int i = 0; i < n / 2; i++) {
        tr[i] = re[2 * i]; ti[i] = im[2 * i];
        tr[n / 2 + i] = re[2 * i + 1]; ti[n / 2 + i] = im[2 * i + 1];
    }
    for (int i = 0; i < n; i++) { re[i] = tr[i]; im[i] = ti[i]; }
    fft(re, im, n / 2, stride, tr, ti);
    fft(re + n / 2, im + n / 2, n / 2, stride, tr, ti);
    for (int k = 0; k < n / 2; k++) {
        double c = cos(2.0 * 3.14159265358979 * k / n), s = -sin(2.0 * 3.14159265358979 * k / n);
        double er = re[k], ei = im[k], or = re[k + n / 2], oi = im[k + n / 2];
        re[k] = er + c * or - s * oi;
        im[k] = ei + c * oi + s * or;
        re[k + n / 2] = er - c * or + s * oi;
        im[k + n / 2] = ei - c * oi - s * or;
    }
}

ADGEN_GRAD(x)
double energy(const double *x, int n)
{
    double re[16], im[16], tr[16], ti[16], e = 0.0;
    for (int i = 0; i < n; i++) { re[i] = x[i]; im[i] = 0.0; }
    fft(re, im, n, 1, tr, ti);
    for (int i = 0; i < n; i++)
        e += (i + 1) * (re[i] * re[i] + im[i] * im[i]) * re[i];
    return e;
}

/*
 * check: a recursive Fourier transform
 * check-gradient: energy(random(1, -1, 1), 1)
 * check-gradient: energy(random(8, -1, 1), 8)
 */
