#ifndef ADGEN_BASE_INTERN_H
#define ADGEN_BASE_INTERN_H

#include <stddef.h>

typedef struct Arena  Arena;
typedef struct Intern Intern;

/* Equal strings become the same pointer. */
Intern     *intern_new(Arena *arena);
const char *intern(Intern *table, const char *text);
const char *intern_n(Intern *table, const char *text, size_t length);

/* A map from a pointer to a pointer (hash table in an arena); NULL where there is nothing. */
typedef struct Map Map;
Map  *map_new(Arena *arena);
void  map_put(Map *map, const void *key, void *value);
void *map_get(const Map *map, const void *key);
void  map_clear(Map *map);

/* A map from a string to a pointer. */
typedef struct StrMap StrMap;
StrMap *strmap_new(Arena *arena);
void    strmap_put(StrMap *map, const char *key, void *value);
void   *strmap_get(const StrMap *map, const char *key);

#endif
