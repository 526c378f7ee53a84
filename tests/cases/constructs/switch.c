#include <adgen/adgen.h>
#include <math.h>

enum colour { RED, GREEN, BLUE };

ADGEN_GRAD(x)
double plain(double x, int n)
{
    double y = 0.0;
    switch (n) {
    case 1:
        y = x;
        break;
    case 2:
        y = x * x;
        break;
    default:
        y = sin(x);
        break;
    }
    return y * x;
}

ADGEN_GRAD(x)
double plain_inactive(double x, int n)
{
    double a;
    switch (n) {
    case 1:
        a = 1.0;
        break;
    case 2:
        a = 1.5;
        break;
    default:
        a = n;
        break;
    }
    return x * a;
}

ADGEN_GRAD(x)
double falling(double x, int n)
{
    double y = 1.0;
    switch (n) {
    case 3:
        y *= sin(x);
        /* fall through */
    case 2:
        y *= x;
        /* fall through */
    case 1:
        y += x;
        break;
    default:
        y = 0.0;
    }
    return y;
}

ADGEN_GRAD(x)
double falling_inactive(double x, int n)
{
    double a = 1.0;
    switch (n) {
    case 3:
        a *= 3.0;
        /* fall through */
    case 2:
        a *= 2.0;
        /* fall through */
    default:
        a += 0.5;
    }
    return x * a;
}

ADGEN_GRAD(x)
double default_first(double x, int n)
{
    double y = x;
    switch (n) {
    case 1:
        y = x * x;
        break;
    default:
        y *= 2.0;
        /* fall through */
    case 2:
        y *= x;
        break;
    case 3:
        y = cos(x);
    }
    return y;
}

ADGEN_GRAD(x)
double default_first_inactive(double x, int n)
{
    switch (n) {
    case 1:
        n = 11;
        break;
    default:
        n *= 2;
        /* fall through */
    case 2:
        n += 3;
        break;
    case 3:
        n = 0;
    }
    return x * n;
}

ADGEN_GRAD(x)
double no_default(double x, int n)
{
    switch (n % 3) {
    case 0:
        return x;
    case 2:
        x *= x;
        break;
    }
    return x * x;
}

ADGEN_GRAD(x)
double no_default_inactive(double x, int n)
{
    switch (n % 3) {
    case 0:
        n = 4;
        break;
    case 1:
        n = 5;
    }
    return x * n;
}

ADGEN_GRAD(x)
double stacked(double x, int n)
{
    switch (n) {
    case 1:
    case 2:
    case 3:
        return x * x * x;
    case 4: default:
        return exp(x);
    }
}

ADGEN_GRAD(x)
double stacked_inactive(double x, int n)
{
    int k = 0;
    switch (n) {
    case 1: case 2:
        k = 7;
        break;
    case 4: default:
        k = 8;
    }
    return x * k;
}

ADGEN_GRAD(x)
double on_enum(double x, enum colour c)
{
    switch (c) {
    case RED:   return x;
    case GREEN: return x * x;
    case BLUE:  return sin(x);
    }
    return 0.0;
}

ADGEN_GRAD(x)
double on_enum_inactive(double x, enum colour c)
{
    const char *name = "none";
    switch (c) {
    case RED:   name = "red";   break;
    case GREEN: name = "green"; break;
    case BLUE:  name = "blue";  break;
    }
    return x * name[0];
}

ADGEN_GRAD(x)
double on_char(double x, const char *program)
{
    double y = 1.0;
    for (; *program; program++) {
        switch (*program) {
        case 'x': y += x; break;
        case '*': y *= x; break;
        case 's': y = sin(y); break;
        }
    }
    return y;
}

ADGEN_GRAD(x)
double on_char_inactive(double x, const char *text)
{
    int digits = 0, letters = 0;
    for (; *text; text++) {
        switch (*text) {
        case '1': case '2': digits++; break;
        default:  letters++;
        }
    }
    return x * digits / letters;
}

ADGEN_GRAD(x)
double in_loop(double x, int n)
{
    double y = x;
    for (int i = 0; i < n; i++) {
        switch (i % 4) {
        case 0:
            continue;
        case 1:
            y *= x;
            break;
        case 2:
            y += x;
            continue;
        default:
            y = sin(y);
        }
        y *= 0.9;
    }
    return y;
}

ADGEN_GRAD(x)
double in_loop_inactive(double x, int n)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        switch (i % 3) {
        case 0:
            continue;
        case 1:
            k += i;
            break;
        default:
            k *= 2;
        }
        k++;
    }
    return x * k;
}

ADGEN_GRAD(x)
double nested(double x, int n, int m)
{
    double y = x;
    switch (n) {
    case 1:
        switch (m) {
        case 1:
            y = x * x;
            break;
        case 2:
            y = x * x * x;
            break;
        }
        y *= x;
        break;
    default:
        y = cos(x);
    }
    return y;
}

