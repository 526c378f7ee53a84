#include "options.h"

#include <string.h>

#include "base/text.h"
#include "depfile.h"
#include "status.h"
#include "usage.h"

/* The command line while it is being read. */
typedef struct Parser {
    Arena             *arena;
    Options           *options;
    const char *const *words;
    int                count;
    int                at;          /* the next word */
    bool               depends;     /* -MD */
    const char        *settings;    /* an option that only --check has a use for; or NULL */
    Parsed             outcome;
} Parser;

/* An option of adgen's own. */
typedef struct OwnOption {
    const char *name;
    enum { VALUE_NONE, VALUE_LONG, VALUE_SHORT, VALUE_JOINED } value;  /* --o V, --o=V; -p V, -p=V; -o V, -oV */
    void      (*set)(Parser *parser, const struct OwnOption *option, const char *value);
    Mode        mode;               /* of a request */
} OwnOption;

static const char *const stage_names[] = {
    [STAGE_NONE] = "none",         [STAGE_FRONTEND] = "frontend", [STAGE_NORMAL] = "normal",
    [STAGE_ACTIVITY] = "activity", [STAGE_DERIVE] = "derive",     [STAGE_SIMPLIFY] = "simplify",
    [STAGE_EMIT] = "emit",
};

const char *stage_name(Stage stage)
{
    return stage_names[stage];
}

/* ---- What each option does ---- */

static void wrong(Parser *parser)
{
    parser->outcome = PARSED_WRONG;
}

static void print_and_end(Parser *parser, bool printed)
{
    if (!printed)
        status_error("cannot write to standard output");
    parser->outcome = printed ? PARSED_DONE : PARSED_UNPRINTED;
}

static void set_help(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    print_and_end(parser, usage_print_help());
}

static void set_version(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    print_and_end(parser, usage_print_version());
}

static void set_request(Parser *parser, const OwnOption *option, const char *value)
{
    if (option->mode == MODE_JACOBIAN && (strcmp(value, "forward") == 0 || strcmp(value, "reverse") == 0)) {
        parser->options->jacobian = *value == 'f' ? JACOBIAN_FORWARD : JACOBIAN_REVERSE;
        return;
    }
    RequestText request = {option->mode, value};
    VEC_PUSH(parser->arena, &parser->options->requests, request);
}

static void set_output(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    parser->options->output = strcmp(value, "-") == 0 ? NULL : value;
}

static void set_header(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    parser->options->header = value;
    if (strcmp(value, "-") != 0)
        return;
    status_error("'--header' takes the name of a file, not '-'");
    wrong(parser);
}

static void set_database(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    parser->options->database = value;
}

static void set_depends(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->depends = true;
}

static void set_phony(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->phony = true;
}

static void set_depfile(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    parser->options->depfile = value;
}

static void set_target(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    VEC_PUSH(parser->arena, &parser->options->targets, value);
}

static void set_quoted_target(Parser *parser, const OwnOption *option, const char *value)
{
    set_target(parser, option, depfile_quote(parser->arena, value));
}

static void set_remark(Parser *parser, const OwnOption *option, const char *value)
{
    static const char *const known[] = {"-Rcache", "-Rcast"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(value, known[i] + 2) == 0) {
            VEC_PUSH(parser->arena, &parser->options->remarks, known[i]);
            return;
        }
    }
    status_error("'%s%s' is no remark that adgen makes: -Rcache or -Rcast", option->name, value);
    wrong(parser);
}

static void set_no_overlap_checks(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->no_overlap_checks = true;
}

static void set_no_checkpoints(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->no_checkpoints = true;
}

static void set_no_jam(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->no_jam = true;
}

static void set_rules(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    VEC_PUSH(parser->arena, &parser->options->rules, value);
}

static void set_check_rules(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option;
    VEC_PUSH(parser->arena, &parser->options->check_rules, value);
}

static void set_check(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->check.on = true;
}

