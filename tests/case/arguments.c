#include "arguments.h"

#include <string.h>

/* What is known of a place on the way down through a value. */
typedef struct Access {
    bool shadow;      /* in the shadows, not in the arguments */
    bool paired;      /* a leaf here has a shadow */
    bool adds;        /* const or by value */
    bool frozen;      /* an ADGEN_INACTIVE member */
    bool independent, output;
} Access;

static void write_value(Arguments *a, const char *place, const CType *type, const Value *value, Access access);

static const CParam *param_at(const Arguments *a, int i)
{
    return &a->request->func->params.items[i];
}

static int param_count(const Arguments *a)
{
    return a->request->func->params.count;
}

static void complain(Arguments *a, const char *what, const char *about)
{
    if (!a->error)
        a->error = arena_printf(a->arena, "%s: %s", what, about);
}

/* ---- matching ---- */

static int find_param(const Arguments *a, const char *name)
{
    for (int i = 0; i < param_count(a); i++)
        if (strcmp(param_at(a, i)->name, name) == 0)
            return i;
    return -1;
}

void arguments_match(Arguments *a)
{
    a->by_param = ARENA_ARRAY(a->arena, const Value *, param_count(a) + 1);
    for (int i = 0; i < a->values->items.count; i++) {
        const char *name = a->values->names.items[i];
        int place = name ? find_param(a, name) : i;
        if (place < 0 || place >= param_count(a))
            complain(a, "there is no such parameter", name ? name : "too many arguments");
        else
            a->by_param[place] = a->values->items.items[i];
    }
    for (int i = 0; i < param_count(a); i++)
        if (!a->by_param[i])
            complain(a, "no value is given for the parameter", param_at(a, i)->name);
}

/* ---- the variables ---- */

static void declare(Arguments *a, const CType *type, const char *name)
{
    ctype_declare(a->out, type, name);
}

void arguments_declare(Arguments *a)
{
    for (int i = 0; i < param_count(a); i++) {
        const CParam *param = param_at(a, i);
        text_puts(a->out, "static ");
        if (param->type->kind == C_POINTER)
            text_printf(a->out, "void *p%d_%s", a->point, param->name);
        else
            declare(a, param->type, arena_printf(a->arena, "p%d_%s", a->point, param->name));
        text_puts(a->out, ";\n");
        if (request_active(a->request, i))
            text_printf(a->out, "static void *s%d_%s, *k%d_%s[3];\n", a->point, param->name, a->point, param->name);
    }
}

static void write_local(Arguments *a, int i)
{
    const CParam *param = param_at(a, i);
    text_puts(a->out, "    ");
    declare(a, param->type, param->name);
    text_printf(a->out, " = p%d_%s;\n", a->point, param->name);
}

void arguments_locals(Arguments *a)
{
    for (int i = 0; i < param_count(a); i++)
        write_local(a, i);
}

static void write_shadow_local(Arguments *a, int i, const char *prefix)
{
    const CParam *param = param_at(a, i);
    const char *name = arena_printf(a->arena, "%s%s", prefix, param->name);
    text_puts(a->out, "    ");
    if (param->type->kind == C_POINTER)
        declare(a, param->type, name);
    else
        declare(a, param->type, arena_printf(a->arena, "*%s", name));
    text_printf(a->out, " = s%d_%s;\n", a->point, param->name);
}

void arguments_shadow_locals(Arguments *a, const char *prefix)
{
    for (int i = 0; i < param_count(a); i++)
        if (request_active(a->request, i))
            write_shadow_local(a, i, prefix);
}

/* ---- values ---- */

static const char *flags_text(const Arguments *a, Access access)
{
    return arena_printf(a->arena, "%d%s%s%s%s%s", 0, access.paired ? " | T_PAIRED" : "", access.adds ? " | T_ADDS" : "",
                        access.frozen ? " | T_FROZEN" : "", access.independent ? " | T_INDEPENDENT" : "",
                        access.output ? " | T_OUTPUT" : "");
}

/* One number's C expression; no value: zero. */
static const char *number_text(Arguments *a, const Value *value, bool integer)
{
    if (!value)
        return "0";
    if (value->kind == VALUE_EXPR)
        return value->text;
    if (value->kind == VALUE_RANDOM && value->low && value->high)
        return arena_printf(a->arena, "t_random%s(%s, %s)", integer ? "_integer" : "", value->low, value->high);
    complain(a, "a single number cannot have this value", a->request->func->name);
    return "0";
}

static void write_scalar(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    bool real = type->kind == C_REAL;
    if (access.shadow && real)
        text_printf(a->out, "    %s = 0;\n    T_LEAF(%s, 0);\n", place, place);
    else if (access.shadow)
        text_printf(a->out, "    t_poison(&%s, sizeof %s);\n", place, place);
    else if (real)
        text_printf(a->out, "    %s = %s;\n    T_LEAF(%s, %s);\n", place, number_text(a, value, false), place,
                    flags_text(a, access));
    else
        text_printf(a->out, "    %s = %s;\n    t_memory(&%s, sizeof %s);\n", place, number_text(a, value, true), place,
                    place);
}

