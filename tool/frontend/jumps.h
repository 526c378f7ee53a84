#ifndef ADGEN_FRONTEND_JUMPS_H
#define ADGEN_FRONTEND_JUMPS_H

#include "counted.h"

/* What jumps.c (lists of statements), spans.c (loops and regions for them) and machine.c share. */

/* Whether gotos to the label are to be lowered still: no ring is there for it. */
bool label_waits(const Lower *l, const Label *label);
/* The number of the list's statement that holds the node with the number. */
int  jumps_kid_at(const Node *list, int number);
/* The first goto to the label in the node, or NULL. */
const Node *jumps_find_goto(const Node *node, const char *name);
/* What labels stand before. */
Node *jumps_unlabelled(Node *node);
/* The statements first … last of a list as nested loops; false: a jump enters a loop in its middle, or the like, and
 * nothing is done. */
bool  spans_lower(Lower *l, Node *list, int first, int last);

#endif
