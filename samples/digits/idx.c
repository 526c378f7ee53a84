#include "idx.h"

#include <stdio.h>
#include <stdlib.h>

#include "loss.h"

static void fail(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    exit(1);
}

/* Four bytes, most significant first. */
static unsigned long read_word(FILE *file, const char *path)
{
    unsigned char b[4];

    if (fread(b, 1, 4, file) != 4)
        fail(path, "ends too early");
    return (unsigned long)b[0] << 24 | (unsigned long)b[1] << 16 | (unsigned long)b[2] << 8 | b[3];
}

/* The bytes behind an IDX header with the given magic number; sets the number of items of `size` bytes each. */
static unsigned char *read_items(const char *folder, const char *name, unsigned long magic, size_t size, int *count)
{
    char           path[4096];
    FILE          *file;
    unsigned long  items;
    unsigned char *bytes;

    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        fail(folder, "path too long");
    file = fopen(path, "rb");
    if (!file)
        fail(path, "cannot be opened");
    if (read_word(file, path) != magic)
        fail(path, "is no IDX file of the expected kind");
    items = read_word(file, path);
    if (items == 0 || items > 1000000)
        fail(path, "has an unlikely number of items");
    if (size > 1 && (read_word(file, path) != 28 || read_word(file, path) != 28))
        fail(path, "has images of another size than 28 x 28");
    bytes = malloc(items * size);
    if (!bytes)
        fail(path, "does not fit into memory");
    if (fread(bytes, size, items, file) != items)
        fail(path, "ends too early");
    fclose(file);
    *count = (int)items;
    return bytes;
}

Digits digits_read(const char *folder, const char *prefix)
{
    Digits         digits;
    char           name[256];
    int            labels;
    unsigned char *pixels;

    snprintf(name, sizeof name, "%s-images-idx3-ubyte", prefix);
    pixels = read_items(folder, name, 0x803, PIXELS, &digits.count);
    snprintf(name, sizeof name, "%s-labels-idx1-ubyte", prefix);
    digits.labels = read_items(folder, name, 0x801, 1, &labels);
    if (labels != digits.count)
        fail(folder, "has not as many labels as images");
    for (int i = 0; i < labels; i++)
        if (digits.labels[i] >= CLASSES)
            fail(folder, "has a label that is no digit");
    digits.images = malloc((size_t)digits.count * PIXELS * sizeof *digits.images);
    if (!digits.images)
        fail(folder, "does not fit into memory");
    for (size_t i = 0; i < (size_t)digits.count * PIXELS; i++)
        digits.images[i] = (float)pixels[i] / 255.0f;
    free(pixels);
    return digits;
}

void digits_free(Digits *digits)
{
    free(digits->images);
    free(digits->labels);
}
