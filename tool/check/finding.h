#ifndef ADGEN_CHECK_FINDING_H
#define ADGEN_CHECK_FINDING_H

/* What a process that runs a function tells the one that reports: findings of one size through a pipe, each written at
 * once, so that all that came before a crash is known. */

typedef enum FindingKind {
    FINDING_PHASE,       /* which: what runs from here on (Phase) */
    FINDING_FAULT,       /* name: the slot or parameter at whose end memory was touched, which: 1 its shadow,
                           count: slot (-1: none), the element, how many there are */
    FINDING_SIZE,        /* name: an integer, count: its value */
    FINDING_POINT,       /* count: points checked, points drawn again for a kink, for what is not finite */
    FINDING_GROUP,       /* a row of numbers: name, which: 1 of second derivatives, verdict,
                           count: checked, there are, the worst one's index;
                           number: what the derivative has there, what differences have, their error, the largest of all */
    FINDING_JUDGE,       /* which: Judge, verdict, number: two numbers that should agree, or a slope; text: more */
    FINDING_WORK,        /* name: a row, count: of the primal, of the derivative */
    FINDING_HEAP         /* count: peak and total bytes of the primal, of the derivative */
} FindingKind;

typedef enum Phase { PHASE_NOTHING, PHASE_PRIMAL, PHASE_DERIVATIVE, PHASE_COMPANION, PHASE_DONE } Phase;

/* In order of severity. */
typedef enum Verdict {
    VERDICT_NONE,       /* not looked at */
    VERDICT_RIGHT,
    VERDICT_NOISE,      /* differences do not settle: nothing is seen to be wrong */
    VERDICT_KINK,       /* a kink at every point that was drawn */
    VERDICT_WRONG
} Verdict;

typedef enum Judge {
    JUDGE_DIRECTIONS,   /* the slope along random directions, all parameters at once */
    JUDGE_TAYLOR,
    JUDGE_PRODUCT,      /* forward against reverse */
    JUDGE_SYMMETRY,     /* of second derivatives */
    JUDGE_LANES,        /* directions side by side */
    JUDGE_TWICE,
    JUDGE_MEMORY,
    JUDGE_FINITE,       /* whether a point was found at all */
    JUDGE_COUNT
} Judge;

typedef struct Finding {
    int       kind;
    int       which;
    int       verdict;
    long long count[4];
    double    number[5];
    char      name[64];
    char      text[160];
} Finding;

#endif
