#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/activity.h"
#include "analysis/alias.h"
#include "analysis/identities.h"
#include "analysis/recasts.h"
#include "analysis/targets.h"
#include "base/intern.h"
#include "base/diag.h"
#include "check/harness.h"
#include "check_rules.h"
#include "depfile.h"
#include "derive/derive.h"
#include "derive/registered.h"
#include "emit/emit.h"
#include "files.h"
#include "finish.h"
#include "frontend/database.h"
#include "frontend/frontend.h"
#include "ir/dump.h"
#include "ir/runtime.h"
#include "ir/walk.h"
#include "normal/normal.h"
#include "rules/given.h"
#include "simplify/simplify.h"
#include "vector/vector.h"
#include "widths.h"

/* A request of second order, and the gradient that it is made from. */
typedef struct Second {
    const Request *request;      /* for a Hessian-vector product */
    Func          *gradient;
    Request       *hessian;      /* that it is for; or NULL */
} Second;

/* A Jacobian or Hessian, and the derivative that it calls. */
typedef struct DenseAnswer {
    Request *request;
    Func    *inner;
    int      at;                 /* its place among what is made */
} DenseAnswer;

/* One run. */
typedef struct Run {
    Arena         *arena;
    Diag          *diag;
    const Options *options;
    Result        *result;
    Program       *program;
    FileList       files;
    Pairs         *pairs;     /* functions that the derivatives call */
    VEC(Func *)    made;      /* the derivatives, in the order of the requests */
    VEC(Second)    seconds;
    VEC(DenseAnswer) denses;
    FILE          *said;      /* of a trial: what its diagnostics are written to; or NULL */
} Run;

/* ---- Between the stages ---- */

static bool goes_on(const Run *run, Stage after)
{
    return run->options->stop > after;
}

/* Every stage hands over verified IR; anything else is a bug of that stage. */
static void check_func(Run *run, const Func *func, Stage stage)
{
    char why[512];
    if (!ir_verify_func(run->program, func, why, sizeof why))
        BUG("after stage '%s', '%s': %s", stage_name(stage), func->name, why);
}

static void dump_func(Run *run, const Func *func, Stage stage)
{
    if (run->options->dump == stage)
        ir_dump_func(&run->result->output, func, NULL, NULL);
}

/* What every function goes through behind a stage. */
static void show(Run *run, const Func *func, Stage stage)
{
    check_func(run, func, stage);
    dump_func(run, func, stage);
}

/* ---- The stages ---- */

/* The options for libclang: the build's for this file, then the command line's, then where <adgen/adgen.h> lies.  False
 * where the build's are not to be had. */
static bool collect_args(Run *run, const char *input, ArgList *args)
{
    const Options *options = run->options;
    if (options->database) {
        CompileArgs found = {0};
        if (!frontend_compile_args(run->arena, options->database, input, &found, run->diag))
            return false;
        args_take_known(run->arena, args, found.args.items, found.args.count, found.directory);
    }
    for (int i = 0; i < options->args.list.count; i++)
        VEC_PUSH(run->arena, &args->list, options->args.list.items[i]);
    const char *include = files_own_include(run->arena);
    if (include) {
        VEC_PUSH(run->arena, &args->list, "-idirafter");
        VEC_PUSH(run->arena, &args->list, include);
    }
    return true;
}

