#include "ir/type.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/intern.h"
#include "ir/ir.h"
#include "ir/walk.h"

/* ---- The table of a program's types: open addressing, a power of two of slots, at most half full ---- */

typedef struct TypeTable {
    const Type **slots;
    size_t       room;
    size_t       count;
} TypeTable;

enum { FIRST_ROOM = 64 };

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t mix_pointer(uint64_t hash, const void *pointer)
{
    return mix(hash, (uint64_t)(uintptr_t)pointer);
}

static uint64_t hash_function(uint64_t hash, const Type *t)
{
    hash = mix_pointer(hash, t->u.function.result);
    for (int i = 0; i < t->u.function.count; i++)
        hash = mix_pointer(hash, t->u.function.params[i]);
    return hash;
}

/* The length of a variable-length array is left out: equal ones may be different nodes. */
static uint64_t hash_type(const Type *t)
{
    uint64_t hash = mix_pointer(mix((uint64_t)t->kind, t->quals), t->name);
    switch (t->kind) {
    case TYPE_INT:
    case TYPE_ENUM:     return mix_pointer(mix(hash, (uint64_t)t->u.integer), t->enum_spelling);
    case TYPE_REAL:     return mix(hash, (uint64_t)t->u.real);
    case TYPE_POINTER:  return mix_pointer(hash, t->u.pointer.elem);
    case TYPE_ARRAY:    return mix(mix_pointer(hash, t->u.array.elem), (uint64_t)t->u.array.count);
    case TYPE_RECORD:   return mix_pointer(hash, t->u.record);
    case TYPE_OPAQUE:   return mix_pointer(hash, t->u.spelling);
    case TYPE_FUNCTION: return hash_function(hash, t);
    case TYPE_VOID:
    case TYPE_BOOL:     return hash;
    }
    return hash;
}

static bool equal_lengths(const Expr *a, const Expr *b)
{
    return a == b || (a && b && ir_same(a, b));
}

static bool equal_functions(const Type *a, const Type *b)
{
    if (a->u.function.result != b->u.function.result || a->u.function.count != b->u.function.count
        || a->u.function.variadic != b->u.function.variadic)
        return false;
    for (int i = 0; i < a->u.function.count; i++) {
        if (a->u.function.params[i] != b->u.function.params[i])
            return false;
    }
    return true;
}

/* Whether two nodes say the same; what they are made of is unique already, and so are all strings. */
static bool equal_nodes(const Type *a, const Type *b)
{
    if (a->kind != b->kind || a->quals != b->quals || a->name != b->name || a->item != b->item)
        return false;
    switch (a->kind) {
    case TYPE_INT:
    case TYPE_ENUM:     return a->u.integer == b->u.integer && a->enum_spelling == b->enum_spelling;
    case TYPE_REAL:     return a->u.real == b->u.real;
    case TYPE_POINTER:  return a->u.pointer.elem == b->u.pointer.elem;
    case TYPE_ARRAY:    return a->u.array.elem == b->u.array.elem && a->u.array.count == b->u.array.count
                            && equal_lengths(a->u.array.length, b->u.array.length);
    case TYPE_RECORD:   return a->u.record == b->u.record;
    case TYPE_OPAQUE:   return a->u.spelling == b->u.spelling && a->integers == b->integers;
    case TYPE_FUNCTION: return equal_functions(a, b);
    case TYPE_VOID:
    case TYPE_BOOL:     return true;
    }
    return false;
}

static const Type **find_slot(const TypeTable *table, const Type *wanted)
{
    for (size_t i = (size_t)hash_type(wanted);; i++) {
        const Type **slot = &table->slots[i & (table->room - 1)];
        if (!*slot || equal_nodes(*slot, wanted))
            return slot;
    }
}

static void grow(Program *p, TypeTable *table)
{
    const Type **old = table->slots;
    size_t       room = table->room;
    table->room = room ? 2 * room : FIRST_ROOM;
    table->slots = ARENA_ARRAY(p->arena, const Type *, table->room);
    for (size_t i = 0; i < room; i++) {
        if (old[i])
            *find_slot(table, old[i]) = old[i];
    }
}

static TypeTable *table_of(Program *p)
{
    if (!p->types) {
        TypeTable *table = ARENA_NEW(p->arena, TypeTable);
        grow(p, table);
        p->types = table;
    }
    return p->types;
}

static bool is_canonical_function(const Type *t)
{
    for (int i = 0; i < t->u.function.count; i++) {
        if (t->u.function.params[i]->canon != t->u.function.params[i])
            return false;
    }
    return t->u.function.result->canon == t->u.function.result;
}

static const Type *canonical_function(Program *p, const Type *t)
{
    int          count = t->u.function.count;
    const Type **params = ARENA_ARRAY(p->arena, const Type *, count);
    for (int i = 0; i < count; i++)
        params[i] = t->u.function.params[i]->canon;
    return type_function(p, t->u.function.result->canon, params, count, t->u.function.variadic);
}

