#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "check.h"
#include "check_rules.h"
#include "child.h"
#include "files.h"
#include "options.h"
#include "output.h"
#include "pipeline.h"
#include "status.h"

/* A standard stream that is closed would lend its number to the next file that is opened.  Put something there that
 * can be neither read nor written, as before. */
static void occupy_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/* The C file goes last: make takes it as the sign that all is there. */
static Status write_result(Arena *arena, const Options *options, const Result *result)
{
    Output outputs[3];
    int    count = 0;
    bool   whole = options->stop == STAGE_EMIT;
    if (whole && options->header)
        outputs[count++] = (Output){options->header, &result->header};
    if (whole && options->depfile) {
        bool stream = options->depfile[0] == '-' && options->depfile[1] == '\0';
        outputs[count++] = (Output){stream ? NULL : options->depfile, &result->depfile};
    }
    if (whole || options->dump != STAGE_NONE)
        outputs[count++] = (Output){options->output, &result->output};
    return output_write(arena, outputs, count) ? STATUS_OK : STATUS_FILE;
}

static Status run(Arena *arena, const Options *options)
{
    if (options->check_rules.count > 0)
        return check_rules(arena, options);
    if (options->check.on)
        return check_files(arena, options);
    Status status = files_check(arena, options);
    if (status != STATUS_OK)
        return status;
    Result result = {0};
    child_run(options, &result);
    status = result.status == STATUS_OK ? write_result(arena, options, &result) : result.status;
    result_free(&result);
    return status;
}

int main(int argc, char **argv)
{
    occupy_standard_streams();
    Arena  *arena = arena_new();
    Options options;
    Status  status = STATUS_OK;
    switch (options_parse(arena, argc, argv, &options)) {
    case PARSED_DONE:                                       break;
    case PARSED_UNPRINTED: status = STATUS_FILE;            break;
    case PARSED_WRONG:     status = STATUS_USAGE;           break;
    case PARSED_RUN:       status = run(arena, &options);   break;
    }
    arena_free(arena);
    return (int)status;
}