static void read_input(Run *run)
{
    const Options *options = run->options;
    FrontendFile  *files = ARENA_ARRAY(run->arena, FrontendFile, options->inputs.count);
    bool           good = true;
    for (int i = 0; i < options->inputs.count; i++) {
        ArgList args = {0};
        good = collect_args(run, options->inputs.items[i], &args) && good;
        files[i] = (FrontendFile){.path = options->inputs.items[i], .args = args.list.items, .arg_count = args.list.count};
    }
    if (!good)
        return;
    const char **scalars = ARENA_ARRAY(run->arena, const char *, given_count() + 1);
    for (int i = 0; i < given_count(); i++)
        scalars[i] = given_rule(i)->name;
    FrontendInput input = {
        .files = files,
        .file_count = options->inputs.count,
        .requests = options->requests.items,
        .request_count = options->requests.count,
        .scalars = scalars,
        .scalar_count = given_count(),
    };
    run->program = frontend_read(run->arena, &input, &run->files, run->diag);
    for (int i = 0; run->program && i < run->program->requests.count; i++) {
        Request *request = run->program->requests.items[i];
        request->way = options->jacobian;
        request->checks_overlap = !options->no_overlap_checks && (request->mode == MODE_GRAD || request->mode == MODE_VJP);
        request->finds_states = !options->no_checkpoints && (request->mode == MODE_GRAD || request->mode == MODE_VJP);
    }
    for (int i = 0; i < options->rules.count; i++)
        VEC_PUSH(run->arena, &run->files.paths, options->rules.items[i]);
    run->result->status = files_check_read(run->arena, options, &run->files);
    if (!run->program || run->result->status != STATUS_OK)
        return;
    ir_verify(run->program, stage_name(STAGE_FRONTEND));
    if (options->dump == STAGE_FRONTEND)
        ir_dump_program(&run->result->output, run->program);
}

static const char *activity_remark(void *data, const Var *var)
{
    return activity_var(data, var) ? "active" : NULL;
}

/* The derivation prepares the function and finds what is active by itself; here that is only shown. */
static void show_prepared(Run *run, const Request *request)
{
    Stage dump = run->options->dump;
    if (dump != STAGE_NORMAL && dump != STAGE_ACTIVITY && goes_on(run, STAGE_ACTIVITY))
        return;
    Func *prepared = normal_prepare(run->program, request->func, true, run->diag);
    if (!prepared)
        return;
    show(run, prepared, STAGE_NORMAL);
    if (!goes_on(run, STAGE_NORMAL))
        return;
    ir_mark_registers(prepared);
    Alias    *alias = alias_analyze(run->arena, run->program, prepared, NULL);
    Activity *activity = activity_analyze(run->arena, alias, prepared, request);
    if (dump == STAGE_ACTIVITY)
        ir_dump_func(&run->result->output, prepared, activity_remark, activity);
}

static Func *derive(Run *run, Request *request)
{
    Func *made = derive_request(run->program, request, run->pairs, run->diag);
    if (!made)
        return NULL;
    if (made->apart)
        show(run, made->apart->func, STAGE_DERIVE);
    show(run, made, STAGE_DERIVE);
    return made;
}

static void simplify(Run *run, Func *func)
{
    simplify_func(run->program, func);
    show(run, func, STAGE_SIMPLIFY);
}

/* The same of a function's second version, which is left out where it cannot be written: neither can the function. */
static void finish_apart(Run *run, Func *made)
{
    simplify(run, made->apart->func);
    if (derive_is_writable(made->apart->func, diag_new(run->arena, NULL)))
        VEC_PUSH(run->arena, &run->made, made->apart->func);
    else
        made->apart = NULL;
}

/* Simplify a function, and take it into the output. */
static void finish(Run *run, Func *made)
{
    if (!made || !goes_on(run, STAGE_DERIVE))
        return;
    if (made->apart)
        finish_apart(run, made);
    simplify(run, made);
    if (derive_is_writable(made, run->diag))
        VEC_PUSH(run->arena, &run->made, made);
}

/* A Jacobian or Hessian comes when all is there that it calls. */
static void answer_dense(Run *run, Request *request, Func *inner)
{
    if (!inner || !goes_on(run, STAGE_DERIVE))
        return;
    finish(run, inner);
    VEC_PUSH(run->arena, &run->denses, ((DenseAnswer){ request, inner, run->made.count }));
    VEC_PUSH(run->arena, &run->made, NULL);
}

