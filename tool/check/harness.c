#define _XOPEN_SOURCE 700  /* realpath */

#include "check/harness.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/activity.h"
#include "emit/emit.h"
#include "writer.h"

static const char *const agreed[] = {
#define AGREED(...) #__VA_ARGS__,
#include "agreed.inc"
#undef AGREED
};

void writer_string(Text *out, const char *text)
{
    text_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            text_printf(out, "\\%c", *text);
        else if ((unsigned char)*text < ' ')
            text_printf(out, "\\%03o", (unsigned char)*text);
        else
            text_putc(out, *text);
    }
    text_putc(out, '"');
}

/* ---- companions ---- */

static Mode companion_mode(Mode mode)
{
    switch (mode) {
    case MODE_JVP:     return MODE_VJP;
    case MODE_HESSIAN: return MODE_GRAD;
    default:           return MODE_JVP;
    }
}

Request *harness_companion(Arena *arena, const Request *request, int number)
{
    Request *made = ARENA_NEW(arena, Request);
    *made = *request;
    made->mode = companion_mode(request->mode);
    made->as = arena_printf(arena, "adgen_companion_%d", number);
    made->width = 0;
    made->inner = NULL;
    made->as_apart = NULL;
    made->one_by_one = made->rows = made->checks_overlap = made->finds_states = false;
    if (request->mode == MODE_JACOBIAN || request->mode == MODE_HESSIAN) {
        made->all_of = true;             /* the shadows alone say what is an output */
        made->of.count = 0;
    }
    return made;
}

/* ---- calls ---- */

static void complain(Writer *w, const Var *param, const char *problem)
{
    if (w->problem)
        return;
    w->problem = problem;
    w->problem_loc = param ? param->loc : w->request->func->loc;
}

/* What is passed for a parameter: `array` holds pointers to values, and the pointers that are passed themselves. */
static void put_argument(Writer *w, const Var *param, const char *array, int i)
{
    const char    *name = writer_type_name(w, param->type);
    const Setting *set = settings_set(w->settings, param->name);
    if (type_is_function_pointer(param->type) && set)
        text_printf(w->out, "\n#line 1 \"--set %s\"\n%s\n#line 1 \"harness.c\"\n", param->name, set->value);
    else if (type_is_function_pointer(param->type))
        complain(w, param, arena_printf(w->arena, "'%s' is a pointer to a function: write --set %s=NAME, with the name of one",
                                        param->name, param->name));
    else if (type_is_pointer(param->type) && writer_is_stream(type_elem(param->type)))
        text_puts(w->out, "stderr");                 /* nobody sees it: the process that runs has no outputs */
    else if (type_is_pointer(param->type))
        text_printf(w->out, "%s[%d]", array, i);
    else if (name)
        text_printf(w->out, "*(%s *)%s[%d]", name, array, i);
    else
        complain(w, param, arena_printf(w->arena, "adgen cannot make a value of the type of '%s'", param->name));
}

static void put_arguments(Writer *w)
{
    const Func *func = w->request->func;
    for (int i = 0; i < func->params.count; i++) {
        text_puts(w->out, i ? ", " : "");
        put_argument(w, func->params.items[i], "adgen_a", i);
    }
}

/* The shadows of one set: pointers to them, or where they go by value their values. */
static void put_shadows(Writer *w, const Request *request, const char *array, bool by_value)
{
    const Func *func = request->func;
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];
        if (!activity_param(request, param))
            continue;
        text_puts(w->out, ", ");
        if (by_value && request->width == 0)
            put_argument(w, param, array, i);
        else
            text_printf(w->out, "%s[%d]", array, i);
    }
}

static void put_result(Writer *w)
{
    const Type *result = w->request->func->result;
    const char *name = writer_type_name(w, result);
    if (result->canon->kind == TYPE_VOID)
        return;
    if (type_is_pointer(result))
        text_puts(w->out, "*(const volatile void **)adgen_r = ");
    else if (name)
        text_printf(w->out, "*(%s *)adgen_r = ", name);
    else
        complain(w, NULL, "adgen cannot keep a value of the type that it returns");
}

