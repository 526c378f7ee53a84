#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

struct pair { double x, y; int n; };

ADGEN_GRAD(x)
double address(double x)
{
    double y = x, *p = &y, *q = &*p;
    *p *= x;
    *q += *&x;
    return y * *p;
}

ADGEN_GRAD(x)
double address_inactive(double x, int n)
{
    int k = n, *p = &k, **pp = &p;
    *p += 2;
    **pp *= 3;
    return x * k;
}

ADGEN_GRAD(x)
double subscript(const double *x, int i)
{
    return x[i] * x[i + 1] + x[0] * x[2 * i];
}

ADGEN_GRAD(x)
double subscript_inactive(double x, const int *n, int i)
{
    return x * n[i] * n[n[0] - 2];
}

ADGEN_GRAD(x)
double turned_subscript(const double *x, int i)
{
    double v[2];
    0[v] = i[x] * 2[x];
    1[v] = (i + 1)[x];
    return i[v] * 0[v];
}

ADGEN_GRAD(x)
double turned_subscript_inactive(double x, const int *n, int i)
{
    return x * i[n] * 2["abc"];
}

ADGEN_GRAD(p, q)
double members(struct pair p, const struct pair *q)
{
    struct pair *r = &p;
    r->x *= (*q).y;
    return p.x * q->x + (&p)->y * r->n;
}

ADGEN_GRAD(x)
double members_inactive(double x, const struct pair *q)
{
    struct pair p = *q, *r = &p;
    r->n += q->n;
    return x * p.n * (&p)->y;
}

ADGEN_GRAD(x)
double pointer_arithmetic(const double *x, int n)
{
    const double *p = x + 1, *end = x + n;
    double y = *p * *(p + 1) * *(end - 1);
    p += 2;
    --p;
    y *= *p++;
    return y * p[-1] * *p;
}

ADGEN_GRAD(x)
double pointer_arithmetic_inactive(double x, const int *m, int n)
{
    const int *p = m + n;
    int sum = 0;
    while (p > m)
        sum += *--p * m[0];
    return x * sum * *(1 + m);
}

ADGEN_GRAD(x)
double pointer_comparison(const double *x, int n)
{
    double y = 1.0;
    for (const double *p = x, *end = x + n; p != end; p++)
        if (p >= x && p < end && p != x + 1)
            y *= *p;
    return y;
}

ADGEN_GRAD(x)
double pointer_comparison_inactive(double x, const int *m, int n)
{
    int sum = 0;
    for (const int *p = m, *end = m + n; p != end; p++)
        if (p == m || p > m)
            sum += *p;
    return x * sum;
}

ADGEN_GRAD(x)
double pointer_difference(const double *x, int n)
{
    const double *end = x + n, *p = x;
    while (p < end && *p < 2.5)
        p++;
    ptrdiff_t rest = end - p;
    return *p * (p - x) * x[rest];
}

ADGEN_GRAD(x)
double pointer_difference_inactive(double x, const int *m, int n)
{
    const int *p = m;
    while (p < m + n && *p != 6)
        p++;
    return x * (p - m);
}

ADGEN_GRAD(x, a)
double to_pointer(double x, double a, int n)
{
    double *p = &x, *q = &a, **pp = n ? &p : &q;
    double *rows[2] = {&a, &x};
    **pp *= 2.0;
    *rows[1] += 1.0;
    return x * a * **rows;
}

ADGEN_GRAD(x)
double to_pointer_inactive(double x, int n)
{
    int k = 2, *p = &n, **pp = &p;
    **pp += 1;
    *pp = &k;
    **pp += 5;
    return x * n * k;
}

ADGEN_GRAD(x)
double to_array(double x[2][2])
{
    double (*row)[2] = x + 1, *flat = *x;
    return (*row)[0] * row[0][1] * flat[1];
}

ADGEN_GRAD(x)
double to_array_inactive(double x, const int m[2][2])
{
    const int (*row)[2] = m;
    row++;
    return x * (*row)[0] * row[-1][1];
}

ADGEN_GRAD(x)
double void_pointer(double x)
{
    void *p = &x;
    double *q = p;
    *q *= 2.0;
    return x * *(double *)p;
}

ADGEN_GRAD(x)
double void_pointer_inactive(double x, int n)
{
    const void *p = &n;
    const int *q = p;
    return x * *q;
}

ADGEN_GRAD(x)
double null_pointer(double x, const int *p)
{
    double *q = 0;
    if (!p)
        q = &x;
    if (q != NULL)
        *q *= x;
    return x;
}

ADGEN_GRAD(x)
double null_pointer_inactive(double x, const int *p)
{
    const char *s = NULL;
    return x * (p ? *p : 3) * (s == (void *)0);
}