/* The gradient that a derivative of second order is made from. */
static void answer_first(Run *run, const Request *request, Request *hessian)
{
    Func *gradient = derive(run, derive_first_request(run->program, request));
    if (!gradient)
        return;
    simplify(run, gradient);
    VEC_PUSH(run->arena, &run->seconds, ((Second){ request, gradient, hessian }));
}

static void answer(Run *run, Request *request)
{
    show_prepared(run, request);
    if (!goes_on(run, STAGE_ACTIVITY))
        return;
    switch (request->mode) {
    case MODE_HVP:
        answer_first(run, request, NULL);
        break;
    case MODE_HESSIAN:
        answer_first(run, derive_dense_request(run->program, request), request);
        break;
    case MODE_JACOBIAN:
        answer_dense(run, request, derive(run, derive_dense_request(run->program, request)));
        break;
    default:
        finish(run, derive(run, request));
    }
}

/* The requests whose gradients are there, with all that these call. */
static void answer_second(Run *run)
{
    for (int i = 0; i < run->seconds.count; i++) {
        const Second *second = &run->seconds.items[i];
        Func         *made = derive_second(run->program, second->request, second->gradient, run->pairs, run->diag);
        if (!made)
            return;
        show(run, made, STAGE_DERIVE);
        if (second->hessian)
            answer_dense(run, second->hessian, made);
        else
            finish(run, made);
    }
}

/* The functions that the derivatives call. */
static void answer_calls(Run *run)
{
    Func *halves[2];
    while (derive_pair(run->program, run->pairs, run->diag, halves)) {
        for (int i = halves[0] ? 0 : 1; i < 2; i++) {
            show(run, halves[i], STAGE_DERIVE);
            if (!goes_on(run, STAGE_DERIVE))
                continue;
            simplify(run, halves[i]);
            if (derive_is_writable(halves[i], run->diag))
                VEC_PUSH(run->arena, &run->made, halves[i]);
        }
    }
}

static Diag *new_diag(Arena *arena, const Options *options, FILE *out)
{
    Diag *diag = diag_new(arena, out);
    for (int i = 0; i < options->remarks.count; i++)
        diag_show_remarks(diag, options->remarks.items[i]);
    return diag;
}

/* ---- Several directions at once ---- */

/* Jacobians go column by column where they cannot take several at once.  True where one has to. */
static bool go_one_by_one(Run *run)
{
    bool any = false;
    for (int i = 0; i < run->denses.count; i++) {
        const DenseAnswer *dense = &run->denses.items[i];
        if (dense->inner->width == 0 || widths_possible(run->program, dense->inner))
            continue;
        dense->request->one_by_one = true;
        any = true;
    }
    return any;
}

static void widen(Run *run)
{
    VEC(Func *) funcs = {0};
    for (int i = 0; i < run->made.count; i++) {
        Func *func = run->made.items[i];
        if (func && func->width > 0 && !vector_check(run->program, func, run->diag))
            return;
        if (func && func->width > 0)
            VEC_PUSH(run->arena, &funcs, func);
    }
    vector_widen(run->program, funcs.items, funcs.count);
    for (int i = 0; i < funcs.count; i++)
        show(run, funcs.items[i], STAGE_SIMPLIFY);
}

static void finish_dense(Run *run, const DenseAnswer *dense)
{
    Func *made = derive_dense(run->program, dense->request, dense->inner, run->diag);
    if (!made)
        return;
    show(run, made, STAGE_DERIVE);
    simplify(run, made);
    if (derive_is_writable(made, run->diag))
        run->made.items[dense->at] = made;
}

static void answer_rest(Run *run)
{
    if (!goes_on(run, STAGE_DERIVE) || diag_errors(run->diag) > 0)
        return;
    widen(run);
    for (int i = 0; i < run->denses.count && diag_errors(run->diag) == 0; i++)
        finish_dense(run, &run->denses.items[i]);
}

/* ---- All requests ---- */

