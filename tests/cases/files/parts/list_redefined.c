#define SECOND_LIST X(0, 3.5) X(1, 4.5)
#define X(i, c) [i] = c + 1,
static const double coef[] = { SECOND_LIST };
#undef X
#define X(i, c) K##i = 10 + i,
enum { SECOND_LIST };
#undef X

#define N 7
static const double same[] = { N, 1 };
#undef N

double other(double x, int k);

double other(double x, int k)
{
    double s = 0;
    for (int i = 0; i < 2; i++)
        s = s * x + coef[i] * same[k];
    return s * (K1 > k ? 1 : 2);
}
