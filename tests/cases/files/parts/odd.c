#include <math.h>

double even(int n, double x);
double power(int n, double x);

double odd(int n, double x)
{
    return n == 0 ? 1.0 : cos(x) * even(n - 1, x * x);
}

double power(int n, double x)
{
    return n < 1 ? 1.0 : x * power(n - 1, x);
}