static void answer_each(Run *run, bool share)
{
    Diag *diag = run->diag;
    run->made.count = 0;
    run->seconds.count = 0;
    run->denses.count = 0;
    run->pairs = pairs_new(run->program, share);
    for (int i = 0; i < run->program->requests.count; i++)
        answer(run, run->program->requests.items[i]);
    if (goes_on(run, STAGE_ACTIVITY))
        answer_calls(run);
    if (run->seconds.count && goes_on(run, STAGE_DERIVE) && diag_errors(diag) == 0) {
        runtime_outline(run->program);
        answer_second(run);
        answer_calls(run);
    }
}

static void answer_with(Run *run, bool share, Diag *diag)
{
    Diag *outer = run->diag;
    run->diag = diag;
    answer_each(run, share);
    while (diag_errors(diag) == 0 && go_one_by_one(run)) {
        if (run->said)
            rewind(run->said);
        text_free(&run->result->output);
        answer_each(run, share);
    }
    answer_rest(run);
    run->diag = outer;
}

/* Functions that stay functions may be beyond what can be differentiated apart from their calls: then all are inlined,
 * and what is wrong then is reported. */
static void answer_all(Run *run)
{
    char  *said = NULL;                      /* warnings and remarks, if there are no errors */
    size_t size = 0;
    FILE  *unseen = open_memstream(&said, &size);
    Diag  *trial = new_diag(run->arena, run->options, unseen);
    run->said = unseen;
    answer_with(run, true, trial);
    run->said = NULL;
    if (unseen)
        fclose(unseen);
    if (diag_errors(trial) == 0 && said)
        fputs(said, stderr);
    free(said);
    if (diag_errors(trial) == 0)
        return;
    text_free(&run->result->output);
    answer_with(run, false, run->diag);
}

/* ---- the output ---- */

static void emit(Run *run)
{
    const Options *options = run->options;
    Result        *result = run->result;
    run->made.count = finish_made(run->program, run->made.items, run->made.count, !options->no_jam);
    if (options->dump == STAGE_NONE)
        emit_unit(&result->output, run->program, run->made.items, run->made.count, options->output, run->diag);
    for (int i = 0; i < run->made.count; i++)
        dump_func(run, run->made.items[i], STAGE_EMIT);
    if (options->header)
        emit_header(&result->header, run->program, run->made.items, run->made.count, options->header);
    if (options->depfile)
        depfile_print(run->arena, &result->depfile, options, &run->files);
}

/* ---- --check ---- */

/* What clang is to be called with for each file. */
static void put_args(Run *run)
{
    Text *out = &run->result->args;
    for (int i = 0; i < run->options->inputs.count; i++) {
        ArgList args = {0};
        collect_args(run, run->options->inputs.items[i], &args);
        for (int k = 0; k < args.list.count; k++)
            if (args.list.items[k][0])
                text_write(out, args.list.items[k], strlen(args.list.items[k]) + 1);
        text_putc(out, '\0');
    }
}

/* The harness; the program's requests become those of the companions. */
static void put_harness(Run *run)
{
    Program  *p = run->program;
    Request **companions = ARENA_ARRAY(run->arena, Request *, p->requests.count + 1);
    for (int i = 0; i < p->requests.count; i++)
        companions[i] = harness_companion(run->arena, p->requests.items[i], i);
    harness_write(run->arena, &run->result->harness, p, p->requests.items, companions, p->requests.count, &run->options->check);
    put_args(run);
}

static bool can_answer(Run *run)
{
    for (int share = 1; share >= 0; share--) {
        Diag *unseen = diag_new(run->arena, NULL);
        answer_with(run, share, unseen);
        if (diag_errors(unseen) == 0)
            return true;
    }
    return false;
}

