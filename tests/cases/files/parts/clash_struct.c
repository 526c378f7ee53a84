struct pair {
    double a;
    int    n;
};

double other(double x)
{
    struct pair p[2] = { { x, 1 }, { 2.0, 3 } };
    return p[0].a * p[1].n;
}
