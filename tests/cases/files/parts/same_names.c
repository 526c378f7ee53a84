#define STEPS 4
#define SCALE(x) (3.0 * (x))

static const double table[STEPS - 1] = { 10.0, 20.0, 30.0 };

static int index_of(int i)
{
    return 1 + i % 2;
}

static double square(double x)
{
    return x * x * x;
}

double other_square(double x, int i)
{
    return table[index_of(i)] * square(x);
}