ADGEN_GRAD(x)
double nested_inactive(double x, int n, int m)
{
    int k = 1;
    switch (n) {
    case 1:
        switch (m) {
        case 1:  k = 2; break;
        default: k = 3;
        }
        k *= 5;
        break;
    default:
        k = 0;
    }
    return x * k;
}

ADGEN_GRAD(x)
double loop_inside(double x, int n, int m)
{
    double y = x;
    switch (n) {
    case 1:
        for (int i = 0; i < m; i++) {
            if (i == 2)
                break;
            y *= x;
        }
        break;
    default:
        y = 0.0;
    }
    return y;
}

ADGEN_GRAD(x)
double loop_inside_inactive(double x, int n, int m)
{
    int k = 1;
    switch (n) {
    case 1:
        for (int i = 0; i < m; i++) {
            if (i == 2)
                break;
            k += i;
        }
        break;
    default:
        k = 0;
    }
    return x * k;
}

ADGEN_GRAD(x)
double bare(double x, int n)
{
    double y = x;
    switch (n)
    case 1:
        y *= x;
    switch (n) {
    default:
        break;
    }
    return y;
}

ADGEN_GRAD(x)
double bare_inactive(double x, int n)
{
    switch (n)
    case 1:
        n = 4;
    switch (n) {
    default:
        break;
    }
    return x * n;
}

ADGEN_GRAD(x)
double breaks_under_if(double x, int n)
{
    double y = x;
    switch (n) {
    case 1:
        if (x > 1.0)
            break;
        y = x * x;
        break;
    case 2:
        y = 0.0;
    }
    return y * x;
}

ADGEN_GRAD(x)
double breaks_under_if_inactive(double x, int n)
{
    int k = 3;
    switch (n) {
    case 1:
        if (k > 2)
            break;
        k = 5;
        break;
    case 2:
        k = 0;
    }
    return x * k;
}

ADGEN_GRAD(x)
double duff(double x, int n)
{
    double y = x;
    int k = (n + 1) / 2;
    switch (n % 2) {
    case 0: do { y *= x;
    case 1:      y += x;
            } while (--k > 0);
    }
    return y;
}

ADGEN_GRAD(x)
double duff_inactive(double x, int n)
{
    int y = 1;
    int k = (n + 1) / 2;
    switch (n % 2) {
    case 0: do { y *= 2;
                 /* fall through */
    case 1:      y += 3;
            } while (--k > 0);
    }
    return x * y;
}

/*
 * check: switch in all its shapes
 * check-construct: switch | switch | 6.8.4.2
 * check-gradient: plain(1.3, 2)
 * check-gradient: plain_inactive(1.3, 2)
 * check-construct: switch | fall through | 6.8.4.2
 * check-gradient: falling(1.3, 2)
 * check-gradient: falling_inactive(1.3, 2)
 * check-construct: switch | default in the middle | 6.8.4.2
 * check-gradient: default_first(1.3, 7)
 * check-gradient: default_first_inactive(1.3, 7)
 * check-construct: switch | switch without default | 6.8.4.2
 * check-gradient: no_default(1.3, 5)
 * check-gradient: no_default_inactive(1.3, 5)
 * check-construct: switch | stacked case labels | 6.8.4.2
 * check-gradient: stacked(1.3, 2)
 * check-gradient: stacked_inactive(1.3, 2)
 * check-construct: switch | switch on an enumeration | 6.8.4.2
 * check-gradient: on_enum(1.3, GREEN)
 * check-gradient: on_enum_inactive(1.3, BLUE)
 * check-construct: switch | switch on a character | 6.8.4.2
 * check-gradient: on_char(1.3, "x*s")
 * check-gradient: on_char_inactive(1.3, "a1b22")
 * check-construct: switch | switch in a loop with continue | 6.8.4.2
 * check-gradient: in_loop(1.3, 6)
 * check-gradient: in_loop_inactive(1.3, 6)
 * check-construct: switch | nested switch | 6.8.4.2
 * check-gradient: nested(1.3, 1, 2)
 * check-gradient: nested_inactive(1.3, 1, 2)
 * check-construct: switch | loop in a switch | 6.8.4.2
 * check-gradient: loop_inside(1.3, 1, 4)
 * check-gradient: loop_inside_inactive(1.3, 1, 4)
 * check-construct: switch | switch without braces, empty switch | 6.8.4.2
 * check-gradient: bare(1.3, 1)
 * check-gradient: bare_inactive(1.3, 1)
 * check-construct: switch | break under an if in a switch | 6.8.6.3
 * check-gradient: breaks_under_if(1.3, 1)
 * check-gradient: breaks_under_if_inactive(1.3, 1)
 * check-construct: switch | case label inside another statement, Duff's device | 6.8.4.2
 * check-gradient: duff(1.3, 5)
 * check-gradient: duff_inactive(1.3, 5)
 */
