#ifndef ADGEN_ANALYSIS_BYTES_H
#define ADGEN_ANALYSIS_BYTES_H

#include "analysis/alias.h"

/* Reals that C lets a program see as something else: as the char that any object consists of, or by a cast. */

/* What is at the end of all pointers and arrays. */
const Type *bytes_end(const Type *type);

/* Whether a pointer of the type may lead to reals, as it is, or cast: not one to integers. */
bool bytes_may_lead(const Type *pointer);

/* Whether what the pointer leads to may be the bytes of anything: void, char, records with arrays of char. */
bool bytes_behind(const Type *pointer);

/* Whether the cast lets what may be reals be seen as integers, or a pure real as a record without. */
bool bytes_cast(const Expr *e);

/* Whether the memcpy copies reals to what is none, or back, by its types or by what the pointers lead to. */
bool bytes_copy(Alias *alias, const Stmt *s);

/* Whether characters may be all that is there: an array of them, what a pointer to them leads to, a block. */
bool bytes_is_text(const Object *object);

/* Whether the type has room for text: characters, an array of them, a record with such. */
bool bytes_of_text(const Type *type);

/* Whether the library function only puts characters where there is nothing else: strcpy (r.name, "first").  What they
 * come from are integers and text. */
bool bytes_writes_text(Alias *alias, const Stmt *s);

/* FILE *, but for stdout and stderr, which nobody reads. */
bool bytes_is_stream(const Expr *arg);

/* Whether e is a member without reals of a union that has one with. */
bool bytes_other_member(const Expr *e);

/* Whether the text is an access to a union, by any of its members. */
bool bytes_union_text(const Opaque *opaque);

/*
 * Whether an object may hold reals, as its type says; or, where `hidden`, at all.
 * A record without reals may be part of a larger one, if pointers to it are cast.
 */
bool bytes_may_hold_reals(const Object *object, bool hidden);

#endif
