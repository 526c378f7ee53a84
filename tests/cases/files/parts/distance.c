void note(double x);

double distance(double speed, double t)
{
    note(speed);
    return speed * speed * t;
}

void note(double x)
{
    (void)x;
}
