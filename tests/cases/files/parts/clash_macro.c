#define WIDTH 8

double other(double x)
{
    union { unsigned u; float f; } bits;
    bits.u = WIDTH;
    return bits.u > 3 ? x * x : x;
}
