#include <adgen/adgen.h>

double rate_at(double time);

ADGEN_GRAD(time)
double price(double time, double sum)
{
    double rate = rate_at(time);
    return sum * (1.0 + rate * time);
}
