#include "program.h"

#include <string.h>

#include "arguments.h"

/* A check-gradient or check-call with the check-values and check-seeds that follow it. */
typedef struct Call {
    const Expect *expect;
    const Value  *values;
    const char   *function;
    VEC(const char *) wants;
    VEC(const char *) seeds;
    const char   *same;        /* NULL: there is no check-same */
} Call;

typedef struct Writer {
    Arena              *arena;
    Text               *out;
    const ProgramInput *input;
    Text                table;       /* the points written so far */
    Text                oracles;
    int                 points;
    const char         *error;
} Writer;

static void complain(Writer *w, const char *what, const char *about)
{
    if (!w->error)
        w->error = arena_printf(w->arena, "%s: %s", what, about);
}

static void write_string(Text *out, const char *string)
{
    text_putc(out, '"');
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            text_putc(out, '\\');
        text_putc(out, *string);
    }
    text_putc(out, '"');
}

/* ---- calls ---- */

static void write_args(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    for (int i = 0; i < func->params.count; i++)
        text_printf(w->out, "%sp%d_%s", i ? ", " : "", a->point, func->params.items[i].name);
}

static void write_shadow_args(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    for (int i = 0; i < func->params.count; i++)
        if (request_active(a->request, i))
            text_printf(w->out, ", s%d_%s", a->point, func->params.items[i].name);
    if (request_takes_seed(a->request))
        text_puts(w->out, ", t_seed");
}

/* A call as far as the function's own arguments go. */
static void open_call(Writer *w, const Arguments *a, const char *name)
{
    CKind kind = a->request->func->result->kind;
    bool returns = kind == C_REAL || kind == C_INTEGER;
    text_printf(w->out, returns ? "    T_RETURN(%s(" : "    (void)(%s(", name);
    write_args(w, a);
}

/* The same of a function that may not be linked. */
static void open_weak_call(Writer *w, const Arguments *a, const char *name)
{
    text_printf(w->out, "    if (!%s)\n        return;\n", name);
    open_call(w, a, name);
}

static void write_call(Writer *w, const Arguments *a, const char *name, bool with_shadows)
{
    open_call(w, a, name);
    if (with_shadows)
        write_shadow_args(w, a);
    text_puts(w->out, "));\n");
}

/* Tangents are handed over as their values are. */
static void write_forward_call(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    bool real = func->result->kind == C_REAL;
    const char *name = a->request->jvp ? a->request->name : arena_printf(w->arena, "%s_jvp", a->request->name);
    if (real)
        text_printf(w->out, "    %s t_dot = 0;\n", func->result->name);
    open_weak_call(w, a, name);
    for (int i = 0; i < func->params.count; i++) {
        const CType *type = func->params.items[i].type;
        const char *shadow = arena_printf(w->arena, "s%d_%s", a->point, func->params.items[i].name);
        if (request_active(a->request, i))
            text_puts(w->out, type->kind == C_POINTER ? arena_printf(w->arena, ", %s", shadow)
                                                      : arena_printf(w->arena, ", *(%s *)%s", type->name, shadow));
    }
    text_printf(w->out, real ? ", &t_dot));\n    t_tangent(t_dot);\n" : "));\n    t_tangent(0);\n");
}

static void write_take(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    for (int i = 0; i < func->params.count; i++)
        if (request_active(a->request, i))
            text_printf(w->out, "    k%d_%s[t_set] = s%d_%s;\n", a->point, func->params.items[i].name, a->point,
                        func->params.items[i].name);
}

static void write_second_call(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    open_weak_call(w, a, arena_printf(w->arena, "%s_hvp", a->request->name));
    for (int set = 0; set < 3; set++) {
        for (int i = 0; i < func->params.count; i++) {
            const CType *type = func->params.items[i].type;
            const char *shadow = arena_printf(w->arena, "k%d_%s[%d]", a->point, func->params.items[i].name, set);
            if (request_active(a->request, i))
                text_puts(w->out, type->kind == C_POINTER || set > 0 ? arena_printf(w->arena, ", %s", shadow)
                                                                     : arena_printf(w->arena, ", *(%s *)%s", type->name, shadow));
        }
    }
    text_puts(w->out, "));\n    t_second();\n");
}

