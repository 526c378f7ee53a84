#include "report.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "counters.h"

static const char *const verdict_names[] = {
    [VERDICT_NONE] = "not checked", [VERDICT_RIGHT] = "right",  [VERDICT_NOISE] = "rounding noise",
    [VERDICT_KINK] = "kink",        [VERDICT_WRONG] = "WRONG",
};

static const char *const judge_names[] = {
    [JUDGE_DIRECTIONS] = "random directions", [JUDGE_TAYLOR] = "Taylor remainder",
    [JUDGE_PRODUCT] = "forward against reverse", [JUDGE_SYMMETRY] = "second derivatives symmetric",
    [JUDGE_LANES] = "directions side by side", [JUDGE_TWICE] = "called twice",
    [JUDGE_MEMORY] = "memory and result", [JUDGE_FINITE] = "finite values",
};

const char *report_verdict_name(int verdict)
{
    return verdict >= VERDICT_NONE && verdict <= VERDICT_WRONG ? verdict_names[verdict] : "unknown";
}

const char *report_judge_name(int judge)
{
    return judge >= 0 && judge < JUDGE_COUNT ? judge_names[judge] : "unknown";
}

const Finding *report_judge(const Watched *watched, Judge judge)
{
    for (int i = 0; i < watched->findings.count; i++)
        if (watched->findings.items[i].kind == FINDING_JUDGE && watched->findings.items[i].which == (int)judge)
            return &watched->findings.items[i];
    return NULL;
}

/* ---- what it comes to ---- */

static bool judge_is(const Watched *watched, Judge judge, Verdict verdict)
{
    const Finding *finding = report_judge(watched, judge);
    return finding && finding->verdict == (int)verdict;
}

/* Where differences cannot tell, forward mode that agrees with reverse mode can; what there was no time for has taken part
 * in the random directions. */
static bool is_good(const Watched *watched, const Finding *finding)
{
    if (finding->verdict == VERDICT_RIGHT)
        return true;
    if (finding->verdict == VERDICT_NONE)
        return judge_is(watched, JUDGE_DIRECTIONS, VERDICT_RIGHT);
    bool undecided = finding->verdict == VERDICT_NOISE || finding->verdict == VERDICT_KINK;
    return undecided && (judge_is(watched, JUDGE_PRODUCT, VERDICT_RIGHT) || judge_is(watched, JUDGE_SYMMETRY, VERDICT_RIGHT));
}

bool report_is_right(const Watched *watched)
{
    bool any = false;
    if (watched->ending != ENDING_WELL)
        return false;
    for (int i = 0; i < watched->findings.count; i++) {
        const Finding *finding = &watched->findings.items[i];
        if (finding->kind != FINDING_GROUP && finding->kind != FINDING_JUDGE)
            continue;
        any = any || finding->kind == FINDING_GROUP;
        if (!is_good(watched, finding))
            return false;
    }
    return any;
}

static const char *running(Arena *arena, const Watched *watched)
{
    const AdgenHarnessFunction *f = watched->function;
    switch (watched->phase) {
    case PHASE_DERIVATIVE: return arena_printf(arena, "the derivative '%s'", f->derivative.name);
    case PHASE_COMPANION:  return "the derivative in the other mode that it is held against";
    default:               return arena_printf(arena, "the function '%s' itself", f->name);
    }
}

static const char *touched(Arena *arena, const Watched *watched)
{
    const Finding *fault = watched->fault;
    if (!fault)
        return "";
    return arena_printf(arena, ": it touches element %lld of '%s'%s, which has %lld", fault->count[1], fault->name,
                        fault->which ? "'s derivative" : "", fault->count[2]);
}

/* Whether the function has come to its end at least once. */
static bool has_derived(const Watched *watched)
{
    for (int i = 0; i < watched->findings.count; i++)
        if (watched->findings.items[i].kind == FINDING_PHASE && watched->findings.items[i].which == PHASE_DERIVATIVE)
            return true;
    return false;
}

const char *report_ending(Arena *arena, const Watched *watched)
{
    switch (watched->ending) {
    case ENDING_WELL:   break;
    case ENDING_SIGNAL:
        if (watched->which == SIGILL && watched->phase == PHASE_PRIMAL)
            return arena_printf(arena, "%s leaves the bounds of an array that it declares, or divides an integer by zero",
                                running(arena, watched));
        return arena_printf(arena, "%s stopped with signal %d (%s)%s", running(arena, watched), watched->which,
                                            strsignal(watched->which), touched(arena, watched));
    case ENDING_TIME:
        if (watched->phase == PHASE_PRIMAL && has_derived(watched))
            return arena_printf(arena, "the checks of '%s' take longer than the time allowed: smaller sizes may do",
                                watched->function->name);
        return arena_printf(arena, "%s did not come to its end in the time allowed", running(arena, watched));
    case ENDING_MEMORY: return "there is not enough memory for its arguments";
    case ENDING_EXIT:
        return arena_printf(arena, "%s ended the program, with status %d", running(arena, watched), watched->which);
    }
    return NULL;
}

