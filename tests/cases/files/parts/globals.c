const double weights[3] = { 1.0, 2.0, 3.0 };
double       k = 2.5;
