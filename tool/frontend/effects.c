#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "decls.h"
#include "link.h"
#include "rules/blas.h"

enum { LAST_BIT = 63 };

/* ---- the library ---- */

/* <math.h>, <adgen/special.h> and their like, without the suffix of the type; sorted. */
static const char *const math_names[] = {
    "abs", "acos", "acosh", "adgen_digamma", "adgen_polygamma", "asin", "asinh", "atan", "atan2", "atanh", "cbrt",
    "ceil", "copysign", "cos", "cosh", "drem", "erf", "erfc", "exp", "exp10", "exp2", "expm1", "fabs", "fdim",
    "floor", "fma", "fmax", "fmaximum", "fmaximum_mag", "fmaximum_mag_num", "fmaximum_num", "fmaxmag", "fmin",
    "fminimum", "fminimum_mag", "fminimum_mag_num", "fminimum_num", "fminmag", "fmod", "fpclassify", "fromfp",
    "fromfpx", "gamma", "huge_val", "hypot", "ilogb", "inf", "isfinite", "isgreater", "isgreaterequal", "isinf",
    "isless", "islessequal", "islessgreater", "isnan", "isnormal", "isunordered", "j0", "j1", "jn", "labs", "ldexp",
    "lgamma", "llabs", "llogb", "llrint", "llround", "log", "log10", "log1p", "log2", "logb", "lrint", "lround",
    "nan", "nearbyint", "nextafter", "nextdown", "nexttoward", "nextup", "pow", "pow10", "remainder", "rint", "round",
    "roundeven", "scalbln", "scalbn", "signbit", "significand", "sin", "sinh", "sqrt", "tan", "tanh", "tgamma",
    "trunc", "ufromfp", "ufromfpx", "y0", "y1", "yn",
};

/* <complex.h>: carried over as text, but computing only; sorted. */
static const char *const complex_names[] = {
    "cabs", "cacos", "cacosh", "carg", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "cimag", "clog",
    "conj", "cpow", "cproj", "creal", "csin", "csinh", "csqrt", "ctan", "ctanh",
};

/* What other functions of the library do: w0 writes what argument 0 points to, r1 reads what argument 1 points to,
 * n makes memory, o: output, input or hidden state, e ends the program. */
static const struct LibraryEffect {
    const char *name;
    const char *does;
} library[] = {
    {"add_overflow", "w2"}, {"mul_overflow", "w2"}, {"sub_overflow", "w2"},
    {"abort", "e"},       {"adgen_allocate", "n"}, {"adgen_apart", ""},
    {"aligned_alloc", "n"}, {"bcmp", "r0r1"},     {"bcopy", "r0w1"},   {"bzero", "w0"},
    {"calloc", "n"},      {"clock", "o"},         {"constant_p", ""},   {"exit", "e"},       {"expect", ""},
    {"free", "w0"},       {"frexp", "w1"},        {"frexpf", "w1"},     {"frexpl", "w1"},    {"malloc", "n"},
    {"memchr", "r0"},     {"memcmp", "r0r1"},     {"memcpy", "w0r1"},   {"memmove", "w0r1"}, {"memset", "w0"},
    {"modf", "w1"},       {"modff", "w1"},        {"modfl", "w1"},      {"prefetch", ""},    {"rand", "o"},
    {"realloc", "r0w0n"}, {"lgamma_r", "w1"},     {"lgammaf_r", "w1"},  {"lgammal_r", "w1"}, {"remquo", "w2"},
    {"remquof", "w2"},    {"remquol", "w2"},      {"sincos", "w1w2"},
    {"sincosf", "w1w2"},  {"sincosl", "w1w2"},    {"strcat", "w0r0r1"}, {"strcmp", "r0r1"},  {"strcpy", "w0r1"},
    {"strlen", "r0"},     {"strncmp", "r0r1"},    {"strncpy", "w0r1"},  {"strtod", "r0w1"},  {"strtof", "r0w1"},
    {"strtol", "r0w1"},   {"strtold", "r0w1"},    {"strtoll", "r0w1"},  {"strtoul", "r0w1"}, {"strtoull", "r0w1"},
    {"atof", "r0"},       {"atoi", "r0"},         {"atol", "r0"},       {"atoll", "r0"},     {"trap", "e"},
    {"unreachable", ""},
};