/* ---- text ---- */

typedef struct Report {
    Arena               *arena;
    Text                *out;
    const CheckSettings *settings;
    const Watched       *watched;
} Report;

static void put_heading(const Report *r)
{
    const AdgenHarnessFunction *f = r->watched->function;
    text_printf(r->out, "%s:%u: %s: %s\n", f->file, f->line, f->derivative.name,
                report_is_right(r->watched) ? "right" : "NOT RIGHT");
}

/* A size or integer may be told of more than once: it is the same. */
static void put_sizes(const Report *r)
{
    const Watched              *w = r->watched;
    const AdgenHarnessFunction *f = w->function;
    const char                 *before = "  with ";
    for (int i = 0; i < w->findings.count; i++) {
        const Finding *finding = &w->findings.items[i];
        if (finding->kind != FINDING_SIZE)
            continue;
        text_printf(r->out, "%s%s = %lld", before, finding->name, finding->count[0]);
        before = ", ";
    }
    for (int i = 0; i < f->slot_count; i++) {
        if (f->slots[i].known)
            continue;
        text_printf(r->out, "%s%lld element%s of %s (found by running)", before, w->counts[i], w->counts[i] == 1 ? "" : "s",
                    f->slots[i].path);
        before = ", ";
    }
    text_puts(r->out, *before == ',' ? "\n" : "");
}

static void put_points(const Report *r)
{
    for (int i = 0; i < r->watched->findings.count; i++) {
        const Finding *finding = &r->watched->findings.items[i];
        if (finding->kind != FINDING_POINT)
            continue;
        text_printf(r->out, "  at %lld point%s, seed %llu", finding->count[0], finding->count[0] == 1 ? "" : "s",
                    r->settings->seed);
        if (finding->count[1] > 0)
            text_printf(r->out, "; drawn again for a kink: %lld", finding->count[1]);
        if (finding->count[2] > 0)
            text_printf(r->out, "; drawn again, no finite value: %lld", finding->count[2]);
        text_puts(r->out, "\n");
    }
}

const char *report_element(Arena *arena, const Finding *finding)
{
    if (finding->count[1] <= 1)
        return finding->name;
    return arena_printf(arena, strstr(finding->name, "[]") ? "%s #%lld" : "%s[%lld]", finding->name, finding->count[2]);
}

static void put_row(const Report *r, const Finding *finding)
{
    double off = fabs(finding->number[0] - finding->number[1]);
    text_printf(r->out, "  %-16s %7lld of %-7lld %-16s %18.10g %18.10g %9.1e  %s\n", finding->name, finding->count[0],
                finding->count[1], report_element(r->arena, finding), finding->number[0], finding->number[1], off,
                report_verdict_name(finding->verdict));
}

static bool any_group(const Report *r, Verdict verdict)
{
    for (int i = 0; i < r->watched->findings.count; i++)
        if (r->watched->findings.items[i].kind == FINDING_GROUP && r->watched->findings.items[i].verdict == (int)verdict)
            return true;
    return false;
}

/* What is zero everywhere agrees, and says little. */
static void put_zeros(const Report *r)
{
    const char *before = "  zero wherever it was looked at (--range may lead elsewhere): ";
    for (int i = 0; i < r->watched->findings.count; i++) {
        const Finding *finding = &r->watched->findings.items[i];
        if (finding->kind != FINDING_GROUP || finding->which || finding->count[0] == 0 || finding->number[3] != 0.0)
            continue;
        text_printf(r->out, "%s%s", before, finding->name);
        before = ", ";
    }
    text_puts(r->out, *before == ',' ? "\n" : "");
}

/* A verdict that is not right is explained below the table. */
static void put_reasons(const Report *r)
{
    bool        agree = judge_is(r->watched, JUDGE_PRODUCT, VERDICT_RIGHT);
    const char *other = agree ? "forward against reverse is right, which decides it" : "nothing else decides it";
    if (any_group(r, VERDICT_WRONG) && agree)
        text_puts(r->out, "  forward and reverse mode agree with one another: is a derivative given (ADGEN_DERIVATIVE_OF,\n"
                          "  --rules), is something inactive by ADGEN_INACTIVE or ADGEN_NO_DERIVATIVE, or converted to an integer?\n");
    if (any_group(r, VERDICT_NOISE))
        text_printf(r->out, "  rounding noise: differences do not settle as far as they should; %s\n", other);
    if (any_group(r, VERDICT_KINK))
        text_printf(r->out, "  kink: left and right slopes differ at every point that was drawn; %s\n", other);
    put_zeros(r);
}

