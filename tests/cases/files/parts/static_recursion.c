static double walk(int n, double x)
{
    return n == 0 ? 2.0 * x : 0.5 * walk(n - 1, x * x);
}

double other_walk(int n, double x)
{
    return walk(n, x);
}
