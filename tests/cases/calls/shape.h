#ifndef SHAPE_H
#define SHAPE_H

enum shape_kind { SHAPE_CUBE, SHAPE_BALL };

struct shape {
    enum shape_kind kind;
    double size;
};

static const double shape_factors[] = { 1.0, 4.18879020478639 };

#endif