static void put_groups(const Report *r, int second)
{
    bool any = false;
    for (int i = 0; i < r->watched->findings.count; i++) {
        const Finding *finding = &r->watched->findings.items[i];
        if (finding->kind != FINDING_GROUP || finding->which != second)
            continue;
        if (!any)
            text_printf(r->out, "\n  %-16s %18s %-16s %18s %18s %9s  %s\n", second ? "Hessian times v" : "parameter",
                        "numbers checked   ", "the worst", "derivative", "differences", "off by", "verdict");
        any = true;
        put_row(r, finding);
    }
}

const char *report_judge_detail(Arena *arena, const Finding *finding)
{
    switch ((Judge)finding->which) {
    case JUDGE_TAYLOR:
        if (isnan(finding->number[0]))
            return "nothing remains: as good as linear";
        return arena_printf(arena, "f(x + hv) - f(x) - h f'(x)v falls as h^%.2f", finding->number[0]);
    case JUDGE_PRODUCT:
        if (finding->verdict == VERDICT_NONE)
            return finding->text;
        return arena_printf(arena, "%.12g and %.12g", finding->number[0], finding->number[1]);
    case JUDGE_DIRECTIONS:
    case JUDGE_SYMMETRY:
        return arena_printf(arena, "%.12g and %.12g", finding->number[0], finding->number[1]);
    case JUDGE_TWICE:
        return finding->verdict == VERDICT_RIGHT ? "adjoints are added to" : "a second call does not add the same once more";
    case JUDGE_MEMORY:
        return finding->verdict == VERDICT_RIGHT ? "as after a plain call" : finding->text;
    case JUDGE_FINITE:
        return "no point was found at which the function has a finite value: say --range NAME=LO:HI";
    case JUDGE_LANES:
        return finding->verdict == VERDICT_RIGHT ? "each as it should be" : "they do not agree with the first";
    default:
        return "";
    }
}

static void put_judges(const Report *r)
{
    text_puts(r->out, "\n");
    for (int judge = 0; judge < JUDGE_COUNT; judge++) {
        const Finding *finding = report_judge(r->watched, (Judge)judge);
        const char    *verdict = !finding ? "" : judge == JUDGE_FINITE ? "none" : report_verdict_name(finding->verdict);
        if (finding)
            text_printf(r->out, "  %-29s %-15s %s\n", report_judge_name(judge), verdict, report_judge_detail(r->arena, finding));
    }
}

static const char *ratio(const Report *r, long long primal, long long derivative)
{
    return primal > 0 ? arena_printf(r->arena, "%.2f", (double)derivative / (double)primal) : "";
}

static void put_work_row(const Report *r, const char *name, long long primal, long long derivative)
{
    text_printf(r->out, "  %-32s %16lld %16lld %9s\n", name, primal, derivative, ratio(r, primal, derivative));
}

static void put_work(const Report *r)
{
    const AdgenHarnessFunction *f = r->watched->function;
    bool                        any = false;
    for (int i = 0; i < r->watched->findings.count; i++) {
        const Finding *finding = &r->watched->findings.items[i];
        if (finding->kind == FINDING_WORK && !any)
            text_printf(r->out, "\n  %-32s %16s %16s %9s\n", "executed in one call", f->name, f->derivative.name, "ratio");
        any = any || finding->kind == FINDING_WORK;
        if (finding->kind == FINDING_WORK)
            put_work_row(r, finding->name, finding->count[0], finding->count[1]);
        if (finding->kind == FINDING_HEAP) {
            put_work_row(r, "cache and tape: bytes at once", finding->count[0], finding->count[2]);
            put_work_row(r, "cache and tape: bytes in all", finding->count[1], finding->count[3]);
        }
    }
}

static void put_function(const Report *r)
{
    const char *ending = report_ending(r->arena, r->watched);
    put_heading(r);
    put_sizes(r);
    put_points(r);
    if (ending)
        text_printf(r->out, "  %s\n", ending);
    put_groups(r, 0);
    put_groups(r, 1);
    put_reasons(r);
    put_judges(r);
    if (!ending && !report_is_right(r->watched))
        text_puts(r->out, "  if the function is not made for such arguments: --set and --range choose others\n");
    put_work(r);
    text_puts(r->out, "\n");
}

void report_text(Arena *arena, Text *out, const Watched *watched, int count, const CheckSettings *settings)
{
    int right = 0;
    for (int i = 0; i < count; i++) {
        Report r = {.arena = arena, .out = out, .settings = settings, .watched = &watched[i]};
        if (!watched[i].function->problem)
            put_function(&r);
        right += !watched[i].function->problem && report_is_right(&watched[i]);
    }
    text_printf(out, "%d of %d derivatives right\n", right, count);
}