/* The whole Jacobian, the whole Hessian. */
static void write_dense_call(Writer *w, const Arguments *a, const char *mode)
{
    open_weak_call(w, a, arena_printf(w->arena, "%s_%s", a->request->name, mode));
    text_puts(w->out, ", t_out));\n    t_second();\n");
}

/* ---- several directions at once ---- */

/* What the shadow's blocks consist of; NULL: it has pointers of its own, which the test does not lay side by side. */
static const CType *wide_cell(const CType *type)
{
    const CType *cell = ctype_cell(type->kind == C_POINTER ? type->of : type);
    if (cell->kind == C_REAL)
        return cell;
    for (int i = 0; cell->kind == C_RECORD && i < cell->record->fields.count; i++)
        if (ctype_cell(cell->record->fields.items[i].type)->kind == C_POINTER || !wide_cell(cell->record->fields.items[i].type))
            return NULL;
    return cell->kind == C_POINTER || !cell->name ? NULL : cell;
}

static bool has_wide_call(const Writer *w, const CRequest *request)
{
    CKind result = request->func->result->kind;
    if (!w->input->wide || request->jvp || (result == C_REAL && !request->of_return) || result == C_RECORD || result == C_POINTER)
        return false;
    for (int i = 0; i < request->func->params.count; i++)
        if (request_active(request, i) && !wide_cell(request->func->params.items[i].type))
            return false;
    return true;
}

/* The sets' shadows side by side; after the call they get back what is theirs. */
static void write_wide_call(Writer *w, const Arguments *a, const char *mode)
{
    const CFunc *func = a->request->func;
    bool real = func->result->kind == C_REAL, forward = strcmp(mode, "jvp") == 0;
    const char *seed = forward ? "0" : "t_seed";
    if (real)
        text_printf(w->out, "    %s t_result_lanes[%d] = { %s, %s, %s };\n", func->result->name, WIDE, seed, seed, seed);
    open_weak_call(w, a, arena_printf(w->arena, "%s_wide_%s", a->request->name, mode));
    for (int i = 0; i < func->params.count; i++) {
        const char *name = func->params.items[i].name;
        if (request_active(a->request, i))
            text_printf(w->out, ", t_wide((void *const[]){ k%d_%s[0], k%d_%s[1], k%d_%s[2] }, sizeof(%s))", a->point, name, a->point,
                        name, a->point, name, wide_cell(func->params.items[i].type)->name);
    }
    text_printf(w->out, "%s));\n    t_narrow();\n", real ? ", t_result_lanes" : "");
    if (real && forward)
        text_puts(w->out, "    t_tangents((long double[]){ t_result_lanes[0], t_result_lanes[1], t_result_lanes[2] });\n");
}

/* ---- reverse over reverse ---- */

/* The adjoints that the derivative starts from, then those of its parameters, then those of its adjoints. */
static void write_again_call(Writer *w, const Arguments *a)
{
    const CFunc *func = a->request->func;
    open_weak_call(w, a, arena_printf(w->arena, "%s_again", a->request->name));
    for (int set = 0; set < 3; set++) {
        for (int i = 0; i < func->params.count; i++)
            if (request_active(a->request, i))
                text_printf(w->out, ", k%d_%s[%d]", a->point, func->params.items[i].name, set);
        if (set == 0 && request_takes_seed(a->request))
            text_puts(w->out, ", t_seed");
    }
    text_printf(w->out, "%s));\n    t_second();\n", func->result->kind == C_REAL ? ", 0" : "");
}

/* ---- check-value and check-seed ---- */

/* "x[1]" is the shadow's t_adj_x[1], for a by-value x (*t_adj_x); NULL where it is none. */
static const char *adjoint_place(Writer *w, const Arguments *a, const char *text)
{
    const Token *tokens = lex(w->arena, text);
    char *name = token_text(w->arena, tokens, tokens + 1);
    const CFunc *func = a->request->func;
    for (int i = 0; i < func->params.count; i++) {
        const CParam *param = &func->params.items[i];
        if (strcmp(param->name, name) != 0 || !request_active(a->request, i))
            continue;
        const char *form = param->type->kind == C_POINTER ? "t_adj_%s%s" : "(*t_adj_%s)%s";
        return arena_printf(w->arena, form, name, text + strlen(name));
    }
    return NULL;
}