static void set_json(Parser *parser, const OwnOption *option, const char *value)
{
    (void)option, (void)value;
    parser->options->check.json = true;
}

/* The options that say how to check: what is wrong with a value, where something is. */
static void set_setting(Parser *parser, const OwnOption *option, const char *value)
{
    CheckSettings *check = &parser->options->check;
    const char    *form = NULL;
    parser->settings = option->name;
    if (strcmp(option->name, "--set") == 0)
        form = settings_add_set(parser->arena, check, value) ? NULL : "NAME=VALUE, such as n=64";
    else if (strcmp(option->name, "--range") == 0)
        form = settings_add_range(parser->arena, check, value) ? NULL : "NAME=LO:HI, such as x=0.1:2";
    else if (strcmp(option->name, "--seed") == 0)
        form = settings_read_seed(check, value) ? NULL : "a number";
    else if (strcmp(option->name, "--points") == 0)
        form = settings_read_count(&check->points, value) ? NULL : "a number, 1 or more";
    else if (strcmp(option->name, "--seconds") == 0)
        form = settings_read_count(&check->seconds, value) ? NULL : "a number, 1 or more";
    else
        VEC_PUSH(parser->arena, &check->libraries, value);
    if (!form)
        return;
    status_error("'%s %s' is not understood: it takes %s", option->name, value, form);
    wrong(parser);
}

static Stage read_stage(Parser *parser, const OwnOption *option, const char *value)
{
    for (Stage stage = STAGE_FRONTEND; stage <= STAGE_EMIT; stage++) {
        if (strcmp(value, stage_names[stage]) == 0)
            return stage;
    }
    status_error("'%s' is no stage for '%s': frontend, normal, activity, derive, simplify or emit", value,
                 option->name);
    wrong(parser);
    return STAGE_NONE;
}

static void set_dump(Parser *parser, const OwnOption *option, const char *value)
{
    parser->options->dump = read_stage(parser, option, value);
}

static void set_stop(Parser *parser, const OwnOption *option, const char *value)
{
    parser->options->stop = read_stage(parser, option, value);
}

static const OwnOption own_options[] = {
    {"--help", VALUE_NONE, set_help, 0},
    {"-h", VALUE_NONE, set_help, 0},
    {"--version", VALUE_NONE, set_version, 0},
    {"--grad", VALUE_LONG, set_request, MODE_GRAD},
    {"--vjp", VALUE_LONG, set_request, MODE_VJP},
    {"--jvp", VALUE_LONG, set_request, MODE_JVP},
    {"--hvp", VALUE_LONG, set_request, MODE_HVP},
    {"--jacobian", VALUE_LONG, set_request, MODE_JACOBIAN},
    {"--hessian", VALUE_LONG, set_request, MODE_HESSIAN},
    {"--header", VALUE_LONG, set_header, 0},
    {"-o", VALUE_JOINED, set_output, 0},
    {"--output", VALUE_LONG, set_output, 0},
    {"-p", VALUE_SHORT, set_database, 0},
    {"--rules", VALUE_LONG, set_rules, 0},
    {"--check-rules", VALUE_LONG, set_check_rules, 0},
    {"--check", VALUE_NONE, set_check, 0},
    {"--json", VALUE_NONE, set_json, 0},
    {"--set", VALUE_LONG, set_setting, 0},
    {"--range", VALUE_LONG, set_setting, 0},
    {"--seed", VALUE_LONG, set_setting, 0},
    {"--points", VALUE_LONG, set_setting, 0},
    {"--seconds", VALUE_LONG, set_setting, 0},
    {"--load", VALUE_LONG, set_setting, 0},
    {"--no-overlap-checks", VALUE_NONE, set_no_overlap_checks, 0},
    {"--no-checkpoints", VALUE_NONE, set_no_checkpoints, 0},
    {"--no-jam", VALUE_NONE, set_no_jam, 0},
    {"-R", VALUE_JOINED, set_remark, 0},
    {"-MD", VALUE_NONE, set_depends, 0},
    {"-MMD", VALUE_NONE, set_depends, 0},  /* more dependencies than a compiler gives, and none too few */
    {"-MP", VALUE_NONE, set_phony, 0},
    {"-MF", VALUE_JOINED, set_depfile, 0},
    {"-MT", VALUE_JOINED, set_target, 0},
    {"-MQ", VALUE_JOINED, set_quoted_target, 0},
    {"--dump-ir", VALUE_LONG, set_dump, 0},
    {"--stop-after", VALUE_LONG, set_stop, 0},
};

