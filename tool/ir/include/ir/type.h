#ifndef ADGEN_IR_TYPE_H
#define ADGEN_IR_TYPE_H

#include <stdbool.h>

#include "base/vec.h"

typedef struct Expr    Expr;
typedef struct Field   Field;
typedef struct Item    Item;
typedef struct Program Program;
typedef struct Record  Record;
typedef struct Type    Type;

typedef enum TypeKind {
    TYPE_VOID,
    TYPE_BOOL,
    TYPE_INT,      /* every integer type, char too */
    TYPE_ENUM,
    TYPE_REAL,
    TYPE_POINTER,
    TYPE_ARRAY,
    TYPE_RECORD,   /* struct or union */
    TYPE_FUNCTION,
    TYPE_OPAQUE    /* what the IR knows no more of than its spelling: complex, vectors, va_list, _Atomic … */
} TypeKind;

typedef enum IntKind {
    INT_CHAR, INT_SCHAR, INT_UCHAR, INT_SHORT, INT_USHORT, INT_INT, INT_UINT, INT_LONG, INT_ULONG, INT_LLONG, INT_ULLONG
} IntKind;

typedef enum RealKind { REAL_FLOAT, REAL_DOUBLE, REAL_LONG_DOUBLE } RealKind;

enum { TYPE_CONST = 1, TYPE_VOLATILE = 2, TYPE_RESTRICT = 4 };

/* A type.  Unique within a program: the same type is the same pointer.  Two spellings of one type (a typedef name,
 * qualifiers) are two pointers with the same `canon`. */
struct Type {
    TypeKind    kind;
    unsigned    quals;       /* of this level */
    const char *name;        /* typedef name that the user wrote (size_t, real), printed for it; or NULL */
    Item       *item;        /* the declaration of that name, or NULL where nothing is needed for it */
    const Type *canon;       /* the same type without names and qualifiers, at every level */
    union {
        IntKind  integer;    /* INT; for an ENUM the integer type behind it */
        RealKind real;
        struct {
            const Type *elem;
        } pointer;
        struct {
            const Type *elem;
            long long   count;   /* -1: not constant */
            const Expr *length;  /* the number of elements where count is -1; NULL: incomplete, [] */
        } array;
        Record     *record;
        struct {
            const Type        *result;
            const Type *const *params;
            int                count;
            bool               variadic;
        } function;
        const char *spelling;    /* ENUM ("enum color"), OPAQUE */
    } u;
    const char *enum_spelling;   /* ENUM: how to print it */
    bool        integers;        /* OPAQUE: made of integers alone: __int128, _Atomic int, vectors of int */
};

struct Field {
    const char   *name;
    const Type   *type;
    const Record *record;
    int           index;
    bool          inactive;   /* ADGEN_INACTIVE */
    bool          bitfield;
};

struct Record {
    bool        is_union;
    bool        complete;
    bool        is_recast;    /* pointers to it become pointers to something else (recasts_find) */
    bool        is_cast_to;   /* pointers to something else become pointers to it (recasts_find) */
    const char *tag;          /* NULL: known only by a typedef's name, or as the type of a member */
    const char *name;         /* without a tag: the typedef's name, or NULL */
    const Field *member;      /* of a record without any name: the member that it is the type of; or NULL */
    Item       *item;         /* what defines it */
    VEC(Field *) fields;
};

/* Makers: unique within the program. */
const Type *type_void(Program *program);
const Type *type_bool(Program *program);
const Type *type_int(Program *program, IntKind kind);
const Type *type_real(Program *program, RealKind kind);
const Type *type_enum(Program *program, const char *spelling, IntKind behind, Item *item);
const Type *type_pointer(Program *program, const Type *elem);
const Type *type_array(Program *program, const Type *elem, long long count, const Expr *length);
const Type *type_record(Program *program, Record *record);
const Type *type_function(Program *program, const Type *result, const Type *const *params, int count, bool variadic);
const Type *type_opaque(Program *program, const char *spelling, Item *item, bool integers);

/* The same type under a typedef's name; with qualifiers added; with the qualifiers of this level and its name gone. */
const Type *type_named(Program *program, const Type *type, const char *name, Item *item);
const Type *type_qualified(Program *program, const Type *type, unsigned quals);
const Type *type_unqualified(Program *program, const Type *type);

bool type_same(const Type *a, const Type *b);       /* equal but for names and qualifiers */
bool type_is_real(const Type *type);
bool type_is_integer(const Type *type);             /* integers, _Bool, enums */
bool type_is_arithmetic(const Type *type);
bool type_is_scalar(const Type *type);              /* arithmetic or pointer */
bool type_is_pointer(const Type *type);
bool type_is_function_pointer(const Type *type);    /* a pointer to one */
bool type_is_unsigned(const Type *type);
int  type_bits(const Type *type);                   /* of an integer type */
long long type_wrap(const Type *type, long long value); /* the value in an integer type; of unsigned long long: its bits */
const Type *type_elem(const Type *type);            /* of a pointer or array */
const Type *type_innermost(const Type *type);       /* of an array of arrays, what the innermost one consists of; else the type */
bool type_is_vla(const Type *type);                 /* an array whose size, at some level, is no constant */

bool field_is_padding(const Field *field);          /* a bit-field without a name: it has no value */

/* Whether it is or holds a real that is not ADGEN_INACTIVE: directly (array elements, members), or with
 * `through` also behind pointers (of any depth; recursive types end). */
bool type_holds_real(const Type *type, bool through);

/* Whether it, or the elements of an array, are const. */
bool type_is_const(const Type *type);

/* The real type that all scalars in the type have, in members and elements; NULL: there are others, or none. */
const Type *type_only_real(const Type *type);
/* Of a union: the member of such reals that has most of them; NULL: there is none. */
const Field *type_union_reals(const Type *type);

/* Whether no derivative can come near it: integers, and pointers to integers, alone or in arrays and records. */
bool type_is_plain(const Type *type);
/* Whether a union has such a member there, and no other with reals: it holds what was written there last, as in C. */
bool type_is_plain_member(const Record *record, const Type *member);

/* Whether it is or holds a union: {0} may leave a part of that as it is. */
bool type_holds_union(const Type *type);

/* Whether a pointer may be stored in an object of the type. */
bool type_holds_pointer(const Type *type);

/* C's usual arithmetic conversions of two arithmetic types. */
const Type *type_usual(Program *program, const Type *a, const Type *b);
const Type *type_promoted(Program *program, const Type *type);

#endif