typedef enum Part { PART_WANT, PART_GOT, PART_SEED } Part;

static void write_part(Writer *w, const Arguments *a, Part part, const char *place, const char *value,
                       const char *tolerance)
{
    bool result = strcmp(place, "return") == 0;
    const char *adjoint = result ? "t_result()" : adjoint_place(w, a, place);
    if (!adjoint) {
        complain(w, "this has no adjoint", place);
    } else if (part == PART_WANT) {
        text_puts(w->out, "    t_want(");
        write_string(w->out, result ? "the result" : arena_printf(w->arena, "the adjoint of %s", place));
        text_printf(w->out, ", (long double)(%s), %s);\n", value, tolerance);
    } else if (part == PART_GOT) {
        text_printf(w->out, "    t_got((long double)(%s));\n", adjoint);
    } else {
        text_printf(w->out, result ? "    t_seed_result(%s%s);\n" : "    %s = %s;\n", result ? "" : adjoint, value);
    }
}

/* place = value, place = {value, value}; a tolerance after ~ */
static void write_line(Writer *w, const Arguments *a, Part part, const char *text)
{
    size_t left = strcspn(text, "="), end = strcspn(text, "~");
    if (!text[left]) {
        complain(w, "a value is expected as 'place = value'", text);
        return;
    }
    const char *tolerance = text[end] ? text + end + 1 : "1e-12L";
    const Value *value = value_read(w->arena, arena_strndup(w->arena, text + left + 1, end - left - 1));
    while (left > 0 && text[left - 1] == ' ')
        left--;
    char *place = arena_strndup(w->arena, text, left);
    if (value->kind != VALUE_LIST)
        write_part(w, a, part, place, value->text, tolerance);
    for (int i = 0; i < value->items.count; i++)
        write_part(w, a, part, arena_printf(w->arena, "%s[%d]", place, i), value->items.items[i]->text, tolerance);
}

static void write_lines(Writer *w, Arguments *a, const Call *call, Part part)
{
    int count = part == PART_SEED ? call->seeds.count : call->wants.count;
    arguments_locals(a);
    if (part != PART_WANT)
        arguments_shadow_locals(a, "t_adj_");
    for (int i = 0; i < count; i++)
        write_line(w, a, part, part == PART_SEED ? call->seeds.items[i] : call->wants.items[i]);
}

/* ---- check-same ---- */

/* "g", "g * 4": what adgen makes of g in the same mode. */
static const CRequest *same_request(Writer *w, const Arguments *a, const Call *call)
{
    char *name = arena_strndup(w->arena, call->same, strcspn(call->same, " *"));
    for (int i = 0; i < w->input->requests->list.count; i++) {
        const CRequest *request = &w->input->requests->list.items[i];
        if (strcmp(request->func->name, name) == 0 && request->vjp == a->request->vjp && request->jvp == a->request->jvp)
            return request;
    }
    complain(w, "adgen is not asked for the same derivative of", name);
    return a->request;
}

static const char *same_factor(const Call *call)
{
    const char *star = call->same ? strchr(call->same, '*') : NULL;
    return star ? star + 1 : "1";
}

/* ---- one point ---- */

static void open_function(Writer *w, const char *what, int point, const char *params)
{
    text_printf(w->out, "\nstatic void %s_%d(%s)\n{\n", what, point, params);
}