ADGEN_GRAD(x, a)
double pointer_choice(double x, double a, int n)
{
    double *p = n ? &x : &a;
    *p *= 3.0;
    *(x > a ? &x : &a) += a;
    return x * a * (n ? p : &a)[0];
}

ADGEN_GRAD(x)
double pointer_choice_inactive(double x, const int *m, const int *k, int n)
{
    const int *p = n > 0 ? m : k;
    return x * *p * *(n > 1 ? m : k);
}

ADGEN_GRAD(x, y)
void restricted(const double *restrict x, double *restrict y, int n)
{
    for (int i = 0; i < n; i++)
        y[i] += x[i] * x[n - 1 - i];
}

ADGEN_GRAD(x)
double restricted_inactive(double x, const int *restrict m, int *restrict k, int n)
{
    for (int i = 0; i < n; i++)
        k[i] = 2 * m[i];
    return x * k[n - 1];
}

ADGEN_GRAD(x, v)
double stored_pointer(double x, const double *v, int n)
{
    struct { const double *at; int left; } cursor = {v, n};
    double y = x;
    while (cursor.left-- > 0)
        y *= *cursor.at++;
    return y;
}

ADGEN_GRAD(x)
double stored_pointer_inactive(double x, const int *m, int n)
{
    struct { const int *at; int left; } cursor = {m, n};
    int sum = 0;
    while (cursor.left-- > 0)
        sum += *cursor.at++;
    return x * sum;
}

const int *place;

ADGEN_GRAD(x)
double global_pointer_inactive(double x, const int *n)
{
    place = n;
    place++;
    return x * *place;
}

/*
 * check: pointers and subscripts
 * check-construct: pointers | & and * | 6.5.3.2
 * check-gradient: address(1.3)
 * check-gradient: address_inactive(1.3, 7)
 * check-construct: pointers | subscript | 6.5.2.1
 * check-gradient: subscript({1.0, 2.0, 3.0}, 1)
 * check-gradient: subscript_inactive(1.3, {4, 5, 6}, 1)
 * check-construct: pointers | subscript the other way round | 6.5.2.1
 * check-gradient: turned_subscript({1.0, 2.0, 3.0}, 1)
 * check-gradient: turned_subscript_inactive(1.3, {4, 5, 6}, 1)
 * check-construct: pointers | . and -> | 6.5.2.3
 * check-gradient: members({1.0, 2.0, 3}, &{4.0, 5.0, 6})
 * check-gradient: members_inactive(1.3, &{4.0, 5.0, 6})
 * check-construct: pointers | pointer arithmetic | 6.5.6
 * check-gradient: pointer_arithmetic({1.0, 2.0, 3.0, 4.0}, 4)
 * check-gradient: pointer_arithmetic_inactive(1.3, {4, 5, 6, 7}, 4)
 * check-construct: pointers | pointer comparison | 6.5.8
 * check-gradient: pointer_comparison({1.0, 2.0, 3.0}, 3)
 * check-gradient: pointer_comparison_inactive(1.3, {4, 5, 6}, 3)
 * check-construct: pointers | pointer difference | 6.5.6
 * check-gradient: pointer_difference({1.0, 2.0, 3.0}, 3)
 * check-gradient: pointer_difference_inactive(1.3, {4, 5, 6}, 3)
 * check-construct: pointers | pointer to pointer | 6.7.6.1
 * check-gradient: to_pointer(1.3, 0.7, 1)
 * check-gradient: to_pointer_inactive(1.3, 7)
 * check-construct: pointers | pointer to an array | 6.7.6.1
 * check-gradient: to_array({{1.0, 2.0}, {3.0, 4.0}})
 * check-gradient: to_array_inactive(1.3, {{4, 5}, {6, 7}})
 * check-construct: pointers | void pointer | 6.3.2.3
 * check-gradient: void_pointer(1.3)
 * check-gradient: void_pointer_inactive(1.3, 7)
 * check-construct: pointers | null pointer | 6.3.2.3
 * check-gradient: null_pointer(1.3, NULL)
 * check-gradient: null_pointer_inactive(1.3, NULL)
 * check-construct: pointers | ?: between pointers | 6.5.15
 * check-gradient: pointer_choice(1.3, 0.7, 1)
 * check-gradient: pointer_choice_inactive(1.3, {4}, {5}, 1)
 * check-construct: pointers | restrict | 6.7.3.1
 * check-gradient: restricted({1.0, 2.0}, {0.0, 0.0}, 2)
 * check-gradient: restricted_inactive(1.3, {4, 5}, {0, 0}, 2)
 * check-construct: pointers | pointer stored in a structure | 6.7.2.1
 * check-gradient: stored_pointer(1.3, {1.0, 2.0}, 2)
 * check-gradient: stored_pointer_inactive(1.3, {4, 5}, 2)
 * check-construct: pointers | pointer into a global | 6.7.6.1
 * check-gradient: global_pointer_inactive(1.3, {4, 5})
 */
