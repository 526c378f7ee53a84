#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double while_loop(double x, int n)
{
    double y = 1.0;
    int i = 0;
    while (i < n) {
        y = sin(y) * x;
        i++;
    }
    return y;
}

ADGEN_GRAD(x)
double while_loop_inactive(double x, int n)
{
    double a = 1.0;
    while (n > 0) {
        a *= 1.5;
        n--;
    }
    return x * a;
}

ADGEN_GRAD(x)
double while_active(double x)
{
    while (x < 30.0)
        x = x * x + 1.0;
    return x;
}

ADGEN_GRAD(x)
double while_active_inactive(double x, double a)
{
    while (a < 30.0)
        a = a * a + 1.0;
    return x * a;
}

ADGEN_GRAD(x)
double do_loop(double x, int n)
{
    double y = x;
    do
        y *= x;
    while (--n > 0);
    do {
        y = cos(y);
    } while (y > 5.0);
    return y;
}

ADGEN_GRAD(x)
double do_loop_inactive(double x, int n)
{
    int k = 1;
    do
        k += n;
    while (--n > 0);
    return x * k;
}

ADGEN_GRAD(x)
double for_loop(double x, int n)
{
    double y = 1.0;
    int i;
    for (i = 0; i < n; i++)
        y = y * x + i;
    return y * i;
}

ADGEN_GRAD(x)
double for_loop_inactive(double x, int n)
{
    double a = 1.0;
    int i;
    for (i = 0; i < n; i++)
        a = a * 0.5 + i;
    return x * a * i;
}

ADGEN_GRAD(x)
double for_declares(double x, int n)
{
    double y = 1.0;
    for (int i = n, j = 1; i > j; i -= 1, j++)
        y += sin(y * x) * j;
    for (double z = x; n > 0; n--)
        y += z * x;
    return y;
}

ADGEN_GRAD(x)
double for_declares_inactive(double x, int n)
{
    double a = 1.0;
    for (int i = n, j = 1; i > j; i -= 1, j++)
        a += j;
    for (const char *p = "abc"; *p; p++)
        a += *p;
    return x * a;
}

ADGEN_GRAD(x)
double for_empty(double x, int n)
{
    double y = 1.0;
    for (;;) {
        y *= x;
        if (--n <= 0)
            break;
    }
    int i = 0;
    for (; i < 3;)
        y += x * i++;
    return y;
}

ADGEN_GRAD(x)
double for_empty_inactive(double x, int n)
{
    int k = 0;
    for (;;) {
        k += n;
        if (--n <= 0)
            break;
    }
    for (; k > 100;)
        k--;
    return x * k;
}

ADGEN_GRAD(x)
double empty_body(double x, const double *a)
{
    double y = 0.0;
    int i;
    for (i = 0; i < 3; y += a[i] * x * x, i++)
        ;
    for (i = 0; a[i] > 1.0; i++) {
    }
    return y * i;
}

ADGEN_GRAD(x)
double empty_body_inactive(double x, const char *s)
{
    int n = 0;
    while (s[n++])
        ;
    for (; n > 2; n--) {
    }
    return x * n;
}

ADGEN_GRAD(x)
double comma_loop(double x, int n)
{
    double y, z;
    int i;
    for (i = 0, y = x, z = 1.0; i < n; i++, y *= x, z += y)
        z *= 0.5;
    return y * z;
}

ADGEN_GRAD(x)
double comma_loop_inactive(double x, int n)
{
    int i, k, m;
    for (i = 0, k = 1, m = 0; i < n; i++, k *= 2, m += k)
        m--;
    return x * m;
}

ADGEN_GRAD(x)
double counter_changes(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++) {
        y = sin(y) + x;
        if (i % 2)
            i += 2;
    }
    return y;
}

ADGEN_GRAD(x)
double counter_changes_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        k += i;
        if (i % 2)
            i += 2;
    }
    return x * k;
}

ADGEN_GRAD(x)
double bound_changes(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++) {
        y = sin(y) * x;
        n--;
    }
    return y * n;
}

ADGEN_GRAD(x)
double bound_changes_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        k += i;
        n--;
    }
    return x * (k + n);
}

ADGEN_GRAD(x)
double zero_times(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++)
        y = sin(y);
    while (n > 0)
        y *= n--;
    return y * x;
}

ADGEN_GRAD(x)
double zero_times_inactive(double x, int n)
{
    int k = 2;
    for (int i = 0; i < n; i++)
        k += i;
    while (n-- > 0)
        k++;
    return x * k;
}

ADGEN_GRAD(x)
double broken(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++) {
        y *= x;
        if (y > 4.0)
            break;
        y += 0.25;
    }
    return y;
}

ADGEN_GRAD(x)
double broken_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        k += i;
        if (k > 4)
            break;
        k++;
    }
    return x * k;
}

