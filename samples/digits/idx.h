#ifndef DIGITS_IDX_H
#define DIGITS_IDX_H

/* Labelled images: images[count][PIXELS] in [0, 1], labels[count]. */
typedef struct Digits {
    int            count;
    float         *images;
    unsigned char *labels;
} Digits;

/* Read PREFIX-images-idx3-ubyte and PREFIX-labels-idx1-ubyte of the folder; ends the program with a message if they are
 * no such files. */
Digits digits_read(const char *folder, const char *prefix);
void   digits_free(Digits *digits);

#endif
