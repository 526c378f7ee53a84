#include "usage.h"

#include <stdio.h>

static const char *const help[] = {
    "Usage: adgen [options] FILE... [-o OUT] [-- COMPILER-ARGS]\n"
    "Write the derivatives of the annotated functions of C files, as C.  A function\n"
    "of one FILE may call those that another one defines.\n",

    "What to derive, besides the annotations in FILE (see <adgen/adgen.h>):\n"
    "  --grad 'f(SPEC)'      f_grad: reverse mode, the seed of a real return value is 1\n"
    "  --vjp 'f(SPEC)'       f_vjp: reverse mode, the caller passes the seed\n"
    "  --jvp 'f(SPEC)'       f_jvp: forward mode\n"
    "  --hvp 'f(SPEC)'       f_hvp: gradient and Hessian-vector product\n"
    "  --jacobian 'f(SPEC)'  f_jacobian: the dense Jacobian, row-major\n"
    "  --hessian 'f(SPEC)'   f_hessian: the dense, symmetric Hessian, row-major\n"
    "  --jacobian=forward, --jacobian=reverse  calculate Jacobians by columns, by rows\n"
    "SPEC is empty (with respect to every real parameter) or a list of parameter\n"
    "names, wrt(a, b), of(y, return), as(name), width(8).  'f' alone means 'f()'.\n",

    "What to write:\n"
    "  -o OUT                the derivatives; - or absent: standard output\n"
    "  --header FILE         also their prototypes\n"
    "  -MD -MF FILE          also a depfile for make and ninja; without -MF it is OUT\n"
    "                        with the ending .d\n"
    "  -MT TARGET, -MQ TARGET  the target in it (-MQ quotes it for make) instead of OUT\n"
    "  -MP                   also an empty rule for each header in it\n",

    "How to read each FILE, as a compiler takes them, here or after --:\n"
    "  -I -D -U -std= -isystem -include -f... -W... and others like them\n"
    "  -p DIR                take each FILE's options from DIR/compile_commands.json\n",

    "Derivatives of functions whose source is not to be seen:\n"
    "  --rules RULES         a file with a line for each, in the form of adgen's own\n"
    "  --check-rules RULES [FILE...] [-- COMPILER-ARGS]\n"
    "                        only hold the rules against differences: FILEs, or what\n"
    "                        stands behind --, define the functions\n",

    "To see that the derivatives are right (no file is written; see the README):\n"
    "  --check               run each derivative and the function itself: hold it against\n"
    "                        differences and against the other mode, count the work of both\n"
    "  --set NAME=VALUE      a parameter, a member (s.n), or how much a pointer leads to\n"
    "  --range NAME=LO:HI    draw it between LO and HI, as ADGEN_RANGE(LO, HI) does\n"
    "  --seed N              draw other numbers (default 1)\n"
    "  --points N            how many points to check at (default 3)\n"
    "  --seconds N           of processor time for one function (default 10)\n"
    "  --load LIBRARY        a shared library with functions that the FILEs call\n"
    "  --json                report as JSON\n",

    "How to derive:\n"
    "  --no-overlap-checks   do not write a second version of derivatives that keep less\n"
    "                        where pointers do not overlap, chosen when they run\n"
    "  --no-checkpoints      keep what all steps of loops need, unless a pragma stands\n"
    "                        before them: at times faster, for much more memory\n"
    "  --no-jam              let loops around others take one iteration at a time, not\n"
    "                        four, or batches of 16: shorter code, slower\n",

    "To see adgen at work:\n"
    "  -Rcache               remark on values that are kept only because pointers may\n"
    "                        overlap, and say what would avoid it\n"
    "  -Rcast                remark on conversions to integers, which stop derivatives\n"
    "  --dump-ir=STAGE       write the intermediate representation after STAGE instead\n"
    "                        of C, and stop there unless --stop-after says otherwise\n"
    "  --stop-after=STAGE    stop after STAGE; no C is written before emit\n"
    "STAGE is frontend, normal, activity, derive, simplify or emit.\n",

    "  --help, --version     print this, or the version, and exit\n",

    "Exit status: 0 written; 1 a FILE was refused, the reasons are on standard error;\n"
    "2 the command line was wrong; 3 a file could not be read or written; 4 a bug in\n"
    "adgen; 5 --check has found something that is not right.\n",
};

static bool flushed(void)
{
    return fflush(stdout) == 0 && !ferror(stdout);
}

bool usage_print_help(void)
{
    for (size_t i = 0; i < sizeof help / sizeof *help; i++)
        printf("%s%s", i > 0 ? "\n" : "", help[i]);
    return flushed();
}

bool usage_print_version(void)
{
    puts("adgen " ADGEN_VERSION "\n"
         "Copyright (c) 2026 the adgen authors\n"
         "MIT License: free to use, change and pass on; there is no warranty.");
    return flushed();
}