/* The canon of a node without name and qualifiers: made of the canons of what it is made of. */
static const Type *canonical(Program *p, const Type *t)
{
    switch (t->kind) {
    case TYPE_POINTER:
        return t->u.pointer.elem == t->u.pointer.elem->canon ? t : type_pointer(p, t->u.pointer.elem->canon);
    case TYPE_ARRAY:
        return t->u.array.elem == t->u.array.elem->canon
                   ? t : type_array(p, t->u.array.elem->canon, t->u.array.count, t->u.array.length);
    case TYPE_FUNCTION:
        return is_canonical_function(t) ? t : canonical_function(p, t);
    default:
        return t;
    }
}

/* A node that was copied from another (to name or qualify it) brings its canon with it. */
static const Type *make_unique(Program *p, const Type *wanted)
{
    TypeTable   *table = table_of(p);
    const Type **slot = find_slot(table, wanted);
    if (*slot)
        return *slot;
    Type *type = ARENA_NEW(p->arena, Type);
    *type = *wanted;
    *slot = type;
    if (++table->count * 2 > table->room)
        grow(p, table);
    if (!type->canon)
        type->canon = canonical(p, type);
    return type;
}

/* ---- Makers ---- */

const Type *type_void(Program *p)
{
    return make_unique(p, &(Type){.kind = TYPE_VOID});
}

const Type *type_bool(Program *p)
{
    return make_unique(p, &(Type){.kind = TYPE_BOOL});
}

const Type *type_int(Program *p, IntKind kind)
{
    return make_unique(p, &(Type){.kind = TYPE_INT, .u.integer = kind});
}

const Type *type_real(Program *p, RealKind kind)
{
    return make_unique(p, &(Type){.kind = TYPE_REAL, .u.real = kind});
}

const Type *type_enum(Program *p, const char *spelling, IntKind behind, Item *item)
{
    const char *unique = intern(p->names, spelling);
    return make_unique(p, &(Type){.kind = TYPE_ENUM, .item = item, .u.integer = behind, .enum_spelling = unique});
}

const Type *type_pointer(Program *p, const Type *elem)
{
    return make_unique(p, &(Type){.kind = TYPE_POINTER, .u.pointer.elem = elem});
}

const Type *type_array(Program *p, const Type *elem, long long count, const Expr *length)
{
    return make_unique(p, &(Type){.kind = TYPE_ARRAY, .u.array = {elem, count, length}});
}

const Type *type_record(Program *p, Record *record)
{
    return make_unique(p, &(Type){.kind = TYPE_RECORD, .u.record = record});
}

const Type *type_function(Program *p, const Type *result, const Type *const *params, int count, bool variadic)
{
    const Type **copy = ARENA_ARRAY(p->arena, const Type *, count);
    for (int i = 0; i < count; i++)
        copy[i] = params[i];
    return make_unique(p, &(Type){.kind = TYPE_FUNCTION, .u.function = {result, copy, count, variadic}});
}

const Type *type_opaque(Program *p, const char *spelling, Item *item, bool integers)
{
    const char *name = intern(p->names, spelling);
    return make_unique(p, &(Type){.kind = TYPE_OPAQUE, .item = item, .integers = integers, .u.spelling = name});
}

const Type *type_named(Program *p, const Type *type, const char *name, Item *item)
{
    Type named = *type;
    named.name = intern(p->names, name);
    named.item = item;
    return make_unique(p, &named);
}

/* The qualifiers of an array are those of its elements (C11 6.7.3). */
const Type *type_qualified(Program *p, const Type *type, unsigned quals)
{
    if ((type->quals | quals) == type->quals)
        return type;
    if (type->kind == TYPE_ARRAY) {
        const Type *elem = type_qualified(p, type->u.array.elem, quals);
        return elem == type->u.array.elem ? type : type_array(p, elem, type->u.array.count, type->u.array.length);
    }
    Type qualified = *type;
    qualified.quals |= quals;
    return make_unique(p, &qualified);
}

const Type *type_unqualified(Program *p, const Type *type)
{
    if (!type->quals && !type->name)
        return type;
    Type bare = *type;
    bare.quals = 0;
    bare.name = NULL;
    bare.item = type->canon->item;
    return make_unique(p, &bare);
}

/* ---- Questions ---- */

/* Arrays match where the length of one is not known; what points to such arrays matches too. */
bool type_same(const Type *a, const Type *b)
{
    a = a->canon;
    b = b->canon;
    if (a == b)
        return true;
    if (a->kind != b->kind)
        return false;
    if (a->kind == TYPE_POINTER)
        return type_same(a->u.pointer.elem, b->u.pointer.elem);
    if (a->kind != TYPE_ARRAY)
        return false;
    bool lengths = a->u.array.count == b->u.array.count || a->u.array.count < 0 || b->u.array.count < 0;
    return lengths && type_same(a->u.array.elem, b->u.array.elem);
}