ADGEN_GRAD(x)
double continued(double x, int n)
{
    double y = x;
    while (n-- > 0) {
        y *= x;
        if (n % 2)
            continue;
        y = sin(y);
    }
    return y;
}

ADGEN_GRAD(x)
double continued_inactive(double x, int n)
{
    int k = 0;
    do {
        if (n % 2)
            continue;
        k += n;
    } while (n-- > 0);
    return x * k;
}

ADGEN_GRAD(x)
double returned(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++) {
        y = y * y + x;
        if (y > 10.0)
            return y * i;
    }
    return -y;
}

ADGEN_GRAD(x)
double returned_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        k += i;
        if (k > 5)
            return x * k;
    }
    return -x;
}

ADGEN_GRAD(x)
double nest(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) {
            int k = j;
            while (k-- > 0)
                y = sin(y) + x;
        }
    return y;
}

ADGEN_GRAD(x)
double nest_inactive(double x, int n)
{
    int m = 0;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) {
            int k = j;
            while (k-- > 0)
                m += i + j;
        }
    return x * m;
}

ADGEN_GRAD(x)
double real_counter(double x)
{
    double y = x;
    for (double t = 0.0; t < 1.0; t += 0.25)
        y = sin(y) * (x + t);
    return y;
}

ADGEN_GRAD(x)
double real_counter_inactive(double x, double a)
{
    int k = 0;
    for (float t = 0.0f; t < a; t += 0.25f)
        k++;
    return x * k;
}

ADGEN_GRAD(x)
double down(double x, unsigned n)
{
    double y = x;
    for (unsigned i = n; i-- > 0u;)
        y = y * x + i;
    return y;
}

ADGEN_GRAD(x)
double down_inactive(double x, unsigned n)
{
    unsigned k = 0;
    for (unsigned i = n; i-- > 0u;)
        k += i * i;
    return x * k;
}

/*
 * check: loops
 * check-construct: loops | while | 6.8.5.1
 * check-gradient: while_loop(1.3, 4)
 * check-gradient: while_loop_inactive(1.3, 4)
 * check-construct: loops | while on active data | 6.8.5.1
 * check-gradient: while_active(1.3)
 * check-gradient: while_active_inactive(1.3, 0.7)
 * check-construct: loops | do while | 6.8.5.2
 * check-gradient: do_loop(1.3, 4)
 * check-gradient: do_loop_inactive(1.3, 4)
 * check-construct: loops | for | 6.8.5.3
 * check-gradient: for_loop(1.3, 4)
 * check-gradient: for_loop_inactive(1.3, 4)
 * check-construct: loops | for with a declaration | 6.8.5.3
 * check-gradient: for_declares(1.3, 4)
 * check-gradient: for_declares_inactive(1.3, 4)
 * check-construct: loops | for without parts | 6.8.5.3
 * check-gradient: for_empty(1.3, 4)
 * check-gradient: for_empty_inactive(1.3, 4)
 * check-construct: loops | loop with an empty body | 6.8.5
 * check-gradient: empty_body(1.3, {1.5, 0.25, 3.0})
 * check-gradient: empty_body_inactive(1.3, "abc")
 * check-construct: loops | comma in the parts of a for | 6.5.17
 * check-gradient: comma_loop(1.3, 4)
 * check-gradient: comma_loop_inactive(1.3, 4)
 * check-construct: loops | counter changes in the body | 6.8.5
 * check-gradient: counter_changes(1.3, 9)
 * check-gradient: counter_changes_inactive(1.3, 9)
 * check-construct: loops | bound changes in the body | 6.8.5
 * check-gradient: bound_changes(1.3, 9)
 * check-gradient: bound_changes_inactive(1.3, 9)
 * check-construct: loops | loop run zero times | 6.8.5
 * check-gradient: zero_times(1.3, 0)
 * check-gradient: zero_times_inactive(1.3, 0)
 * check-construct: loops | break | 6.8.6.3
 * check-gradient: broken(1.3, 9)
 * check-gradient: broken_inactive(1.3, 9)
 * check-construct: loops | continue | 6.8.6.2
 * check-gradient: continued(1.3, 6)
 * check-gradient: continued_inactive(1.3, 6)
 * check-construct: loops | return in a loop | 6.8.6.4
 * check-gradient: returned(1.3, 6)
 * check-gradient: returned_inactive(1.3, 6)
 * check-construct: loops | nested loops | 6.8.5
 * check-gradient: nest(1.3, 3)
 * check-gradient: nest_inactive(1.3, 3)
 * check-construct: loops | loop with a real counter | 6.8.5
 * check-gradient: real_counter(1.3)
 * check-gradient: real_counter_inactive(1.3, 0.7)
 * check-construct: loops | loop that counts down, unsigned | 6.8.5
 * check-gradient: down(1.3, 4)
 * check-gradient: down_inactive(1.3, 4)
 */