static void put_derivative_arguments(Writer *w, const Request *request)
{
    bool real = type_is_real(request->func->result);
    put_arguments(w);
    switch (request->mode) {
    case MODE_GRAD:
        put_shadows(w, request, "adgen_s", false);
        break;
    case MODE_VJP:
        put_shadows(w, request, "adgen_s", false);
        if (real && request->width == 0)
            text_printf(w->out, ", *(%s *)adgen_e", writer_type_name(w, request->func->result));
        else if (real)
            text_puts(w->out, ", adgen_e");
        break;
    case MODE_JVP:
        put_shadows(w, request, "adgen_s", true);
        text_puts(w->out, real ? ", adgen_e" : "");
        break;
    case MODE_HVP:
        put_shadows(w, request, "adgen_s", true);
        put_shadows(w, request, "adgen_t", false);
        put_shadows(w, request, "adgen_u", false);
        break;
    case MODE_JACOBIAN:
    case MODE_HESSIAN:
        text_puts(w->out, ", adgen_e");
        break;
    }
}

/* HVP's gradient has one direction, whatever the width: its shadows are of another set. */
static void put_call(Writer *w, const Request *request, const char *what)
{
    text_printf(w->out, "ADGEN_HARNESS static void adgen_harness_%s_%d(void **adgen_a, void **adgen_s, void **adgen_t, "
                "void **adgen_u, void *adgen_e, void *adgen_r)\n{\n    ", what, w->number);
    put_result(w);
    text_printf(w->out, "%s(", request->as);
    put_derivative_arguments(w, request);
    text_puts(w->out, ");\n}\n");
}

static void put_primal(Writer *w)
{
    text_printf(w->out, "ADGEN_HARNESS static void adgen_harness_primal_%d(void **adgen_a, void *adgen_r)\n{\n    ", w->number);
    put_result(w);
    text_printf(w->out, "%s(", w->request->func->name);
    put_arguments(w);
    text_puts(w->out, ");\n}\n");
}

/* ---- sizes ---- */

/* A function of the parameters under their own names, so that an expression means what it means in the program. */
static void put_size(Writer *w, int slot)
{
    Func copy = *w->request->func;
    copy.name = arena_printf(w->arena, "adgen_harness_size_%d_%d", w->number, slot);
    copy.result = type_int(w->program, INT_LLONG);
    copy.is_static = false;
    text_puts(w->out, "ADGEN_HARNESS static ");
    emit_prototype(w->out, w->program, &copy);
    text_printf(w->out, "\n{\n    return %s;\n}\n", w->sizes.items[slot]);
}

static void put_sizes(Writer *w)
{
    for (int i = 0; i < w->slots.count; i++)
        if (w->sizes.items[i])
            put_size(w, i);
    text_printf(w->out, "ADGEN_HARNESS static long long adgen_harness_size_%d(int adgen_i, void **adgen_a)\n{\n"
                "    switch (adgen_i) {\n", w->number);
    for (int i = 0; i < w->slots.count; i++) {
        if (!w->sizes.items[i])
            continue;
        text_printf(w->out, "    case %d: return adgen_harness_size_%d_%d(", i, w->number, i);
        put_arguments(w);
        text_puts(w->out, ");\n");
    }
    text_puts(w->out, "    }\n    (void)adgen_a;\n    return -1;\n}\n");
}

/* ---- tables ---- */

