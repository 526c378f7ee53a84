#define _DEFAULT_SOURCE  /* ru_maxrss */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * measure ROUNDS PROGRAM [ARGUMENT...]: run a program some times, and print the median of the processor seconds that it
 * and its children take, and the most memory that one of them has, in MB.  What it prints is not shown.
 */

static double seconds_of_children(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static _Noreturn void run(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(command[0], command);
    _exit(127);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    enum { MOST = 100 };
    double        taken[MOST];
    int           rounds = argc > 2 ? atoi(argv[1]) : 0;
    struct rusage used;
    if (rounds < 1 || rounds > MOST) {
        fprintf(stderr, "usage: measure ROUNDS PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    for (int i = 0; i < rounds; i++) {
        double before = seconds_of_children();
        int    status = 0;
        pid_t  child = fork();
        if (child == 0)
            run(argv + 2);
        if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            printf("failed\n");
            return 1;
        }
        taken[i] = seconds_of_children() - before;
    }
    qsort(taken, (size_t)rounds, sizeof *taken, compare);
    getrusage(RUSAGE_CHILDREN, &used);
    printf("%.3f %ld\n", taken[rounds / 2], used.ru_maxrss / 1024);
    return 0;
}
