#include "rules/blas.h"

#include <ctype.h>
#include <string.h>

static const unsigned char text[] = {
#include "blas_text.inc"
    0
};

static const char *const libraries[] = {"cblas_", "LAPACKE_"};

const char *blas_bare(const char *name)
{
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        if (strncmp(name, libraries[i], strlen(libraries[i])) == 0)
            return name + strlen(libraries[i]);
    return NULL;
}

/* cblas_idamax has its letter behind the i. */
bool blas_is_routine(const char *name, char *precision)
{
    const char *bare = blas_bare(name);

    if (bare == NULL)
        return false;
    bare += bare[0] == 'i';
    *precision = bare[0];
    return (bare[0] == 's' || bare[0] == 'd') && islower((unsigned char)bare[1]);
}

const char *blas_text(Arena *arena, char precision, const char *integer)
{
    return arena_printf(arena,
                        "#define T %s\n#define INT %s\n#define BLAS(f) cblas_%c##f\n#define IBLAS(f) cblas_i%c##f\n"
                        "#define LAPACK(f) LAPACKE_%c##f\n#define PART(f, a) adgen_%c##f##__##a\n"
                        "#define TANGENT(f, a) adgen_%c##f##__##a##_dot\n#define OWN(f) adgen_%c##f\n%s",
                        precision == 's' ? "float" : "double", integer, precision, precision, precision, precision, precision,
                        precision, (const char *)text);
}

bool blas_is_helper(const char *name)
{
    static const char own[] = "adgen_";
    const char *bare = name + strlen(own);

    return strncmp(name, own, strlen(own)) == 0 && (bare[0] == 's' || bare[0] == 'd') && islower((unsigned char)bare[1]);
}

bool blas_is_zero_test(const char *name)
{
    return blas_is_helper(name) && strstr(name, "is_zero_") != NULL;
}

const char *blas_prefix(Arena *arena, const char *routine)
{
    return arena_printf(arena, "adgen_%s__", blas_bare(routine));
}
