#ifndef ADGEN_EMIT_PATH_H
#define ADGEN_EMIT_PATH_H

typedef struct Arena Arena;

/* What comes before the last slash, "." where there is none. */
const char *path_folder(Arena *arena, const char *path);
/* The folder, absolute, without links, "." and "..", so that equal ones are equal. */
const char *path_resolve(Arena *arena, const char *folder);
/* The way from a resolved folder to the file. */
const char *path_relative(Arena *arena, const char *folder, const char *file);

#endif