enum { OWN_COUNT = sizeof own_options / sizeof *own_options };

/* ---- Reading words ---- */

/* The value that stands in the option's own word, or NULL; *fits tells whether the word is this option at all. */
static const char *joined_value(const OwnOption *option, const char *word, bool *fits)
{
    size_t length = strlen(option->name);
    *fits = strncmp(word, option->name, length) == 0;
    const char *rest = *fits ? word + length : "";
    if (*rest == '\0')
        return NULL;
    if (*rest == '=' && (option->value == VALUE_LONG || option->value == VALUE_SHORT))
        return rest + 1;
    if (option->value == VALUE_JOINED)
        return rest;
    *fits = false;
    return NULL;
}

static void no_value(Parser *parser, const char *word)
{
    status_error("'%s' needs a value", word);
    wrong(parser);
}

static bool take_own(Parser *parser)
{
    const char *word = parser->words[parser->at];
    for (int i = 0; i < OWN_COUNT; i++) {
        const OwnOption *option = &own_options[i];
        bool             fits;
        const char      *value = joined_value(option, word, &fits);
        if (!fits)
            continue;
        parser->at++;
        if (option->value != VALUE_NONE && !value && parser->at < parser->count)
            value = parser->words[parser->at++];
        if (option->value != VALUE_NONE && (!value || !*value))
            no_value(parser, option->name);
        else
            option->set(parser, option, value);
        return true;
    }
    return false;
}

static bool take_compiler(Parser *parser)
{
    const char *const *words = parser->words + parser->at;
    int taken = args_take(parser->arena, &parser->options->args, words, parser->count - parser->at, NULL);
    if (taken == ARGS_UNKNOWN)
        return false;
    if (taken == ARGS_NO_VALUE)
        no_value(parser, words[0]);
    parser->at += taken == ARGS_NO_VALUE ? 1 : taken;
    return true;
}

/* The part of a word that can be misspelled: not a value. */
static const char *option_name(Parser *parser, const char *word)
{
    return arena_strndup(parser->arena, word, strcspn(word, "="));
}

static void unknown(Parser *parser, const char *where)
{
    const char *word = option_name(parser, parser->words[parser->at++]);
    int         distance = 1 + (int)strlen(word) / 3;  /* farther is no misspelling */
    const char *nearest = NULL;
    for (int i = 0; i < OWN_COUNT; i++) {
        int here = text_distance(word, own_options[i].name);
        if (here < distance) {
            distance = here;
            nearest = own_options[i].name;
        }
    }
    nearest = args_nearest(word, nearest, &distance);
    if (nearest)
        status_error("unknown option '%s'%s; did you mean '%s'?", word, where, nearest);
    else
        status_error("unknown option '%s'%s; 'adgen --help' lists those it takes", word, where);
    wrong(parser);
}

static void take_input(Parser *parser)
{
    const char *word = parser->words[parser->at++];
    if (strcmp(word, "-") == 0) {
        status_error("adgen reads files, not standard input");
        wrong(parser);
        return;
    }
    VEC_PUSH(parser->arena, &parser->options->inputs, word);
}

static void take_word(Parser *parser)
{
    const char *word = parser->words[parser->at];
    if (word[0] != '-' || word[1] == '\0')
        take_input(parser);
    else if (!take_own(parser) && !take_compiler(parser))
        unknown(parser, "");
}

