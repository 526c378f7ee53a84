#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double forward(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++) {
        if (i == 1)
            goto skip;
        if (x[i] < -1.0)
            continue;
        if (x[i] > 3.0)
            break;
        s += x[i] * i;
    skip:
        s += x[i] * x[i];
    }
    return s;
}

ADGEN_GRAD(x)
double backward(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++) {
        double y = x[i];
        int    k = 0;
    again:
        y = sin(y) + 0.5;
        if (y < 0.0)
            continue;
        if (s > 2.5)
            break;
        if (k++ < i)
            goto again;
        s += y * x[0];
    }
    return s;
}

ADGEN_GRAD(x)
double two_deep(int n, const double *x)
{
    double s = 1.0;
    int    i = 0;
    do {
        int k = 0;
        s += x[i];
    again:
        for (;;) {
            s = s * 0.9 + x[i];
            if (s > 4.0)
                goto full;
            if (k++ == 2)
                break;
            if (s < 0.0)
                goto again;
            continue;
        }
        s *= 1.1;
        if (x[i] > 0.5)
            continue;
        s -= 0.1 * x[0];
    full:
        s *= 0.5;
    } while (++i < n);
    return s;
}

ADGEN_GRAD(x)
double in_switch(int n, const double *x, const int *what)
{
    double s = 1.0;
    int    repeats = 0;
    for (int i = 0; i < n; i++) {
    again:
        switch (what[i]) {
        case 0:
            s += x[i];
            break;
        case 1:
            s *= x[i];
            if (repeats++ < 2)
                goto again;
            break;
        case 2:
            if (s > 1.0)
                continue;
            s = sin(s);
            /* fall through */
        case 3:
            if (repeats > 5)
                goto out;
            if (s < 0.3)
                break;
            s += 0.3 * x[i];
            repeats++;
            goto again;
        default:
            goto next;
        }
        s *= 1.1;
    next:
        s += 0.1 * x[0];
    }
out:
    return s;
}

/*
 * check: break and continue of loops around, within what goto goes over or back; switches that gotos leave
 * check-gradient: forward(5, {0.5, 0.7, -2.0, 1.0, 0.3})
 * check-gradient: forward(5, {0.5, 4.0, 0.2, 3.5, 0.3})
 * check-gradient: backward(5, {0.5, 0.7, -2.5, 1.0, 0.3})
 * check-gradient: backward(5, {2.5, 0.7, -2.5, 1.0, 0.3})
 * check-gradient: two_deep(4, {0.3, 0.9, -0.7, 2.0})
 * check-gradient: two_deep(1, {-0.9})
 * check-gradient: two_deep(3, {2.3, 0.9, -0.7})
 * check-gradient: in_switch(5, {0.7, 0.9, 0.4, 0.6, 0.2}, {0, 1, 2, 7, 0})
 * check-gradient: in_switch(5, {0.7, 0.9, 0.4, 0.6, 0.2}, {3, 1, 2, 7, 0})
 * check-gradient: in_switch(5, {-1.7, 0.9, 0.4, 0.6, 0.2}, {0, 2, 3, 1, 2})
 * check-gradient: in_switch(0, {0.7}, {0})
 */