static void write_point_functions(Writer *w, Arguments *a, const Call *call)
{
    arguments_declare(a);
    open_function(w, "build", a->point, "void");
    arguments_build(a);
    text_puts(w->out, "}\n");
    open_function(w, "call", a->point, "void");
    write_call(w, a, a->request->func->name, false);
    text_puts(w->out, "}\n\n#ifndef ORACLE\n");
    open_function(w, "shadows", a->point, "void");
    arguments_build_shadows(a);
    text_puts(w->out, "}\n");
    open_function(w, "derive", a->point, "double t_seed");
    if (w->input->header && !a->request->jvp)
        write_call(w, a, a->request->name, true);
    text_puts(w->out, "}\n");
    open_function(w, "same", a->point, "double t_seed");
    if (call->same && w->input->header && !a->request->jvp)
        write_call(w, a, same_request(w, a, call)->name, true);
    text_puts(w->out, "    (void)t_seed;\n}\n");
    open_function(w, "forward", a->point, "void");
    if (w->input->all_modes || (w->input->header && a->request->jvp))
        write_forward_call(w, a);
    text_puts(w->out, "}\n");
    open_function(w, "take", a->point, "int t_set");
    write_take(w, a);
    text_puts(w->out, "    (void)t_set;\n}\n");
    open_function(w, "second", a->point, "void");
    if (w->input->all_modes && w->input->second && !a->request->jvp)
        write_second_call(w, a);
    text_puts(w->out, "}\n");
    static const char *const dense[] = { "jacobian", "hessian" };
    for (int k = 0; k < 2; k++) {
        open_function(w, dense[k], a->point, "double *t_out");
        if (w->input->dense[k] && !a->request->jvp && !a->request->of)
            write_dense_call(w, a, dense[k]);
        text_puts(w->out, "    (void)t_out;\n}\n");
    }
    open_function(w, "again", a->point, "double t_seed");
    if (w->input->again && !a->request->jvp)
        write_again_call(w, a);
    text_puts(w->out, "    (void)t_seed;\n}\n");
    static const char *const wide[] = { "jvp", "vjp" };
    for (int k = 0; k < 2; k++) {
        open_function(w, arena_printf(w->arena, "wide_%s", wide[k]), a->point, "double t_seed");
        if (has_wide_call(w, a->request))
            write_wide_call(w, a, wide[k]);
        text_puts(w->out, "    (void)t_seed;\n}\n");
    }
    static const char *const parts[] = { "wants", "gots", "seeds" };
    for (Part part = PART_WANT; part <= PART_SEED; part++) {
        open_function(w, parts[part], a->point, "void");
        write_lines(w, a, call, part);
        text_puts(w->out, "}\n");
    }
    text_puts(w->out, "#endif\n\n");
}

static void write_point_row(Writer *w, const Arguments *a, const Call *call)
{
    const CRequest *request = a->request;
    int k = a->point;
    bool seeded = request->of_return && request->func->result->kind == C_REAL;
    text_puts(&w->table, "    { ");
    write_string(&w->table, arena_printf(w->arena, "%s, %s", call->expect->text, request->name));
    text_printf(&w->table, ", %d, %d, %g, %g, build_%d, call_%d, shadows_%d, ", value_is_random(call->values) ? 8 : 1,
                call->expect->kind == EXPECT_GRADIENT, w->input->bound, !seeded ? 0.0 : request->vjp ? 0.75 : 1.0, k,
                k, k);
    bool derives = w->input->header && !request->jvp;
    text_printf(&w->table, derives ? "derive_%d, " : "NULL, ", k);
    text_printf(&w->table, derives && call->same ? "same_%d, %s" : "NULL, 1", k, same_factor(call));
    text_printf(&w->table, ", forward_%d, take_%d, second_%d, { jacobian_%d, hessian_%d }, { wide_jvp_%d, wide_vjp_%d }, "
                "again_%d, seeds_%d, wants_%d, gots_%d },\n", k, k, k, k, k, k, k, k, k, k, k);
    text_printf(&w->oracles, "    { build_%d, call_%d },\n", k, k);
}

static void write_point(Writer *w, const Call *call, const CRequest *request)
{
    Arguments a = { .arena = w->arena, .out = w->out, .request = request, .point = w->points++,
                    .values = call->values };
    arguments_match(&a);
    if (!a.error)
        write_point_functions(w, &a, call);
    if (a.error)
        complain(w, a.error, call->expect->text);
    write_point_row(w, &a, call);
}

static void write_call_points(Writer *w, const Call *call)
{
    int before = w->points;
    for (int i = 0; i < w->input->requests->list.count; i++)
        if (strcmp(w->input->requests->list.items[i].func->name, call->function) == 0)
            write_point(w, call, &w->input->requests->list.items[i]);
    if (w->points == before)
        complain(w, "adgen is not asked for the gradient of", call->function);
}