/* A member by designator or position. */
static const Value *member_value(const Value *value, const CRecord *record, int index)
{
    if (!value || value->kind != VALUE_LIST)
        return value && value->kind == VALUE_RANDOM ? value : NULL;
    for (int i = 0; i < value->items.count; i++) {
        const char *name = value->names.items[i], *member = record->fields.items[index].name;
        if (name ? member && strcmp(name, member) == 0 : i == index)
            return value->items.items[i];
    }
    return NULL;
}

static void write_member(Arguments *a, const char *place, const CField *field, const Value *value, Access access)
{
    const char *inner = field->name ? arena_printf(a->arena, "%s.%s", place, field->name) : place;
    if (field->inactive) {
        access.paired = access.paired && field->type->kind != C_POINTER;
        access.frozen = true;
    }
    if (field->bitfield) {
        if (!access.shadow)
            text_printf(a->out, "    %s = %s;\n", inner, number_text(a, value, true));
    } else if (access.shadow && field->inactive && field->type->kind == C_POINTER) {
        text_printf(a->out, "    %s = NULL;\n", inner);
    } else {
        write_value(a, inner, field->type, value, access);
    }
}

/* A union has one member's value, and is memory: derivatives do not go through it. */
static void write_record(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    const CRecord *record = type->record;
    if (value && value->kind != VALUE_LIST && value->kind != VALUE_RANDOM)
        complain(a, "a struct's value is a list", place);
    if (record->is_union) {
        if (!access.shadow && record->fields.count > 0)
            text_printf(a->out, "    %s.%s = %s;\n", place, record->fields.items[0].name,
                        number_text(a, member_value(value, record, 0), false));
        text_printf(a->out, access.shadow ? "    t_poison(&%s, sizeof %s);\n" : "    t_memory(&%s, sizeof %s);\n",
                    place, place);
        return;
    }
    for (int i = 0; i < record->fields.count; i++)
        write_member(a, place, &record->fields.items[i], member_value(value, record, i), access);
}

/* ---- many cells ---- */

/* { {1, 2}, {3, 4} } for cells that are numbers is { 1, 2, 3, 4 }. */
static void flatten(Arguments *a, const Value *value, const CType *cell, Value *flat)
{
    bool opens = cell->kind == C_REAL || cell->kind == C_INTEGER;
    for (int i = 0; i < value->items.count; i++) {
        const Value *item = value->items.items[i];
        if (opens && item->kind == VALUE_LIST)
            flatten(a, item, cell, flat);
        else
            VEC_PUSH(a->arena, &flat->items, item);
    }
}

static const Value *flat_value(Arguments *a, const Value *value, const CType *cell)
{
    if (!value || value->kind != VALUE_LIST)
        return value;
    Value *flat = ARENA_NEW(a->arena, Value);
    flat->kind = VALUE_LIST;
    flatten(a, value, cell, flat);
    return flat;
}

/* How many cells a (flattened) value gives. */
static const char *count_text(Arguments *a, const Value *value)
{
    if (!value)
        return "0";
    if (value->kind == VALUE_LIST)
        return arena_printf(a->arena, "%d", value->items.count);
    return value->count ? value->count : "1";
}

static void write_loop(Arguments *a, const char *cells, const CType *cell, const char *from, const char *to,
                       const Value *value, Access access)
{
    int number = a->unique++;
    text_printf(a->out, "    for (size_t t_i%d = %s; t_i%d < (size_t)(%s); t_i%d++) {\n", number, from, number, to,
                number);
    write_value(a, arena_printf(a->arena, "%s[t_i%d]", cells, number), cell, value, access);
    text_puts(a->out, "    }\n");
}

/* What one cell of a generator gets. */
static const Value *cell_value(Arguments *a, const Value *value)
{
    Value *one = ARENA_NEW(a->arena, Value);
    if (value->kind == VALUE_REPEAT)
        return value->item;
    *one = *value;
    if (value->kind == VALUE_RANGE) {
        one->kind = VALUE_EXPR;
        one->text = arena_printf(a->arena, "t_i%d", a->unique);      /* write_loop takes this number */
    }
    one->count = NULL;
    return one;
}

/* `total`: how many there are where the value gives fewer; NULL: as many as it gives. */
static void write_cells(Arguments *a, const char *cells, const CType *cell, const Value *value, const char *total,
                        Access access)
{
    const char *count = count_text(a, value);
    if (value && value->kind == VALUE_LIST) {
        for (int i = 0; i < value->items.count; i++)
            write_value(a, arena_printf(a->arena, "%s[%d]", cells, i), cell, value->items.items[i], access);
    } else if (value && value->kind == VALUE_RANDOM && !value->count && total) {
        count = total;
        write_loop(a, cells, cell, "0", total, value, access);
    } else if (value) {
        write_loop(a, cells, cell, "0", count, cell_value(a, value), access);
    }
    if (total && count != total)
        write_loop(a, cells, cell, count, total, NULL, access);
}

