#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double forward(double x, double a)
{
    double y = x * x;
    if (y > a)
        goto end;
    y = sin(y);
end:
    return y * x;
}

ADGEN_GRAD(x)
double forward_inactive(double x, int n)
{
    int k = 1;
    if (n > 3)
        goto end;
    k = 5;
end:
    return x * k;
}

ADGEN_GRAD(x)
double out_of_loops(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            y = y * x + 0.1;
            if (y > 9.0)
                goto done;
        }
done:
    return y;
}

ADGEN_GRAD(x)
double out_of_loops_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            k += i + j;
            if (k > 5)
                goto done;
        }
done:
    return x * k;
}

ADGEN_GRAD(x)
double backward(double x, int n)
{
    double y = x;
again:
    y = y * x;
    if (--n > 0)
        goto again;
    return y;
}

ADGEN_GRAD(x)
double backward_inactive(double x, int n)
{
    int k = 1;
again:
    k = k * 2;
    if (--n > 0)
        goto again;
    return x * k;
}

ADGEN_GRAD(x)
double into_block(double x, int n)
{
    double y = x;
    if (n > 2)
        goto inside;
    if (n > 0) {
        y = y * x;
    inside:
        y = y + x;
    }
    return y;
}

ADGEN_GRAD(x)
double into_block_inactive(double x, int n)
{
    int k = 1;
    if (n > 2)
        goto inside;
    if (n > 0) {
        k = 2;
    inside:
        k += 3;
    }
    return x * k;
}

ADGEN_GRAD(x)
double into_loop(double x, int n)
{
    double y = x;
    if (n > 2)
        goto inside;
    for (; n > 0; n--) {
        y = y * x;
    inside:
        y = y + x;
    }
    return y;
}

ADGEN_GRAD(x)
double into_loop_inactive(double x, int n)
{
    int k = 1;
    if (n > 2)
        goto inside;
    for (; n > 0; n--) {
        k *= 2;
    inside:
        k += 1;
    }
    return x * k;
}

ADGEN_GRAD(x)
double label(double x)
{
    double y = x;
lonely: __attribute__((unused))
    y *= x;
    return y;
}

ADGEN_GRAD(x)
double label_inactive(double x, int n)
{
lonely: __attribute__((unused))
    n *= 2;
    return x * n;
}

/*
 * check: goto and labels
 * check-construct: jumps | goto forward | 6.8.6.1
 * check-gradient: forward(1.3, 0.7)
 * check-gradient: forward_inactive(1.3, 4)
 * check-construct: jumps | goto out of nested loops | 6.8.6.1
 * check-gradient: out_of_loops(1.3, 4)
 * check-gradient: out_of_loops_inactive(1.3, 4)
 * check-construct: jumps | goto backward | 6.8.6.1
 * check-gradient: backward(1.3, 4)
 * check-gradient: backward_inactive(1.3, 4)
 * check-construct: jumps | goto into a block | 6.8.6.1
 * check-gradient: into_block(1.3, 4)
 * check-gradient: into_block_inactive(1.3, 4)
 * check-construct: jumps | goto into a loop | 6.8.6.1
 * check-gradient: into_loop(1.3, 4)
 * check-gradient: into_loop_inactive(1.3, 4)
 * check-construct: jumps | label without goto | 6.8.1
 * check-gradient: label(1.3)
 * check-gradient: label_inactive(1.3, 4)
 */
