#ifndef ADGEN_ANALYSIS_HITS_H
#define ADGEN_ANALYSIS_HITS_H

#include "analysis/layout.h"

/* The stores of a function by what they write to: whoever looks for those that hit a place passes by most others. */
typedef struct StoreIndex StoreIndex;

StoreIndex *hits_index(Arena *arena, const Layout *layout, Alias *alias, int stores);

/* What layout_hits and layout_next_hit promise, for stores from index `begin` to `end` - 1. */
void         hits_find(StoreIndex *index, const Expr *place, const IntSet *objects, int begin, int end, StoreHits *hits);
const Store *hits_next(StoreHits *hits);
/* What layout_pass_objects promises. */
void         hits_pass(StoreHits *hits);

/* Whether a store to such objects may be one to the others. */
bool layout_store_reaches(const Layout *layout, const Store *store, const IntSet *objects);

#endif
