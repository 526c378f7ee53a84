#include "status.h"

#include <stdarg.h>
#include <stdio.h>

void status_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("adgen: error: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}