bool type_is_real(const Type *type)
{
    return type->kind == TYPE_REAL;
}

bool type_is_integer(const Type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_BOOL || type->kind == TYPE_ENUM;
}

bool type_is_arithmetic(const Type *type)
{
    return type_is_real(type) || type_is_integer(type);
}

bool type_is_scalar(const Type *type)
{
    return type_is_arithmetic(type) || type_is_pointer(type);
}

bool type_is_pointer(const Type *type)
{
    return type->kind == TYPE_POINTER;
}

bool type_is_unsigned(const Type *type)
{
    if (type->kind == TYPE_BOOL)
        return true;
    if (type->kind != TYPE_INT && type->kind != TYPE_ENUM)
        return false;
    switch (type->u.integer) {
    case INT_UCHAR:
    case INT_USHORT:
    case INT_UINT:
    case INT_ULONG:
    case INT_ULLONG: return true;
    default:         return false;
    }
}

const Type *type_elem(const Type *type)
{
    ENSURE(type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY);
    return type->kind == TYPE_POINTER ? type->u.pointer.elem : type->u.array.elem;
}

bool field_is_padding(const Field *field)
{
    return field->bitfield && (!field->name || !*field->name);
}

const Type *type_innermost(const Type *type)
{
    while (type->kind == TYPE_ARRAY)
        type = type->u.array.elem;
    return type;
}

bool type_is_vla(const Type *type)
{
    for (; type->kind == TYPE_ARRAY; type = type->u.array.elem) {
        if (type->u.array.count < 0)
            return true;
    }
    return false;
}

/* The records that a search has entered, so that recursive types end. */
typedef struct Seen {
    const Record **records;
    int            count, room;
} Seen;

/* Whether the record is new; it is remembered. */
static bool enter(Seen *seen, const Record *record)
{
    for (int i = 0; i < seen->count; i++) {
        if (seen->records[i] == record)
            return false;
    }
    if (seen->count == seen->room) {
        seen->room = seen->room ? 2 * seen->room : 16;
        seen->records = realloc(seen->records, (size_t)seen->room * sizeof *seen->records);
        ENSURE(seen->records);
    }
    seen->records[seen->count++] = record;
    return true;
}

static bool holds_real(const Type *type, bool through, Seen *seen)
{
    while (type->kind == TYPE_ARRAY || (through && type->kind == TYPE_POINTER))
        type = type_elem(type);
    if (type->kind != TYPE_RECORD)
        return type_is_real(type);
    const Record *record = type->u.record;
    if (!enter(seen, record))
        return false;
    for (int i = 0; i < record->fields.count; i++) {
        const Field *field = record->fields.items[i];
        if (!field->inactive && holds_real(field->type, through, seen))
            return true;
    }
    return false;
}

bool type_holds_real(const Type *type, bool through)
{
    Seen seen = {0};
    bool holds = holds_real(type, through, &seen);
    free(seen.records);
    return holds;
}

/* ---- C's conversions (C11 6.3.1) ---- */

/* Rank and size as on every platform that adgen runs on: int has 32 bits, long long 64; long is taken to have 64. */
static int rank(IntKind kind)
{
    switch (kind) {
    case INT_CHAR:
    case INT_SCHAR:
    case INT_UCHAR:  return 1;
    case INT_SHORT:
    case INT_USHORT: return 2;
    case INT_INT:
    case INT_UINT:   return 3;
    case INT_LONG:
    case INT_ULONG:  return 4;
    case INT_LLONG:
    case INT_ULLONG: return 5;
    }
    return 0;
}

static int bits(IntKind kind)
{
    static const int by_rank[] = {0, 8, 16, 32, 64, 64};
    return by_rank[rank(kind)];
}

int type_bits(const Type *type)
{
    type = type->canon;
    return type->kind == TYPE_INT ? bits(type->u.integer) : type->kind == TYPE_BOOL ? 1 : bits(INT_INT);
}

long long type_wrap(const Type *type, long long value)
{
    int bits = type_bits(type);
    if (type->canon->kind == TYPE_BOOL)
        return value != 0;
    if (bits >= 64)
        return value;
    unsigned long long mask = (1ULL << bits) - 1, low = (unsigned long long)value & mask;
    bool               negative = !type_is_unsigned(type) && (low >> (bits - 1) & 1);
    return negative ? (long long)low - (long long)mask - 1 : (long long)low;
}

static IntKind unsigned_of_rank(int r)
{
    return r == 3 ? INT_UINT : r == 4 ? INT_ULONG : INT_ULLONG;
}