static void write_array(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    const CType *cell = ctype_cell(type);
    const char *first = place;
    for (const CType *level = type; level->kind == C_ARRAY; level = level->of)
        first = arena_printf(a->arena, "%s[0]", first);
    const char *cells = arena_printf(a->arena, "t_c%d", a->unique++);
    text_printf(a->out, "    {\n    __typeof__(%s) *%s = &%s;\n", first, cells, first);
    write_cells(a, cells, cell, flat_value(a, value, cell), arena_printf(a->arena, "sizeof %s / sizeof %s", place, first),
                access);
    text_puts(a->out, "    }\n");
}

static const char *cell_type_name(Arguments *a, const CType *cell)
{
    if (cell->kind == C_POINTER)
        return "void *";
    if (!cell->name)
        complain(a, "the test runner needs a name for the type behind this pointer", a->request->func->name);
    return cell->name;
}

static void write_pointed_cells(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    const CType *cell = ctype_cell(type->of);
    const Value *flat = flat_value(a, value, cell);
    const char *cells = arena_printf(a->arena, "t_c%d", a->unique++), *name = cell_type_name(a, cell);
    access.adds = cell->is_const;
    text_printf(a->out, "    {\n    %s *%s = t_alloc(%s, sizeof *%s);\n    %s = (void *)%s;\n", name, cells,
                count_text(a, flat), cells, place, cells);
    write_cells(a, cells, cell, flat, NULL, access);
    text_puts(a->out, "    }\n");
}

static void write_pointer(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    if (access.shadow && !ctype_holds_real(type->of))
        text_printf(a->out, "    %s = NULL;\n", place);
    else if (!value || value->kind == VALUE_EXPR)
        text_printf(a->out, "    %s = (void *)(%s);\n", place, value ? value->text : "NULL");
    else
        write_pointed_cells(a, place, type, value, access);
}

static void write_value(Arguments *a, const char *place, const CType *type, const Value *value, Access access)
{
    switch (type->kind) {
    case C_REAL:
    case C_INTEGER:
        write_scalar(a, place, type, value, access);
        break;
    case C_RECORD:
        write_record(a, place, type, value, access);
        break;
    case C_ARRAY:
        write_array(a, place, type, value, access);
        break;
    case C_POINTER:
        write_pointer(a, place, type, value, access);
        if (!access.shadow && place[0] != 'p')      /* the argument's own variable is no memory of the caller's */
            text_printf(a->out, "    t_pointer(&%s);\n", place);
        break;
    case C_FUNCTION:
    case C_VOID:
        complain(a, "there is no value of this type", place);
    }
}

/* ---- building ---- */

/* A pointer to non-const that is given as another argument's memory makes that one's adjoints those of what changes. */
static void write_alias(Arguments *a, int i)
{
    const CType *type = param_at(a, i)->type;
    if (type->kind == C_POINTER && a->by_param[i]->kind == VALUE_EXPR && !ctype_cell(type->of)->is_const)
        text_printf(a->out, "    t_writable(p%d_%s);\n", a->point, param_at(a, i)->name);
}

void arguments_build(Arguments *a)
{
    for (int i = 0; i < param_count(a); i++) {
        const CParam *param = param_at(a, i);
        Access access = { .paired = request_active(a->request, i), .adds = true, .independent = request_independent(a->request, i) };
        access.output = access.paired && param->type->kind == C_POINTER && !ctype_cell(param->type->of)->is_const;
        text_printf(a->out, "    t_argument(\"%s\");\n", param->name);
        write_value(a, arena_printf(a->arena, "p%d_%s", a->point, param->name), param->type, a->by_param[i], access);
        write_alias(a, i);
        write_local(a, i);
    }
}

/* A parameter by value has one cell of shadow; one that is a pointer has shadows like what it points to. */
static void build_shadow(Arguments *a, int i)
{
    const CParam *param = param_at(a, i);
    const char *place = arena_printf(a->arena, "s%d_%s", a->point, param->name);
    Access access = { .shadow = true, .paired = true };
    text_printf(a->out, "    t_argument(\"%s\");\n", param->name);
    if (param->type->kind == C_POINTER) {
        write_value(a, place, param->type, a->by_param[i], access);
        text_puts(a->out, "    ");
        declare(a, param->type, param->name);
        text_printf(a->out, " = %s;\n", place);
        return;
    }
    int number = a->unique++;
    text_printf(a->out, "    %s *t_c%d = t_alloc(1, sizeof *t_c%d);\n    %s = t_c%d;\n", param->type->name, number,
                number, place, number);
    write_value(a, arena_printf(a->arena, "(*t_c%d)", number), param->type, a->by_param[i], access);
}

void arguments_build_shadows(Arguments *a)
{
    for (int i = 0; i < param_count(a); i++) {
        if (request_active(a->request, i))
            build_shadow(a, i);
        if (!request_active(a->request, i) || param_at(a, i)->type->kind != C_POINTER)
            write_local(a, i);
    }
}