static void put_groups(Writer *w)
{
    text_printf(w->out, "static const AdgenHarnessGroup adgen_harness_groups_%d[] = {\n", w->number);
    for (int i = 0; i < w->groups.count; i++) {
        const AdgenHarnessGroup *g = &w->groups.items[i];
        text_puts(w->out, "    { ");
        writer_string(w->out, g->path);
        text_printf(w->out, ", %d, %d, %d, %d, %d, %d, %d, %.17g, %.17g, %d },\n", g->kind, g->param, g->active, g->adds,
                    g->independent, g->dependent, g->has_range, g->from, g->to, g->is_size);
    }
    text_printf(w->out, "    { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }\n};\n"
                "static const AdgenHarnessSlot adgen_harness_slots_%d[] = {\n", w->number);
    for (int i = 0; i < w->slots.count; i++) {
        text_puts(w->out, "    { ");
        writer_string(w->out, w->slots.items[i].path);
        text_printf(w->out, ", %d, %d },\n", w->slots.items[i].known, w->slots.items[i].param);
    }
    text_puts(w->out, "    { 0, 0, 0 }\n};\n");
}

static void put_params(Writer *w, const int *types)
{
    const Func *func = w->request->func;
    text_printf(w->out, "static const AdgenHarnessParam adgen_harness_params_%d[] = {\n", w->number);
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];
        text_puts(w->out, "    { ");
        writer_string(w->out, param->name);
        text_printf(w->out, ", &adgen_harness_type_%d_%d, %u, %u, %d },\n", w->number, types[i], param->loc.line,
                    param->loc.column, activity_param(w->request, param));
    }
    text_puts(w->out, "    { 0, 0, 0, 0, 0 }\n};\n");
}

static int result_kind(const Type *result)
{
    if (type_is_real(result))
        return (int)result->canon->u.real;
    if (type_is_integer(result))
        return type_is_unsigned(result) ? HARNESS_UNSIGNED : HARNESS_SIGNED;
    return HARNESS_OTHER;
}

/* As derive/dense.c has it: the widest of the types that take part, and double where one holds several. */
static int entry_kind(const Writer *w)
{
    const Func *func = w->request->func;
    int         kind = type_is_real(func->result) ? (int)func->result->canon->u.real : HARNESS_FLOAT;
    for (int i = 0; i < w->groups.count; i++) {
        const AdgenHarnessGroup *group = &w->groups.items[i];
        const Type              *type = func->params.items[group->param]->type;
        const Type              *only = type_only_real(type_is_pointer(type) ? type_elem(type) : type);
        int                      own = only ? (int)only->canon->u.real : HARNESS_DOUBLE;
        if ((group->independent || group->dependent) && own > kind)
            kind = own;
    }
    return kind;
}

static void put_row(Writer *w, const Request *request, const Request *companion)
{
    const Func *func = request->func;
    const char *result = writer_type_name(w, func->result);
    int         k = w->number;
    text_printf(w->out, "#define ADGEN_HARNESS_ROW_%d { ", k);
    writer_string(w->out, func->name);
    text_puts(w->out, ", ");
    writer_string(w->out, loc_file(func->loc) ? loc_file(func->loc) : "");
    text_printf(w->out, ", %u, %u, ", func->loc.line, func->loc.column);
    if (w->problem)
        writer_string(w->out, w->problem);
    else
        text_puts(w->out, "0");
    text_printf(w->out, ", %u, %u, ", w->problem_loc.line, w->problem_loc.column);
    text_printf(w->out, "adgen_harness_params_%d, %d, adgen_harness_groups_%d, %d, adgen_harness_slots_%d, %d, ", k,
                func->params.count, k, w->groups.count, k, w->slots.count);
    text_printf(w->out, "%d, sizeof(%s), %d, %d, adgen_harness_size_%d, adgen_harness_primal_%d, ", result_kind(func->result),
                result ? result : "void *", type_is_real(func->result) && (request->all_of || request->of_return),
                narrow_func(w->arena, func), k, k);
    text_printf(w->out, "{ \"%s\", %d, %d, %d, adgen_harness_derivative_%d }, ADGEN_HARNESS_BESIDE_%d },\n", request->as,
                (int)request->mode, request->width, entry_kind(w), k, k);
    text_printf(w->out, "#ifdef ADGEN_HARNESS_COMPANION_%d\n"
                "#define ADGEN_HARNESS_BESIDE_%d { \"%s\", %d, 0, 0, adgen_harness_companion_%d }\n#else\n"
                "#define ADGEN_HARNESS_BESIDE_%d { 0, 0, 0, 0, 0 }\n#endif\n", k, k, companion->as, (int)companion->mode, k, k);
}

