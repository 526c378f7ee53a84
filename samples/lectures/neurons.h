#ifndef LECTURES_NEURONS_H
#define LECTURES_NEURONS_H

double sigmoid_neuron(const double w[3], double x0, double x1);
double sigmoid(double v, double s);
double tanh_by_sigmoid(double v, double s);
double relu(double x);
double perceptron(double w1, double b1, double x, double y);
double hidden_layer(double w1, double b1, double w2, double b2, double x, double y);

#endif
