/*
 * One call of each column of each workload, or of those named, for valgrind to count: it collects in `counted` alone
 * and writes a file whenever that returns.  What they are is written a line each, in this order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "work.h"

#define WORK(name) extern const Work name##_work;
#define CHECKED(name) WORK(name)
#define ALSO(name) WORK(name)
#include "works.def"
#undef WORK

#define WORK(name) &name##_work,
static const Work *const works[] = {
#include "works.def"
};
#undef WORK
#undef CHECKED
#undef ALSO

static const char *const columns[] = {"primal", "hand", "adgen"};

double counted(const Work *work, Column column);

/* By a pointer, so that nothing of it moves to where it is called. */
static double (*volatile call)(const Work *, Column) = counted;

double counted(const Work *work, Column column)
{
    return work->run(column);
}

static int wanted(const Work *work, int count, char **names)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(names[i], work->name))
            return 1;
    return count == 0;
}

int main(int argc, char **argv)
{
    volatile double value;

    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        if (!wanted(works[i], argc - 1, argv + 1))
            continue;
        works[i]->draw(works[i]->size);
        for (Column column = PRIMAL; column <= ADGEN; column++) {
            double *adj;
            size_t  count = works[i]->adjoints(&adj);

            memset(adj, 0, count * sizeof *adj);
            value = call(works[i], column);
            (void)value;
            printf("%s %s\n", works[i]->name, columns[column]);
        }
    }
    return EXIT_SUCCESS;
}