const Type *type_promoted(Program *p, const Type *type)
{
    if (type->kind == TYPE_BOOL || (type_is_integer(type) && rank(type->u.integer) < rank(INT_INT)))
        return type_int(p, INT_INT);
    if (type->kind == TYPE_ENUM)
        return type_int(p, type->u.integer);
    return type->quals ? type->canon : type;
}

static const Type *usual_integers(Program *p, const Type *a, const Type *b)
{
    bool a_unsigned = type_is_unsigned(a), b_unsigned = type_is_unsigned(b);
    int  a_rank = rank(a->u.integer), b_rank = rank(b->u.integer);
    if (a_unsigned == b_unsigned)
        return a_rank >= b_rank ? a : b;
    const Type *plain = a_unsigned ? b : a;
    const Type *without_sign = a_unsigned ? a : b;
    if (rank(without_sign->u.integer) >= rank(plain->u.integer))
        return without_sign;
    if (bits(plain->u.integer) > bits(without_sign->u.integer))
        return plain;
    return type_int(p, unsigned_of_rank(rank(plain->u.integer)));
}

const Type *type_usual(Program *p, const Type *a, const Type *b)
{
    ENSURE(type_is_arithmetic(a) && type_is_arithmetic(b));
    a = type_promoted(p, a);
    b = type_promoted(p, b);
    if (a == b)
        return a;
    if (type_is_real(a) && type_is_real(b))
        return a->u.real >= b->u.real ? a->canon : b->canon;
    if (type_is_real(a) || type_is_real(b))
        return type_is_real(a) ? a->canon : b->canon;
    return usual_integers(p, a, b)->canon;
}

bool type_holds_pointer(const Type *type)
{
    type = type->canon;
    switch (type->kind) {
    case TYPE_POINTER:
        return true;
    case TYPE_OPAQUE:
        return !type->integers;
    case TYPE_ARRAY:
        return type_holds_pointer(type->u.array.elem);
    case TYPE_RECORD:
        for (int i = 0; i < type->u.record->fields.count; i++)
            if (type_holds_pointer(type->u.record->fields.items[i]->type))
                return true;
        return !type->u.record->complete;
    default:
        return false;
    }
}

bool type_is_function_pointer(const Type *type)
{
    return type_is_pointer(type) && type_elem(type)->canon->kind == TYPE_FUNCTION;
}

bool type_is_const(const Type *type)
{
    while (type->kind == TYPE_ARRAY && !(type->quals & TYPE_CONST))
        type = type->u.array.elem;
    return (type->quals & TYPE_CONST) != 0;
}

const Type *type_only_real(const Type *type)
{
    const Type *only = NULL;
    type = type->canon;
    if (type->kind == TYPE_REAL)
        return type;
    if (type->kind == TYPE_ARRAY)
        return type_only_real(type->u.array.elem);
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++) {
        const Type *real = type_only_real(type->u.record->fields.items[i]->type);
        if (!real || (only && only != real))
            return NULL;
        only = real;
    }
    return only;
}

static long long count_reals(const Type *type)
{
    long long count = 0;
    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return type->u.array.count * count_reals(type->u.array.elem);
    if (type->kind != TYPE_RECORD)
        return 1;
    for (int i = 0; i < type->u.record->fields.count; i++) {
        long long more = count_reals(type->u.record->fields.items[i]->type);
        count = type->u.record->is_union ? (more > count ? more : count) : count + more;
    }
    return count;
}

const Field *type_union_reals(const Type *type)
{
    const Record *record = type->canon->u.record;
    const Field  *most = NULL;
    for (int i = 0; i < record->fields.count; i++) {
        const Field *field = record->fields.items[i];
        if (type_only_real(field->type) && (!most || count_reals(field->type) > count_reals(most->type)))
            most = field;
    }
    return most;
}

bool type_is_plain(const Type *type)
{
    type = type->canon;
    while (type->kind == TYPE_ARRAY)
        type = type->u.array.elem->canon;
    if (type->kind == TYPE_POINTER)
        return type_is_integer(type_elem(type));
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++) {
        if (!type_is_plain(type->u.record->fields.items[i]->type))
            return false;
    }
    return type->kind == TYPE_RECORD || type_is_integer(type);
}

bool type_is_plain_member(const Record *record, const Type *member)
{
    for (int i = 0; i < record->fields.count; i++) {
        const Type *type = record->fields.items[i]->type->canon;
        if (type->kind != TYPE_POINTER && !type_is_plain(type))
            return false;
    }
    return type_is_plain(member);
}

bool type_holds_union(const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return type_holds_union(type->u.array.elem);
    if (type->kind != TYPE_RECORD)
        return false;
    for (int i = 0; i < type->u.record->fields.count; i++) {
        if (type_holds_union(type->u.record->fields.items[i]->type))
            return true;
    }
    return type->u.record->is_union;
}
