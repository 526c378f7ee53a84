#ifndef ADGEN_DRIVER_STATUS_H
#define ADGEN_DRIVER_STATUS_H

/* How adgen ends: its exit status. */
typedef enum Status {
    STATUS_OK = 0,       /* written */
    STATUS_REFUSED = 1,  /* the input was refused; the diagnostics say why */
    STATUS_USAGE = 2,    /* the command line was wrong */
    STATUS_FILE = 3,     /* a file could not be read or written */
    STATUS_BUG = 4,      /* a bug in adgen */
    STATUS_CHECK = 5     /* --check has found something that is not right */
} Status;

/* "adgen: error: …" on standard error: what has no place in a source file. */
void status_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
