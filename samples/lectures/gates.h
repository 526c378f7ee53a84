#ifndef LECTURES_GATES_H
#define LECTURES_GATES_H

enum { GATE_HIDDEN = 3, LINEAR_WEIGHTS = 3, HIDDEN_WEIGHTS = 4 * GATE_HIDDEN + 1 };

double linear_gate(const double *w, double x1, double x2);
double hidden_gate(const double *w, double x1, double x2);
double linear_gate_loss(const double *w, const double *table);
double hidden_gate_loss(const double *w, const double *table);

#endif
