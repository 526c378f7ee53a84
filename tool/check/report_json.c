#include "ir/ir.h"
#include "json.h"
#include "report.h"

static const char *verdict_word(int verdict)
{
    static const char *const words[] = {"none", "right", "noise", "kink", "wrong"};
    return verdict >= VERDICT_NONE && verdict <= VERDICT_WRONG ? words[verdict] : words[VERDICT_NONE];
}

static const char *mode_word(int mode)
{
    static const char *const words[] = {"grad", "vjp", "jvp", "hvp", "jacobian", "hessian"};
    return words[mode];
}

static void put_sizes(Json *json, const Watched *w)
{
    json_open(json, "integers", '{');
    for (int i = 0; i < w->findings.count; i++)
        if (w->findings.items[i].kind == FINDING_SIZE)
            json_integer(json, w->findings.items[i].name, w->findings.items[i].count[0]);
    json_close(json, '}');
    json_open(json, "found", '{');
    for (int i = 0; i < w->function->slot_count; i++)
        if (!w->function->slots[i].known)
            json_integer(json, w->function->slots[i].path, w->counts[i]);
    json_close(json, '}');
}

static void put_points(Json *json, const Watched *w)
{
    for (int i = 0; i < w->findings.count; i++) {
        const Finding *finding = &w->findings.items[i];
        if (finding->kind != FINDING_POINT)
            continue;
        json_integer(json, "points", finding->count[0]);
        json_integer(json, "kinks", finding->count[1]);
        json_integer(json, "not_finite", finding->count[2]);
    }
}

static void put_groups(Json *json, const Watched *w, int second)
{
    json_open(json, second ? "second" : "parameters", '[');
    for (int i = 0; i < w->findings.count; i++) {
        const Finding *finding = &w->findings.items[i];
        if (finding->kind != FINDING_GROUP || finding->which != second)
            continue;
        json_open(json, NULL, '{');
        json_string(json, "name", finding->name);
        json_integer(json, "numbers", finding->count[1]);
        json_integer(json, "checked", finding->count[0]);
        json_string(json, "verdict", verdict_word(finding->verdict));
        json_integer(json, "worst", finding->count[2]);
        json_number(json, "derivative", finding->number[0]);
        json_number(json, "differences", finding->number[1]);
        json_number(json, "error", finding->number[2]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_judges(Json *json, const Watched *w)
{
    static const char *const words[JUDGE_COUNT] = {"directions", "taylor", "forward_reverse", "symmetry", "lanes", "twice",
                                                   "memory", "finite"};
    json_open(json, "checks", '{');
    for (int judge = 0; judge < JUDGE_COUNT; judge++) {
        const Finding *finding = report_judge(w, (Judge)judge);
        if (!finding)
            continue;
        json_open(json, words[judge], '{');
        json_string(json, "verdict", verdict_word(judge == JUDGE_FINITE ? VERDICT_NONE : finding->verdict));
        if (judge == JUDGE_TAYLOR)
            json_number(json, "slope", finding->number[0]);
        if (judge == JUDGE_DIRECTIONS || judge == JUDGE_PRODUCT || judge == JUDGE_SYMMETRY) {
            json_number(json, "first", finding->number[0]);
            json_number(json, "second", finding->number[1]);
        }
        if (finding->text[0])
            json_string(json, "text", finding->text);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void put_pair(Json *json, const char *key, long long primal, long long derivative)
{
    json_open(json, key, '{');
    json_integer(json, "primal", primal);
    json_integer(json, "derivative", derivative);
    json_close(json, '}');
}

static void put_work(Json *json, const Watched *w)
{
    json_open(json, "work", '{');
    for (int i = 0; i < w->findings.count; i++) {
        const Finding *finding = &w->findings.items[i];
        if (finding->kind == FINDING_WORK)
            put_pair(json, finding->name, finding->count[0], finding->count[1]);
        if (finding->kind == FINDING_HEAP) {
            put_pair(json, "cache_bytes", finding->count[0], finding->count[2]);
            put_pair(json, "cache_bytes_total", finding->count[1], finding->count[3]);
        }
    }
    json_close(json, '}');
}

static void put_function(Arena *arena, Json *json, const Watched *w)
{
    const AdgenHarnessFunction *f = w->function;
    const char                 *ending = f->problem ? f->problem : report_ending(arena, w);
    json_open(json, NULL, '{');
    json_string(json, "function", f->name);
    json_string(json, "derivative", f->derivative.name);
    json_string(json, "mode", mode_word(f->derivative.mode));
    json_string(json, "file", f->file);
    json_integer(json, "line", f->line);
    json_bool(json, "right", !f->problem && report_is_right(w));
    if (ending)
        json_string(json, "stopped", ending);
    if (!f->problem) {
        put_sizes(json, w);
        put_points(json, w);
        put_groups(json, w, 0);
        put_groups(json, w, 1);
        put_judges(json, w);
        put_work(json, w);
    }
    json_close(json, '}');
    text_putc(json->out, '\n');
}

void report_json(Arena *arena, Text *out, const Watched *watched, int count, const CheckSettings *settings)
{
    Json json = {.out = out};
    bool right = true;
    for (int i = 0; i < count; i++)
        right = right && !watched[i].function->problem && report_is_right(&watched[i]);
    json_open(&json, NULL, '{');
    json_integer(&json, "seed", (long long)settings->seed);
    json_bool(&json, "right", right);
    json_open(&json, "functions", '[');
    for (int i = 0; i < count; i++)
        put_function(arena, &json, &watched[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    text_putc(out, '\n');
}
