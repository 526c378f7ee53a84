#ifndef ADGEN_CHECK_REPORT_H
#define ADGEN_CHECK_REPORT_H

#include "check/check.h"
#include "watch.h"

/* Whether all that was found of a function is right. */
bool report_is_right(const Watched *watched);

/* Why what ran has not come to its end: one line; or NULL where it has. */
const char *report_ending(Arena *arena, const Watched *watched);

/* The finding of a judge, or NULL. */
const Finding *report_judge(const Watched *watched, Judge judge);

/* "right", "rounding noise", …; "forward against reverse", … */
const char *report_verdict_name(int verdict);
const char *report_judge_name(int judge);

/* "x[3]", the worst of a group's numbers; where brackets are in its name already, "list[].w #3". */
const char *report_element(Arena *arena, const Finding *finding);

/* What a judge has found, in a few words. */
const char *report_judge_detail(Arena *arena, const Finding *finding);

/* Everything that is known, as text for people; as JSON. */
void report_text(Arena *arena, Text *out, const Watched *watched, int count, const CheckSettings *settings);
void report_json(Arena *arena, Text *out, const Watched *watched, int count, const CheckSettings *settings);

#endif
