#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *checked(void *memory, size_t size)
{
    if (memory)
        return memory;
    fprintf(stderr, "adgen: error: out of memory (%zu bytes were asked for)\n", size);
    exit(4);
}

/* Room for `more` bytes and the terminating zero. */
static void reserve(Text *text, size_t more)
{
    size_t need = text->length + more + 1;
    if (need <= text->room)
        return;
    size_t room = text->room ? text->room : 128;
    while (room < need)
        room *= 2;
    text->data = checked(realloc(text->data, room), room);
    text->room = room;
}

void text_putc(Text *text, char c)
{
    text_write(text, &c, 1);
}

void text_puts(Text *text, const char *string)
{
    text_write(text, string, strlen(string));
}

void text_write(Text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_printf(Text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_free(Text *text)
{
    free(text->data);
    *text = (Text){0};
}

const char *text_cstr(const Text *text)
{
    return text->data ? text->data : "";
}

const char *text_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool read_all(Text *text, int fd)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return false;
    if (!S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    reserve(text, (size_t)info.st_size);
    for (;;) {
        reserve(text, 4096);
        ssize_t got = read(fd, text->data + text->length, text->room - text->length - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            text->data[text->length] = '\0';
            return got == 0;
        }
        text->length += (size_t)got;
    }
}

bool text_read_file(Text *text, const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);  /* opening a FIFO must not wait for its writer */
    if (fd < 0)
        return false;
    bool ok = read_all(text, fd);
    int  error = errno;
    close(fd);
    errno = error;
    return ok;
}

static int min3(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

/* One row of the table of distances of the prefixes of a and b: `row` for i characters of a, from the two before. */
static void distance_row(const char *a, const char *b, int length, int i, const int *before, const int *last, int *row)
{
    row[0] = i;
    for (int j = 1; j <= length; j++) {
        int change = last[j - 1] + (a[i - 1] != b[j - 1]);
        row[j] = min3(last[j] + 1, row[j - 1] + 1, change);
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        if (swapped && before[j - 2] + 1 < row[j])
            row[j] = before[j - 2] + 1;
    }
}

int text_distance(const char *a, const char *b)
{
    int    rows = (int)strlen(a), length = (int)strlen(b);
    size_t size = 3 * ((size_t)length + 1) * sizeof(int);
    int   *table = checked(calloc(1, size), size);
    int   *before = table, *last = before + length + 1, *row = last + length + 1;
    for (int j = 0; j <= length; j++)
        row[j] = j;
    for (int i = 1; i <= rows; i++) {
        int *reused = before;
        before = last;
        last = row;
        row = reused;
        distance_row(a, b, length, i, before, last, row);
    }
    int distance = row[length];
    free(table);
    return distance;
}
