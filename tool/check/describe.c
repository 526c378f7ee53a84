#include <string.h>

#include "analysis/activity.h"
#include "base/intern.h"
#include "emit/emit.h"
#include "writer.h"

/*
 * The types of a function's parameters, as tables of C.
 *
 * A record is described by the offsets of its scalars and pointers, with those of records in it as its own; the compiler
 * knows the numbers.  A record behind a pointer to its like is not followed: such a pointer is NULL.
 */

/* What is being described: the object ROOT.PATH of C, where the name is what the user knows it by. */
typedef struct Place {
    const char *root;        /* the name of the outermost record, or of the type itself */
    const char *path;        /* members in it: "", "inner.w", "list[0].w" */
    const char *base;        /* the part of the path that offsets are counted from */
    const char *name;
    bool        active;
    bool        adds;
} Place;

typedef struct Fields {
    VEC(const char *) list;
} Fields;

static const char *const int_names[] = {
    "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long",
    "long long", "unsigned long long",
};

static const char *const real_names[] = {"float", "double", "long double"};

const char *writer_type_name(Writer *w, const Type *type)
{
    const Record *record = type->canon->kind == TYPE_RECORD ? type->canon->u.record : NULL;
    switch (type->canon->kind) {
    case TYPE_BOOL: return "_Bool";
    case TYPE_INT:
    case TYPE_ENUM: return int_names[type->canon->u.integer];
    case TYPE_REAL: return real_names[type->canon->u.real];
    default:        break;
    }
    if (!record || !record->complete || (!record->tag && !record->name))
        return NULL;
    if (!record->tag)
        return record->name;
    return arena_printf(w->arena, "%s %s", record->is_union ? "union" : "struct", record->tag);
}

static HarnessKind scalar_kind(const Type *type)
{
    if (type->kind == TYPE_REAL)
        return (HarnessKind)type->u.real;
    if (!type_is_integer(type))
        return HARNESS_OTHER;
    return type_is_unsigned(type) ? HARNESS_UNSIGNED : HARNESS_SIGNED;
}

static bool is_listed(const Var *const *list, int count, const Var *param)
{
    for (int i = 0; i < count; i++)
        if (list[i] == param)
            return true;
    return false;
}

/* As derive/dense.c has it. */
static bool is_dependent(const Request *request, const Var *param)
{
    bool of_result = type_is_real(request->func->result) && (request->all_of || request->of_return);
    if (!request->all_of)
        return is_listed((const Var *const *)request->of.items, request->of.count, param);
    return !of_result && type_is_pointer(param->type) && !activity_points_to_const(param->type);
}

static bool is_independent(const Request *request, const Var *param)
{
    return request->all || is_listed((const Var *const *)request->wrt.items, request->wrt.count, param);
}

/* Whether an expression mentions the parameter. */
static bool mentions(const Expr *e, const Var *param)
{
    if (!e)
        return false;
    if (e->op == OP_VAR && e->u.var == param)
        return true;
    for (int i = 0; i < e->count; i++)
        if (mentions(e->args[i], param))
            return true;
    return false;
}

/* Whether some parameter's size depends on the one at hand. */
static bool is_size(const Writer *w)
{
    const Func *func = w->request->func;
    for (int i = 0; i < func->params.count; i++) {
        const Var *other = func->params.items[i];
        if (mentions(other->size, w->var))
            return true;
        for (const Type *type = other->type; type_is_pointer(type) || type->canon->kind == TYPE_ARRAY; type = type_elem(type))
            if (type->kind == TYPE_ARRAY && mentions(type->u.array.length, w->var))
                return true;
    }
    return false;
}

/* A boolean is true, an enumeration its first member, unless the user says otherwise. */
static void limit_values(AdgenHarnessGroup *group, const Type *type)
{
    if (group->has_range || (type->kind != TYPE_BOOL && type->kind != TYPE_ENUM))
        return;
    group->from = group->to = type->kind == TYPE_BOOL;
    group->has_range = true;
}

static int add_group(Writer *w, HarnessKind kind, const Type *type, const Place *place)
{
    const SettingRange *range = settings_range(w->settings, place->name);
    AdgenHarnessGroup   group = {.path = place->name, .kind = (int)kind, .param = w->param, .adds = place->adds};
    group.active = place->active && kind <= HARNESS_LONG_DOUBLE;
    group.independent = group.active && is_independent(w->request, w->var);
    group.dependent = group.active && is_dependent(w->request, w->var);
    group.is_size = is_size(w);
    if (range) {
        group.from = range->from;
        group.to = range->to;
    } else if (w->var->range) {
        group.from = w->var->range->from;
        group.to = w->var->range->to;
    }
    group.has_range = range || w->var->range;
    limit_values(&group, type->canon);
    VEC_PUSH(w->arena, &w->groups, group);
    return w->groups.count - 1;
}

