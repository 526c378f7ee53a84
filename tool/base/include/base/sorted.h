#ifndef ADGEN_BASE_SORTED_H
#define ADGEN_BASE_SORTED_H

/* The index of the first of the numbers, which ascend, that is not less than `least`; `count` where there is none. */
int sorted_find(const int *items, int count, int least);

#endif