/* Leave those companions that can be derived: all of them, or those that can be one by one. */
static bool choose_companions(Run *run, Request **companions, bool *derived)
{
    Program *p = run->program;
    int      count = p->requests.count;
    memset(derived, 1, (size_t)count);
    if (can_answer(run))
        return true;
    for (int i = 0; i < count; i++) {
        p->requests.items[0] = companions[i];
        p->requests.count = 1;
        derived[i] = can_answer(run);
    }
    p->requests.count = 0;
    for (int i = 0; i < count; i++)
        if (derived[i])
            p->requests.items[p->requests.count++] = companions[i];
    return can_answer(run);
}

/* Other derivatives of the same functions, of the program read anew.  What cannot be derived is left out. */
static void answer_companions(Run *run, const Options *options)
{
    Program *p = run->program;
    Request **companions = ARENA_ARRAY(run->arena, Request *, p->requests.count + 1);
    bool     *derived = ARENA_ARRAY(run->arena, bool, p->requests.count + 1);
    Options   beside = *options;
    Text     *header = &run->result->header;
    int       count = p->requests.count;
    for (int i = 0; i < count; i++)
        companions[i] = p->requests.items[i] = harness_companion(run->arena, p->requests.items[i], i);
    beside.header = beside.output = arena_printf(run->arena, "%s/" HARNESS_COMPANION_HEADER, files_folder(run->arena, options->output));
    run->options = &beside;
    if (!choose_companions(run, companions, derived))
        return;
    for (int i = 0; i < count; i++)
        if (derived[i])
            text_printf(header, "#define ADGEN_HARNESS_COMPANION_%d 1\n", i);
    emit(run);
}

/* The rules of the user's own, which the front end and all after it ask for by name. */
static bool read_given(Run *run)
{
    const Options *options = run->options;
    run->result->status = read_rules(run->arena, options->rules.items, options->rules.count, run->diag);
    return run->result->status == STATUS_OK;
}

/* From the files to a program, once the rules are there, of which derivatives can be asked for; false where that goes wrong. */
static bool prepare(Run *run)
{
    read_input(run);
    if (!run->program || run->result->status != STATUS_OK || !goes_on(run, STAGE_FRONTEND))
        return false;
    recasts_find(run->program);
    runtime_outline(run->program);
    targets_find(run->program);
    identities_check(run->program, run->diag);
    registered_check(run->program, run->diag);
    return diag_errors(run->diag) == 0;
}

static void run_stages(Run *run)
{
    if (!read_given(run) || !prepare(run))
        return;
    answer_all(run);
    if (diag_errors(run->diag) > 0 || !goes_on(run, STAGE_SIMPLIFY))
        return;
    emit(run);
    if (run->options->check.on)
        put_harness(run);
}

static void run_companions(const Options *options, Result *result)
{
    Arena *arena = arena_new();
    Result made = {0};
    Run    run = {.arena = arena, .diag = diag_new(arena, NULL), .options = options, .result = &made};
    if (prepare(&run))
        answer_companions(&run, options);
    result->beside = made.output;
    result->beside_header = made.header;
    arena_free(arena);
}

void pipeline_run(const Options *options, Result *result)
{
    Arena *arena = arena_new();
    Run    run = {.arena = arena, .diag = new_diag(arena, options, stderr), .options = options, .result = result};
    run_stages(&run);
    bool refused = diag_errors(run.diag) > 0;
    if (!refused && !run.program && result->status == STATUS_OK)
        BUG("no reason given for refusing '%s'", options->inputs.items[0]);
    if (refused)
        result->status = STATUS_REFUSED;
    if (options->check.on && result->status == STATUS_OK)
        run_companions(options, result);
    arena_free(arena);
}

void result_texts(Result *result, Text *texts[RESULT_TEXTS])
{
    Text *const all[RESULT_TEXTS] = {&result->output, &result->header, &result->depfile, &result->harness, &result->beside,
                                     &result->beside_header, &result->args};
    memcpy(texts, all, sizeof all);
}

void result_free(Result *result)
{
    Text *texts[RESULT_TEXTS];
    result_texts(result, texts);
    for (int i = 0; i < RESULT_TEXTS; i++)
        text_free(texts[i]);
}