/* A row that cannot be called has no functions. */
static void put_idle_row(Writer *w)
{
    const Func *func = w->request->func;
    text_printf(w->out, "#define ADGEN_HARNESS_ROW_%d { ", w->number);
    writer_string(w->out, func->name);
    text_puts(w->out, ", ");
    writer_string(w->out, loc_file(func->loc) ? loc_file(func->loc) : "");
    text_printf(w->out, ", %u, %u, ", func->loc.line, func->loc.column);
    writer_string(w->out, w->problem);
    text_printf(w->out, ", %u, %u, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, { \"%s\", 0, 0, 0, 0 }, { 0, 0, 0, 0, 0 } },\n",
                w->problem_loc.line, w->problem_loc.column, w->request->as);
}

/* ---- a function, and all ---- */

static void put_function(Writer *w, const Request *request, const Request *companion)
{
    const Func *func = request->func;
    int        *types = ARENA_ARRAY(w->arena, int, func->params.count + 1);
    Text        body = {0};
    Text       *out = w->out;
    w->out = &body;
    for (int i = 0; i < func->params.count; i++) {
        w->param = i;
        types[i] = writer_param_type(w, func->params.items[i]);
    }
    put_groups(w);
    put_params(w, types);
    put_sizes(w);
    put_primal(w);
    put_call(w, request, "derivative");
    text_printf(w->out, "#ifdef ADGEN_HARNESS_COMPANION_%d\n", w->number);
    put_call(w, companion, "companion");
    text_puts(w->out, "#endif\n");
    w->out = out;
    if (w->problem) {
        put_idle_row(w);
    } else {
        text_write(out, text_cstr(&body), body.length);
        put_row(w, request, companion);
    }
    text_free(&body);
}

static int unit_of(const Func *func)
{
    return func->item ? func->item->unit : 0;
}

/* Nothing between the quotes of an #include means anything else. */
static void put_file(Text *out, const Program *p, int file)
{
    const char *path = p->files.count > 0 ? p->files.items[file] : p->main_file;
    char       *full = realpath(path, NULL);
    text_printf(out, "#include \"%s\"", full ? full : path);
    text_puts(out, "\n#include \"" HARNESS_HEADER "\"\n#include \"" HARNESS_COMPANION_HEADER "\"\n\n");
    free(full);
}

void harness_write(Arena *arena, Text *out, Program *program, Request *const *requests, Request *const *companions, int count,
                   const CheckSettings *settings)
{
    int files = program->files.count > 0 ? program->files.count : 1;
    for (size_t i = 0; i < sizeof agreed / sizeof *agreed; i++)
        text_printf(out, "%s\n", agreed[i]);
    text_puts(out, "#define ADGEN_HARNESS __attribute__((noinline, optnone))\n");
    for (int file = 0; file < files; file++) {
        text_printf(out, "\n#if ADGEN_HARNESS_FILE == %d\n", file);
        put_file(out, program, file);
        for (int i = 0; i < count; i++) {
            Writer w = {.arena = arena, .out = out, .program = program, .settings = settings, .number = i,
                        .request = requests[i]};
            if (unit_of(requests[i]->func) == file)
                put_function(&w, requests[i], companions[i]);
        }
        text_printf(out, "const AdgenHarnessFunction " HARNESS_TABLE "_%d[] = {\n", file);
        for (int i = 0; i < count; i++)
            if (unit_of(requests[i]->func) == file)
                text_printf(out, "    ADGEN_HARNESS_ROW_%d\n", i);
        text_puts(out, "    { 0 }\n};\n#endif\n");
    }
}