static int open_type(Writer *w)
{
    text_printf(w->out, "static const AdgenHarnessType adgen_harness_type_%d_%d = ", w->number, w->types);
    return w->types++;
}

static const char *type_reference(Writer *w, int type)
{
    return type < 0 ? "0" : arena_printf(w->arena, "&adgen_harness_type_%d_%d", w->number, type);
}

static int describe(Writer *w, const Type *type, const Place *place);

/* ---- pointers ---- */

static bool is_inside(const Writer *w, const Record *record)
{
    for (int i = 0; i < w->inside.count; i++)
        if (w->inside.items[i] == record)
            return true;
    return false;
}

/* The elements that a pointer to arrays leads to are counted singly: the number of them in one array, or NULL. */
static const char *count_inner(Writer *w, const Type **type)
{
    Text text = {0};
    while ((*type)->canon->kind == TYPE_ARRAY) {
        text_puts(&text, " * (long long)(");
        if ((*type)->u.array.count >= 0)
            text_printf(&text, "%lld", (*type)->u.array.count);
        else if ((*type)->u.array.length)
            emit_expr(&text, (*type)->u.array.length);
        text_puts(&text, ")");
        *type = type_elem(*type);
    }
    const char *kept = arena_strdup(w->arena, text_cstr(&text));
    text_free(&text);
    return kept;
}

/* How much the pointer leads to, as C: what the user sets, or what the parameter's declaration says; or NULL. */
static const char *pointer_size(Writer *w, const Place *place, const char *inner, bool outermost)
{
    const Setting *set = settings_set(w->settings, place->name);
    double         number;
    if (set && settings_number(set, &number))
        return arena_printf(w->arena, "%lld", (long long)number);
    if (set)
        return arena_printf(w->arena, "\n#line 1 \"--set %s\"\n%s\n#line 1 \"harness.c\"\n", place->name, set->value);
    if (!outermost || !w->var->size)
        return NULL;
    Text text = {0};
    text_puts(&text, "(long long)(");
    emit_expr(&text, w->var->size);
    text_printf(&text, ")%s", inner);
    const char *kept = arena_strdup(w->arena, text_cstr(&text));
    text_free(&text);
    return kept;
}

static int add_slot(Writer *w, const Place *place, const char *size)
{
    AdgenHarnessSlot slot = {.path = place->name, .known = size != NULL, .param = w->param};
    VEC_PUSH(w->arena, &w->slots, slot);
    VEC_PUSH(w->arena, &w->sizes, size);
    return w->slots.count - 1;
}

bool writer_is_stream(const Type *type)
{
    const Record *record = type->canon->kind == TYPE_RECORD ? type->canon->u.record : NULL;
    const char   *tag = record && record->tag ? record->tag : "";
    return strcmp(tag, "_IO_FILE") == 0 || strcmp(tag, "__sFILE") == 0;
}

/* What lies behind a pointer to void is bytes. */
static int describe_pointer(Writer *w, const Type *type, const Place *place)
{
    bool          bytes = type_elem(type)->canon->kind == TYPE_VOID;
    const Type   *elem = bytes ? type_int(w->program, INT_CHAR) : type_elem(type);
    bool          outermost = place->name == w->var->name && type_is_pointer(w->var->type);
    const char   *inner = count_inner(w, &elem);
    const Record *record = elem->canon->kind == TYPE_RECORD ? elem->canon->u.record : NULL;
    const char   *root = writer_type_name(w, elem);
    Place         to = {.root = root, .path = "", .base = "", .name = place->name, .active = place->active};
    int           slot = -1, inside = -1;
    bool          pointers = elem->canon->kind == TYPE_POINTER && !type_is_function_pointer(elem);
    to.adds = type_is_const(type_elem(type));
    if (pointers || (record && record->complete && root)) {
        to.root = pointers ? "void *" : root;
        to.name = arena_printf(w->arena, "%s%s", place->name, pointers ? "[]" : "");
    }
    if ((root || pointers) && !writer_is_stream(elem) && (!record || !is_inside(w, record))) {
        if (record)
            VEC_PUSH(w->arena, &w->inside, record);
        slot = add_slot(w, place, pointer_size(w, place, inner, outermost));
        inside = describe(w, elem, &to);
        w->inside.count -= record != NULL;
    }
    int made = open_type(w);
    text_printf(w->out, "{ %d, %d, sizeof(void *), 1, %s, 0, 0, %d };\n", HARNESS_POINTER, slot, type_reference(w, inside),
                place->active && type_holds_real(elem, true));
    return made;
}

