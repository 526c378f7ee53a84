#include <adgen/adgen.h>
#include <math.h>
ADGEN_GRAD(x)
double f(double x, int n) { 
    double y = x;
    if (n > 1) {
        char s[9] = "h\x6c\154\n\u00e9";
        unsigned char t[3] = "abc"; const int w[] = L"xyz";
        const struct { int k; char name[7]; } r = {4, "hello"};
        y = sin(y) * (s[1] + s[n] + t[n] + w[n] + r.k * r.name[n]);
        s[n] = 'a';
    }
    return y;
}

/*
 * check: arrays of characters that a string initialises, in a block whose variables the backward pass reads
 * check-gradient: f(1.3, 2)
 * check-gradient: f(random(1, 2), 1)
 */
