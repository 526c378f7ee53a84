#ifndef LECTURES_DESCENT_H
#define LECTURES_DESCENT_H

double squared_error(int count, int d, const double *w, const double *x, const double *t);

#endif
