#ifndef CLASH_HEADER_H
#define CLASH_HEADER_H

struct sample {
    REAL value, weight;
};

#endif