/* ---- records ---- */

static const char *join(Writer *w, const char *path, const char *member)
{
    return *path ? arena_printf(w->arena, "%s.%s", path, member) : member;
}

static void add_field(Writer *w, Fields *fields, const Type *type, const Place *place)
{
    int         number = describe(w, type, place);
    const char *offset = *place->path ? arena_printf(w->arena, "__builtin_offsetof(%s, %s)", place->root, place->path) : "0";
    if (*place->base)
        offset = arena_printf(w->arena, "%s - __builtin_offsetof(%s, %s)", offset, place->root, place->base);
    VEC_PUSH(w->arena, &fields->list, arena_printf(w->arena, "{ %s, %s }", offset, type_reference(w, number)));
}

static void collect_fields(Writer *w, Fields *fields, const Record *record, const Place *place)
{
    for (int i = 0; i < record->fields.count && !record->is_union; i++) {
        const Field *field = record->fields.items[i];
        Place        member = *place;
        if (field->bitfield || field_is_padding(field))
            continue;
        if (field->name && *field->name) {
            member.path = join(w, place->path, field->name);
            member.name = join(w, place->name, field->name);
        }
        member.active = place->active && !field->inactive;
        if (field->type->canon->kind == TYPE_RECORD)
            collect_fields(w, fields, field->type->canon->u.record, &member);
        else
            add_field(w, fields, field->type, &member);
    }
}

static int describe_record(Writer *w, const Type *type, const Place *place)
{
    Fields      fields = {0};
    const char *size = *place->path ? arena_printf(w->arena, "sizeof(((%s *)0)->%s)", place->root, place->path)
                                    : arena_printf(w->arena, "sizeof(%s)", place->root);
    Place       inside = *place;
    inside.base = place->path;
    collect_fields(w, &fields, type->canon->u.record, &inside);
    text_printf(w->out, "static const AdgenHarnessField adgen_harness_fields_%d_%d[] = { ", w->number, w->types);
    for (int i = 0; i < fields.list.count; i++)
        text_printf(w->out, "%s, ", fields.list.items[i]);
    text_puts(w->out, "{ 0, 0 } };\n");
    int made = open_type(w);
    text_printf(w->out, "{ %d, 0, %s, 1, 0, adgen_harness_fields_%d_%d, %d, 0 };\n", HARNESS_RECORD, size, w->number, made,
                fields.list.count);
    return made;
}

/* ---- all types ---- */

static int describe_array(Writer *w, const Type *type, const Place *place)
{
    long long count = 1;
    Place     elem = *place;
    for (; type->canon->kind == TYPE_ARRAY; type = type_elem(type)) {
        count *= type->canon->u.array.count;
        elem.path = arena_printf(w->arena, "%s[0]", elem.path);
    }
    if (type->canon->kind == TYPE_RECORD)
        elem.name = arena_printf(w->arena, "%s[]", place->name);
    if (count < 0)
        count = 0;                   /* a flexible member */
    int inside = describe(w, type, &elem);
    int made = open_type(w);
    text_printf(w->out, "{ %d, 0, %lld * sizeof(((%s *)0)->%s), %lld, %s, 0, 0, 0 };\n", HARNESS_ARRAY, count, place->root,
                elem.path, count, type_reference(w, inside));
    return made;
}

static int describe(Writer *w, const Type *type, const Place *place)
{
    const Type *canon = type->canon;
    if (canon->kind == TYPE_POINTER && !type_is_function_pointer(type))
        return describe_pointer(w, type, place);
    if (canon->kind == TYPE_RECORD)
        return describe_record(w, type, place);
    if (canon->kind == TYPE_ARRAY)
        return describe_array(w, type, place);
    HarnessKind kind = scalar_kind(canon);
    const char *name = kind == HARNESS_OTHER ? "void *" : writer_type_name(w, type);
    int         group = kind == HARNESS_OTHER ? -1 : add_group(w, kind, type, place);
    int         made = open_type(w);
    text_printf(w->out, "{ %d, %d, sizeof(%s), 1, 0, 0, 0, 0 };\n", (int)kind, group, name);
    return made;
}

int writer_param_type(Writer *w, const Var *param)
{
    Place place = {.path = "", .base = "", .name = param->name, .adds = true};
    w->var = param;
    place.root = writer_type_name(w, param->type);
    place.active = activity_param(w->request, param);
    return describe(w, param->type, &place);
}
