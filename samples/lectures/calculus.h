#ifndef LECTURES_CALCULUS_H
#define LECTURES_CALCULUS_H

double exp_of_square(double x);
double root_of_sum(double x);
double power_and_log(double x1, double x2, double a);
double sum_times(double x, double y, double z);
double normal_nll(double x, double m, double s);

#endif
