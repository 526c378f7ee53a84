#include "analysis/linear.h"

#include <string.h>

enum { NONE = -1 };

static const long long LARGEST = 1LL << 30;      /* sums of two products of such numbers do not overflow */

static bool is_large(long long value)
{
    return value > LARGEST || value < -LARGEST;
}

static long long shared_factor(long long a, long long b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static long long divided_down(long long a, long long b)
{
    long long quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

/* Divide by what all factors share: sum >= -constant / shared, rounded up, for the sum is an integer. */
static void tighten(LinearRow *row)
{
    long long shared = 0;
    for (int i = 0; i < LINEAR_UNKNOWNS; i++)
        shared = shared_factor(shared, row->factor[i]);
    if (shared <= 1)
        return;
    for (int i = 0; i < LINEAR_UNKNOWNS; i++)
        row->factor[i] /= shared;
    row->constant = divided_down(row->constant, shared);
}

static bool same_factors(const LinearRow *a, const LinearRow *b)
{
    return memcmp(a->factor, b->factor, sizeof a->factor) == 0;
}

static bool has_factors(const LinearRow *row)
{
    for (int i = 0; i < LINEAR_UNKNOWNS; i++)
        if (row->factor[i])
            return true;
    return false;
}

void linear_add(LinearSystem *linear, const LinearRow *row)
{
    LinearRow made = *row;
    for (int i = 0; i < LINEAR_UNKNOWNS; i++)
        linear->full |= is_large(made.factor[i]);
    linear->full |= is_large(made.constant);
    if (linear->full || (!has_factors(&made) && made.constant >= 0))
        return;
    tighten(&made);
    for (int i = 0; i < linear->count; i++) {
        if (same_factors(&linear->rows[i], &made)) {
            if (made.constant < linear->rows[i].constant)
                linear->rows[i].constant = made.constant;
            return;
        }
    }
    linear->full = linear->count == LINEAR_ROWS;
    if (!linear->full)
        linear->rows[linear->count++] = made;
}

void linear_add_equal(LinearSystem *linear, const LinearRow *row)
{
    const LinearRow none = {{0}, 0};
    LinearRow       minus = linear_sum(&none, row, -1);
    linear_add(linear, row);
    linear_add(linear, &minus);
}

LinearRow linear_sum(const LinearRow *a, const LinearRow *b, long long factor)
{
    LinearRow sum = *a;
    for (int i = 0; i < LINEAR_UNKNOWNS; i++)
        sum.factor[i] += factor * b->factor[i];
    sum.constant += factor * b->constant;
    return sum;
}

/* The unknown whose elimination adds the fewest rows; NONE: none is left. */
static int next_unknown(const LinearSystem *linear)
{
    int best = NONE, least = 0;
    for (int i = 0; i < LINEAR_UNKNOWNS; i++) {
        int above = 0, below = 0;
        for (int k = 0; k < linear->count; k++) {
            above += linear->rows[k].factor[i] > 0;
            below += linear->rows[k].factor[i] < 0;
        }
        int more = above * below - above - below;
        if (above + below > 0 && (best == NONE || more < least)) {
            best = i;
            least = more;
        }
    }
    return best;
}

/* What follows for the other unknowns. */
static void eliminate(const LinearSystem *linear, int unknown, LinearSystem *rest)
{
    const LinearRow none = {{0}, 0};
    rest->count = 0;
    rest->full = false;
    for (int i = 0; i < linear->count && !rest->full; i++) {
        const LinearRow *low = &linear->rows[i];
        if (low->factor[unknown] == 0)
            linear_add(rest, low);
        for (int k = 0; k < linear->count && low->factor[unknown] > 0; k++) {
            const LinearRow *high = &linear->rows[k];
            if (high->factor[unknown] >= 0)
                continue;
            long long shared = shared_factor(low->factor[unknown], high->factor[unknown]);
            LinearRow sum = linear_sum(&none, low, -high->factor[unknown] / shared);
            sum = linear_sum(&sum, high, low->factor[unknown] / shared);
            linear_add(rest, &sum);
        }
    }
}

bool linear_is_empty(const LinearSystem *linear)
{
    LinearSystem rooms[2] = {*linear};
    int          now = 0;
    while (!rooms[now].full) {
        for (int i = 0; i < rooms[now].count; i++)
            if (!has_factors(&rooms[now].rows[i]))       /* its constant is negative */
                return true;
        int unknown = next_unknown(&rooms[now]);
        if (unknown == NONE)
            return false;
        eliminate(&rooms[now], unknown, &rooms[1 - now]);
        now = 1 - now;
    }
    return false;
}