/* ---- the whole program ---- */

static void write_head(Writer *w)
{
    const ProgramInput *input = w->input;
    text_puts(w->out, "#include \"harness.h\"\n#ifdef ORACLE\n#include \"quad.h\"\n");
    text_printf(w->out, "#include \"%s\"\n#else\n#include \"%s\"\n", input->retyped, input->primal);
    if (input->header)
        text_printf(w->out, "#include \"%s\"\n", input->header);
    for (int k = 0; k < 2; k++)
        if (input->dense[k])
            text_printf(w->out, "#include \"%s\"\n", input->dense[k]);
    if (input->again)
        text_printf(w->out, "#include \"%s\"\n", input->again);
    for (int i = 0; input->again && i < input->requests->list.count; i++)
        if (!input->requests->list.items[i].jvp)
            text_printf(w->out, "#pragma weak %s_again\n", input->requests->list.items[i].name);
    if (input->wide)
        text_printf(w->out, "#include \"%s\"\n", input->wide);
    for (int i = 0; i < input->requests->list.count; i++)
        if (has_wide_call(w, &input->requests->list.items[i]))
            text_printf(w->out, "#pragma weak %s_wide_jvp\n#pragma weak %s_wide_vjp\n", input->requests->list.items[i].name,
                        input->requests->list.items[i].name);
    static const char *const modes[] = { "jacobian", "hessian" };
    for (int i = 0; i < 2 * input->requests->list.count; i++)
        if (input->dense[i % 2] && !input->requests->list.items[i / 2].jvp)
            text_printf(w->out, "#pragma weak %s_%s\n", input->requests->list.items[i / 2].name, modes[i % 2]);
    for (int i = 0; input->all_modes && i < input->requests->list.count; i++)
        if (!input->requests->list.items[i].jvp)
            text_printf(w->out, "#pragma weak %s_jvp\n#pragma weak %s_hvp\n", input->requests->list.items[i].name,
                        input->requests->list.items[i].name);
    text_puts(w->out, "#endif\n\n");
}

static void write_tables(Writer *w)
{
    text_printf(w->out, "#ifdef ORACLE\nconst T_Oracle t_oracles[] = {\n%s};\n#else\n", text_cstr(&w->oracles));
    text_printf(w->out, "const T_Point t_points[] = {\n%s};\nconst int t_point_count = %d;\n#endif\n",
                text_cstr(&w->table), w->points);
    text_free(&w->table);
    text_free(&w->oracles);
}

/* The i-th expectation is a call: what belongs to it, up to the next one. */
static Call read_call(Writer *w, int i)
{
    const Expects *expects = w->input->expects;
    Call call = { .expect = &expects->list.items[i] };
    call.values = value_read_call(w->arena, call.expect->text, &call.function);
    for (i++; i < expects->list.count; i++) {
        const Expect *expect = &expects->list.items[i];
        if (expect->kind == EXPECT_GRADIENT || expect->kind == EXPECT_CALL)
            break;
        if (expect->kind == EXPECT_VALUE)
            VEC_PUSH(w->arena, &call.wants, expect->text);
        else if (expect->kind == EXPECT_SEED)
            VEC_PUSH(w->arena, &call.seeds, expect->text);
        else if (expect->kind == EXPECT_SAME)
            call.same = expect->text;
    }
    return call;
}

const char *program_write(Arena *arena, Text *out, const ProgramInput *input)
{
    Writer w = { .arena = arena, .out = out, .input = input };
    write_head(&w);
    for (int i = 0; i < input->expects->list.count && !w.error; i++) {
        ExpectKind kind = input->expects->list.items[i].kind;
        if (kind != EXPECT_GRADIENT && kind != EXPECT_CALL)
            continue;
        Call call = read_call(&w, i);
        if (call.values)
            write_call_points(&w, &call);
        else
            complain(&w, "this is no call", input->expects->list.items[i].text);
    }
    if (w.points == 0)
        complain(&w, "nothing is checked", "there is no check-gradient and no check-call");
    write_tables(&w);
    return w.error;
}