static int compare_name(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static bool is_listed(const char *name, const char *const *names, size_t count)
{
    return bsearch(name, names, count, sizeof *names, compare_name) != NULL;
}

#define LISTED(name, names) is_listed((name), (names), sizeof(names) / sizeof *(names))

/* With the suffix of float or long double taken off, if need be. */
static bool is_math_name(const char *name)
{
    char   base[24];
    size_t length = strlen(name);
    if (LISTED(name, math_names) || LISTED(name, complex_names))
        return true;
    if (length < 2 || length >= sizeof base || (name[length - 1] != 'f' && name[length - 1] != 'l'))
        return false;
    memcpy(base, name, length - 1);
    base[length - 1] = '\0';
    return LISTED(base, math_names) || LISTED(base, complex_names);
}

static bool is_builtin(const Symbol *function)
{
    return strncmp(function->name, "__builtin_", 10) == 0;
}

const char *effects_name(const Symbol *function)
{
    const char *name = is_builtin(function) ? function->name + 10 : function->name;
    return strcmp(name, "isinf_sign") == 0 ? "isinf" : name;
}

static bool is_number(CXType type)
{
    type = canonical_type(type);
    return type.kind == CXType_Complex || type.kind == CXType_Enum
        || (type.kind >= CXType_Bool && type.kind <= CXType_LongDouble);
}

static bool takes_numbers(CXType type)
{
    type = canonical_type(type);
    int count = clang_getNumArgTypes(type);
    for (int i = 0; i < count; i++) {
        if (!is_number(clang_getArgType(type, (unsigned)i)))
            return false;
    }
    return is_number(clang_getResultType(type));
}

static bool is_defined(Front *front, const Symbol *function)
{
    return !clang_Cursor_isNull(clang_getCursorDefinition(link_owner(front, function->decl, &front)));
}

bool effects_is_pure(Front *front, const Symbol *function)
{
    if (strmap_get(front->link->scalars, function->name))
        return takes_numbers(function->type);
    if (!is_math_name(effects_name(function)) || is_defined(front, function))
        return false;
    return is_builtin(function) || takes_numbers(function->type);
}

static const char *library_effect(const char *name)
{
    const struct LibraryEffect *end = library + sizeof library / sizeof *library;
    for (const struct LibraryEffect *e = library; e < end; e++) {
        if (strcmp(e->name, name) == 0)
            return e->does;
    }
    return NULL;
}

/* A builtin that takes and gives numbers, such as __builtin_ctz. */
static bool computes(const Symbol *function)
{
    return is_builtin(function) && !library_effect(effects_name(function)) && takes_numbers(function->type)
        && clang_getNumArgTypes(canonical_type(function->type)) > 0;
}

bool effects_allocates(Front *front, const Symbol *function)
{
    const char *does = is_defined(front, function) ? NULL : library_effect(effects_name(function));
    return does && strchr(does, 'n');
}

/* ---- calls ---- */

static Node *argument(Node *call, int i)
{
    return i + 1 < call->count ? call->kids[i + 1] : NULL;
}

static void reads_argument(Body *body, Node *call, int i, Touch *touch)
{
    Reach reach = body_value(body, argument(call, i));
    body_join(&touch->reads, &reach);
    touch->read_types = ~0u;
}

static void writes_argument(Body *body, Node *call, int i, Touch *touch)
{
    Reach reach = body_value(body, argument(call, i));
    body_join(&touch->writes, &reach);
    touch->write_types = ~0u;
}

static void apply_library(Body *body, Node *call, const char *does, Touch *touch)
{
    for (; *does; does++) {
        if (*does == 'o')
            touch->output = true;
        else if (*does == 'e')
            touch->ends = true;
        else if ((*does == 'r' || *does == 'w') && argument(call, does[1] - '0'))
            (*does == 'r' ? reads_argument : writes_argument)(body, call, does[1] - '0', touch);
    }
}

/* A function of which nothing is known may touch all that it is given and all that is not local. */
static void assume_worst(Body *body, Node *call, Touch *touch)
{
    touch->output = true;
    touch->reads.anywhere = touch->writes.anywhere = true;
    for (int i = 0; argument(call, i); i++) {
        reads_argument(body, call, i, touch);
        writes_argument(body, call, i, touch);
    }
    touch->read_types = touch->write_types = ~0u;
}

static bool is_function_pointer(CXType type)
{
    type = canonical_type(type);
    if (type.kind != CXType_Pointer)
        return false;
    type = canonical_type(clang_getPointeeType(type));
    return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

/* FILE *: what it points to is the library's. */
static bool is_stream(Body *body, CXType pointer)
{
    CXCursor pointee = clang_getTypeDeclaration(canonical_type(clang_getPointeeType(pointer)));
    return strcmp(front_spelling(body->front, pointee), "_IO_FILE") == 0;
}

/* A function of the system that is in no list: it knows the user's memory only through its arguments, and keeps its
 * hands off what is const. */
static void assume_system(Body *body, Node *call, Touch *touch)
{
    touch->output = true;
    for (int i = 0; argument(call, i); i++) {
        CXType type = canonical_type(argument(call, i)->type);
        if (is_function_pointer(type)) {
            assume_worst(body, call, touch);
            return;
        }
        if (type.kind != CXType_Pointer || is_stream(body, type))
            continue;
        reads_argument(body, call, i, touch);
        if (!clang_isConstQualifiedType(clang_getPointeeType(type)))
            writes_argument(body, call, i, touch);
    }
}

static bool is_system(const Symbol *function)
{
    CXSourceLocation at = clang_getCursorLocation(function->decl);
    CXFile           file;
    clang_getExpansionLocation(at, &file, NULL, NULL, NULL);
    return !file || clang_Location_isInSystemHeader(at);
}

static bool has_attribute(Front *front, CXCursor decl, enum CXCursorKind kind)
{
    Cursors kids = front_children(front, decl);
    for (int i = 0; i < kids.count; i++) {
        if (cursor_is(kids.items[i], kind))
            return true;
    }
    return false;
}

/* ---- visible functions ---- */

static void add_touch(Summary *sum, const Touch *touch)
{
    body_join(&sum->reads, &touch->reads);
    body_join(&sum->writes, &touch->writes);
    if (!body_empty(&touch->reads))
        sum->read_types |= touch->read_types;
    if (!body_empty(&touch->writes))
        sum->write_types |= touch->write_types;
    sum->output = sum->output || touch->output;
    sum->ends = sum->ends || touch->ends;
}

/* An access to locals alone is nobody else's business. */
static void add_node(Body *body, Node *node)
{
    Touch touch;
    if (node_is_unevaluated(node))
        return;
    if (body_touch(body, node, &touch)) {
        touch.reads.locals = touch.writes.locals = 0;
        add_touch(&body->summary, &touch);
    }
    for (int i = 0; i < node->count; i++)
        add_node(body, node->kids[i]);
}

static bool same_summary(const Summary *a, const Summary *b)
{
    return body_same_reach(&a->reads, &b->reads) && body_same_reach(&a->writes, &b->writes)
        && a->read_types == b->read_types && a->write_types == b->write_types && a->output == b->output
        && a->ends == b->ends;
}

/* One more look at the functions that are being looked at; whether that has added something. */
static bool add_round(const Front *front)
{
    bool grown = false;
    for (int i = 0; i < front->link->open.count; i++) {
        Body   *body = front->link->open.items[i];
        Summary before = body->summary;
        add_node(body, body->root);
        grown = grown || !same_summary(&before, &body->summary);
    }
    return grown;
}

/* Functions that call themselves, or each other, do what their summaries say so far, until nothing is added. */
const Summary *effects_summary(Body *callee)
{
    Front *front = callee->front;
    bool   outermost = front->link->open.count == 0;
    if (callee->state != BODY_UNKNOWN)
        return &callee->summary;
    callee->state = BODY_BEGUN;
    VEC_PUSH(front->arena, &front->link->open, callee);
    add_node(callee, callee->root);
    if (outermost) {
        while (add_round(front))
            ;
        for (int i = 0; i < front->link->open.count; i++)
            front->link->open.items[i]->state = BODY_DONE;
        front->link->open.count = 0;
    }
    return &callee->summary;
}

/* The search for a pointer; `writable`: for one through which something may be written. */
typedef struct Find {
    bool writable, found;
} Find;

static void find_pointer(CXType type, Find *find);

static enum CXVisitorResult find_in_field(CXCursor field, CXClientData data)
{
    Find *find = data;
    find_pointer(clang_getCursorType(field), find);
    return find->found ? CXVisit_Break : CXVisit_Continue;
}

static void find_pointer(CXType type, Find *find)
{
    type = canonical_type(type);
    while (type_is_array(type))
        type = canonical_type(clang_getArrayElementType(type));
    if (type.kind == CXType_Record)
        clang_Type_visitFields(type, find_in_field, find);
    if (type.kind != CXType_Pointer)
        return;
    CXType to = clang_getPointeeType(type);
    find->found = !find->writable || !clang_isConstQualifiedType(canonical_type(to));
    if (!find->found && canonical_type(to).kind == CXType_Pointer)
        find_pointer(to, find);
}

/* Whether there are pointers behind the pointer: what they lead to counts as reached by it, too. */
static bool leads_on(CXType type, bool writable)
{
    Find find = { writable, false };
    type = canonical_type(type);
    find_pointer(type.kind == CXType_Pointer ? clang_getPointeeType(type) : type, &find);
    return find.found;
}

/* What a summary's reach is for one call: what the arguments point to, and the globals. */
static void translate(Body *body, Node *call, const Reach *from, Reach *to, bool writes)
{
    to->globals |= from->globals;
    to->anywhere = to->anywhere || from->anywhere;
    for (int i = 0; argument(call, i); i++) {
        int number = i < LAST_BIT ? i : LAST_BIT;
        if (from->params >> number & 1) {
            Reach reach = body_value(body, argument(call, i));
            body_join(to, &reach);
            to->anywhere = to->anywhere || leads_on(argument(call, i)->type, writes);
        }
    }
}

static void apply_summary(Body *body, Node *call, const Summary *sum, Touch *touch)
{
    translate(body, call, &sum->reads, &touch->reads, false);
    translate(body, call, &sum->writes, &touch->writes, true);
    touch->read_types = sum->read_types;
    touch->write_types = sum->write_types;
    touch->output = sum->output;
    touch->ends = sum->ends;
}

static CXType called_type(const Node *call)
{
    CXType type = canonical_type(node_bare(call->kids[0])->type);
    return type.kind == CXType_Pointer ? canonical_type(clang_getPointeeType(type)) : type;
}

/* A call through a pointer does what some function of the file of that type does.  (What may call others as well is
 * refused where active data are concerned.) */
static void apply_any(Body *body, Node *call, Touch *touch)
{
    Front *front = body->front;
    CXType type = called_type(call);
    if (type.kind != CXType_FunctionProto) {
        assume_worst(body, call, touch);
        return;
    }
    for (int i = 0; i < decls_count(front); i++) {
        const Decl *decl = decls_at(front, i);
        CXCursor cursor = decl->all.items[0];
        if (!cursor_is(cursor, CXCursor_FunctionDecl) || decls_in_system_header(cursor)
            || !clang_equalTypes(canonical_type(clang_getCursorType(cursor)), type))
            continue;
        Body *callee = body_of(front, cursor);
        Touch one = {0};
        if (callee)
            apply_summary(body, call, effects_summary(callee), &one);
        else
            assume_worst(body, call, &one);
        body_join(&touch->reads, &one.reads);
        body_join(&touch->writes, &one.writes);
        touch->read_types |= one.read_types;
        touch->write_types |= one.write_types;
        touch->output = touch->output || one.output;
        touch->ends = touch->ends || one.ends;
    }
}

static bool is_blas(const Symbol *function)
{
    char precision;
    return blas_is_routine(function->name, &precision);
}

void effects_of_call(Body *body, Node *call, Touch *touch)
{
    Symbol *function = call->symbol;
    if (!function) {
        apply_any(body, call, touch);
        return;
    }
    if (computes(function))
        return;
    Body       *callee = body_of(body->front, function->decl);
    const char *does = callee ? NULL : library_effect(effects_name(function));
    if (callee) {
        apply_summary(body, call, effects_summary(callee), touch);
    } else if (does) {
        apply_library(body, call, does, touch);
    } else if (has_attribute(body->front, function->decl, CXCursor_ConstAttr)) {
        return;
    } else if (has_attribute(body->front, function->decl, CXCursor_PureAttr)) {
        assume_worst(body, call, touch);
        touch->output = false;
        touch->writes = (Reach){0};
    } else if (is_blas(function)) {
        assume_system(body, call, touch);
        touch->output = false;
    } else if (is_system(function)) {
        assume_system(body, call, touch);
    } else if (func_is_given(front_func(body->front, function->decl))) {   /* it does what its derivative can do again */
        assume_system(body, call, touch);
        touch->output = false;
    } else {
        assume_worst(body, call, touch);
    }
}

uint64_t effects_keeps(Body *body, Node *call)
{
    Body *callee = call->symbol ? body_of(body->front, call->symbol->decl) : NULL;
    if (callee)
        return !callee->ready && callee != body ? ~(uint64_t)0 : callee->summary.keeps;
    const char *does = call->symbol ? library_effect(effects_name(call->symbol)) : NULL;
    if (does || (call->symbol && (effects_is_pure(body->front, call->symbol) || is_blas(call->symbol))))
        return 0;
    return ~(uint64_t)0;
}
