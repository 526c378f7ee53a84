#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double statement(double x, double a, int n)
{
    double y;

    y = x * a;
    y *= n;
    (void)(y + 1.0);
    return y;
}

ADGEN_GRAD(x)
double statement_inactive(double x, double a, int n)
{
    double b;

    b = a * a;
    b *= n;
    (void)(b + 1.0);
    return x * b;
}

ADGEN_GRAD(x)
double null_statement(double x)
{
    ;
    double y = sin(x);
    ;;
    if (y > 0.0)
        ;
    else
        y = -y;
    return y * x;
}

ADGEN_GRAD(x)
double null_statement_inactive(double x, double a)
{
    ;
    if (a > 0.0)
        ;
    else
        a = -a;
    ;
    return a * x;
}

ADGEN_GRAD(x)
double compound(double x)
{
    double y = x;
    {
        double z = y * x;
        {
            y = z * z;
        }
    }
    {
    }
    return y;
}

ADGEN_GRAD(x)
double compound_inactive(double x, double a)
{
    {
        double b = a * a;
        {
            a = b + 1.0;
        }
    }
    return a * x;
}

ADGEN_GRAD(x)
double late_declaration(double x)
{
    x *= x;
    double y = x + 1.0;
    y *= x;
    double z = y * x;
    return z;
}

ADGEN_GRAD(x)
double late_declaration_inactive(double x, double a)
{
    a *= a;
    double b = a + 1.0;
    b *= a;
    int k = (int)b + 2;
    return x * b * k;
}

ADGEN_GRAD(x)
double shadowed(double x)
{
    double y = x * x;
    {
        double y = x + 1.0;
        x *= y;
        {
            double x = 2.0 * y;
            y = x * y;
        }
        x += y;
    }
    return x * y;
}

ADGEN_GRAD(x)
double shadowed_inactive(double x, double a)
{
    int k = 2;
    {
        int k = 3;
        a *= k;
        {
            double a = 0.5;
            k += (int)(a * 8.0);
        }
        a += k;
    }
    return x * a * k;
}

ADGEN_GRAD(x)
double if_alone(double x, double a)
{
    double y = x;
    if (x > a)
        y *= sin(x);
    return y;
}

ADGEN_GRAD(x)
double if_alone_inactive(double x, double a)
{
    if (a > 0.5)
        a *= 2.0;
    return x * a;
}

ADGEN_GRAD(x)
double if_else(double x, double a)
{
    if (x > a)
        x = x * x;
    else
        x = exp(x) * a;
    return x;
}

ADGEN_GRAD(x)
double if_else_inactive(double x, double a)
{
    int k;
    if (a > 1.0) {
        k = 1;
        a = 2.0;
    } else {
        k = 3;
    }
    return x * a * k;
}

ADGEN_GRAD(x)
double else_if(double x, double a, int n)
{
    if (n == 1)
        return x;
    else if (n == 2)
        x *= x;
    else if (x > a)
        x = sin(x);
    else
        x = 0.0;
    return x * a;
}

ADGEN_GRAD(x)
double else_if_inactive(double x, int n)
{
    double a;
    if (n == 1)
        a = 1.0;
    else if (n == 2)
        a = 1.5;
    else
        a = n;
    return x * a;
}

ADGEN_GRAD(x)
double dangling_else(double x, double a, int n)
{
    double y = x;
    if (n > 1) {
        if (x < a)
            y = x * x;
        else
            y = x * a * a;
    }
    if (n > 1) if (x > a) y *= x; else y *= a; else y += x;
    return y;
}

ADGEN_GRAD(x)
double dangling_else_inactive(double x, double a, int n)
{
    if (n > 1) if (a > 1.0) n = 4; else n = 5; else n = 6;
    return x * n;
}

ADGEN_GRAD(x)
double early_return(double x, double a)
{
    if (x > a)
        return x * x;
    return x * a;
}

ADGEN_GRAD(x)
double early_return_inactive(double x, int n)
{
    if (n > 5)
        return 0.0;
    if (n > 3)
        return 2.0;
    return x * n;
}

ADGEN_GRAD(x, y)
void empty_return(double x, double *y)
{
    if (*y > 1.0) {
        *y *= x;
        return;
    }
    *y += x * x;
    return;
}

ADGEN_GRAD(x, y)
void empty_return_inactive(double x, int n, double *y, int *count)
{
    *y *= x;
    if (n > 4)
        return;
    *count += n;
}

/*
 * check: statements other than loops and jumps
 * check-construct: statements | expression statement | 6.8.3
 * check-gradient: statement(1.3, 0.7, 4)
 * check-gradient: statement_inactive(1.3, 0.7, 4)
 * check-construct: statements | null statement | 6.8.3
 * check-gradient: null_statement(1.3)
 * check-gradient: null_statement_inactive(1.3, 0.7)
 * check-construct: statements | compound statement | 6.8.2
 * check-gradient: compound(1.3)
 * check-gradient: compound_inactive(1.3, 0.7)
 * check-construct: statements | declaration after a statement | 6.8.2
 * check-gradient: late_declaration(1.3)
 * check-gradient: late_declaration_inactive(1.3, 0.7)
 * check-construct: statements | shadowed name | 6.2.1
 * check-gradient: shadowed(1.3)
 * check-gradient: shadowed_inactive(1.3, 0.7)
 * check-construct: statements | if | 6.8.4.1
 * check-gradient: if_alone(1.3, 0.7)
 * check-gradient: if_alone_inactive(1.3, 0.7)
 * check-construct: statements | if else | 6.8.4.1
 * check-gradient: if_else(1.3, 1.7)
 * check-gradient: if_else_inactive(1.3, 0.7)
 * check-construct: statements | else if chain | 6.8.4.1
 * check-gradient: else_if(1.3, 0.7, 2)
 * check-gradient: else_if_inactive(1.3, 2)
 * check-construct: statements | dangling else | 6.8.4.1
 * check-gradient: dangling_else(1.3, 0.7, 2)
 * check-gradient: dangling_else_inactive(1.3, 0.7, 2)
 * check-construct: statements | return with a value | 6.8.6.4
 * check-gradient: early_return(1.3, 0.7)
 * check-gradient: early_return_inactive(1.3, 1)
 * check-construct: statements | return without a value | 6.8.6.4
 * check-gradient: empty_return(1.3, {2.0})
 * check-gradient: empty_return_inactive(1.3, 3, {2.0}, {5})
 */
