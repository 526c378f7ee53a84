static int hidden(int i)
{
    return i - 1;
}

int flags_of(int n)
{
    union { int i; float f; } bits;
    bits.i = hidden(n) + hidden(hidden(n));
    return bits.i;
}

double scaled(double x, int n)
{
    union { unsigned u; float f; } bits;
    bits.u = (unsigned)hidden(n) & 3u;
    return bits.u ? x * x : x;
}
