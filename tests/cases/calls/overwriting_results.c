#include <adgen/adgen.h>
#include <stdlib.h>

struct reader {
    const char *text;
    double      number;
};

ADGEN_NO_DERIVATIVE static double two(void)
{
    return 2.0;
}

/* What the record holds ends where a call puts a number there. */
static double chain(struct reader *r, const double *x)
{
    char c = *r->text;

    if (c == '\0')
        return r->number;
    if (c >= '0' && c <= '9') {
        char *end;
        r->number = strtod(r->text, &end);
        r->text = end;
    } else if (c == '!') {
        r->number = two();
        r->text++;
    } else if (c == '?') {
        r->number = atof("3.5");
        r->text++;
    } else {
        r->number = r->number * x[*r->text++ - 'a'];
    }
    double v = r->number;
    return v + chain(r, x);
}

ADGEN_GRAD(x)
double in_recursion(const double *x, const char *text)
{
    struct reader r = {text, 1.0};

    return chain(&r, x);
}

ADGEN_GRAD(x)
double in_memory(double x)
{
    struct reader r[1] = {{"2.5", x}};
    double        s = r[0].number * x;

    r->number = strtod(r->text, NULL);
    s += r->number * x;
    r->number = s * x;
    s += r->number;
    r->number = atof(r->text);
    return s * r->number;
}

ADGEN_GRAD(x)
double in_loop(double x, int n)
{
    double v = x, s = 0.0, a[3] = {x, x, x};

    for (int i = 0; i < n; i++) {
        s += v * a[i % 3];
        v = v * x;
        if (i % 2)
            v = two();
        while (a[i % 3] > 10.0 || a[i % 3] == x)
            a[i % 3] = two();
    }
    return s + v + a[1];
}

/*
 * check: results of calls without derivative take the place of active data
 * check-gradient: in_recursion(random(3, 0.5, 1), "ab2cab1.5a")
 * check-gradient: in_recursion(random(3, 0.5, 1), "ab!ca?b")
 * check-gradient: in_memory(random(0.5, 1))
 * check-gradient: in_loop(random(0.5, 1), 0)
 * check-gradient: in_loop(random(0.5, 1), 5)
 */