/* After "--": options of the compiler only. */
static void take_rest(Parser *parser)
{
    while (parser->at < parser->count && parser->outcome == PARSED_RUN) {
        if (parser->options->check_rules.count > 0) {
            VEC_PUSH(parser->arena, &parser->options->rest, parser->words[parser->at++]);
        } else if (parser->words[parser->at][0] != '-') {
            status_error("'%s' after '--' is no compiler option", parser->words[parser->at++]);
            wrong(parser);
        } else if (strcmp(parser->words[parser->at], "-o") == 0) {
            parser->at += 2;  /* where the compiler would write */
        } else if (!take_compiler(parser)) {
            unknown(parser, " after '--'");
        }
    }
}

/* ---- What must agree ---- */

/* The output with the ending .d, as a compiler names it. */
static const char *default_depfile(Arena *arena, const char *output)
{
    const char *name = strrchr(output, '/');
    const char *dot = strrchr(name ? name : output, '.');
    size_t      stem = dot && dot != (name ? name + 1 : output) ? (size_t)(dot - output) : strlen(output);
    return arena_printf(arena, "%.*s.d", (int)stem, output);
}

static void settle_depfile(Parser *parser)
{
    Options *options = parser->options;
    if (!parser->depends) {
        if (options->depfile || options->targets.count > 0 || options->phony) {
            status_error("'-MF', '-MT', '-MQ' and '-MP' need '-MD', which asks for a depfile");
            wrong(parser);
        }
        return;
    }
    if (!options->output && (!options->depfile || options->targets.count == 0)) {
        status_error("'-MD' without '-o' needs '-MF FILE' and '-MT TARGET'");
        wrong(parser);
        return;
    }
    if (!options->depfile)
        options->depfile = default_depfile(parser->arena, options->output);
    if (options->targets.count == 0)
        set_quoted_target(parser, NULL, options->output);
}

static void settle_stages(Parser *parser)
{
    Options *options = parser->options;
    if (options->stop == STAGE_NONE)
        options->stop = options->dump != STAGE_NONE ? options->dump : STAGE_EMIT;
    if (options->dump > options->stop) {
        status_error("'--dump-ir=%s' comes after '--stop-after=%s'", stage_name(options->dump),
                     stage_name(options->stop));
        wrong(parser);
    }
}

/* Checking writes no file: what it is to be told makes sense with it alone. */
static void settle_check(Parser *parser)
{
    const Options *options = parser->options;
    const char    *needs = options->check.json ? "--json" : parser->settings;
    if (!options->check.on && needs) {
        status_error("'%s' says how to check: it goes with '--check'", needs);
        wrong(parser);
    } else if (options->check.on && (options->output || options->header || parser->depends || options->dump != STAGE_NONE ||
                                     options->stop != STAGE_NONE)) {
        status_error("'--check' writes no file and shows no stage: leave out -o, --header, -MD, --dump-ir and --stop-after");
        wrong(parser);
    }
}

static void settle(Parser *parser)
{
    if (parser->options->check_rules.count > 0)
        return;
    if (parser->options->inputs.count == 0) {
        status_error("no input file; 'adgen --help' says how to use it");
        wrong(parser);
        return;
    }
    settle_check(parser);
    settle_depfile(parser);
    settle_stages(parser);
}

Parsed options_parse(Arena *arena, int argc, char **argv, Options *options)
{
    *options = (Options){0};
    settings_init(&options->check);
    Parser parser = {.arena = arena, .options = options, .words = (const char *const *)argv, .count = argc, .at = 1};
    while (parser.at < argc && parser.outcome == PARSED_RUN) {
        if (strcmp(argv[parser.at], "--") == 0) {
            parser.at++;
            take_rest(&parser);
            break;
        }
        take_word(&parser);
    }
    if (parser.outcome == PARSED_RUN)
        settle(&parser);
    return parser.outcome;
}
