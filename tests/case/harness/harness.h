#ifndef ADGEN_TESTS_HARNESS_H
#define ADGEN_TESTS_HARNESS_H

/*
 * What the test program of a case is written in.  The same text is compiled twice: once with the primal as it stands,
 * once (ORACLE) with the primal retyped to quad precision.  It says how to build the arguments in memory, and registers
 * every real in them (a leaf) in a fixed order, so that both programs and the shadows can be told leaf by leaf.
 * Always compiled by gcc.  Names start with t_: everything else belongs to the case.
 */

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { T_FLOAT, T_DOUBLE, T_LONG_DOUBLE, T_QUAD };
enum {
    T_PAIRED = 1,      /* a shadow leaf belongs to it: its parameter is active */
    T_ADDS = 2,        /* by value or const: its adjoint accumulates */
    T_FROZEN = 4,      /* ADGEN_INACTIVE member of an active parameter: its shadow is never touched */
    T_INDEPENDENT = 8, /* its parameter is an independent variable */
    T_OUTPUT = 16      /* its parameter is a pointer to what is not const */
};

/* One call to check. */
typedef struct T_Point {
    const char *title;
    int    draws;                 /* how many points to try before all of them are kinks */
    bool   oracle;
    double bound;
    double result_seed;           /* second: not 0 counts as 1 */
    void (*build)(void);
    void (*call)(void);           /* the primal */
    void (*shadows)(void);
    void (*derive)(double seed);  /* the generated function; NULL: it is one of forward mode, or the tool has not run, and the
                                     case is to be found sound */
    void (*same)(double seed);    /* check-same: another function's derivative, which is this one's times the factor; or NULL */
    double same_factor;
    void (*forward)(void);        /* the same in forward mode, where the shadows hold tangents; it may do nothing */
    void (*take)(int set);        /* remember the shadows that were built last as this set */
    void (*second)(void);         /* gradient and Hessian-vector product: tangents in set 0, adjoints in 1, their tangents in 2 */
    void (*dense[2])(double *);   /* Jacobian, Hessian */
    void (*wide[2])(double seed); /* forward and reverse mode along several directions at once: those of the sets */
    void (*again)(double seed);   /* the derivative in reverse mode: its adjoints in set 0, their own in 2, its parameters' in 1 */
    void (*seeds)(void);          /* what check-seed asks for */
    void (*wants)(void);          /* check-value's formulas, at the arguments before the call */
    void (*gots)(void);           /* the adjoints that they are about */
} T_Point;

/* The same in quad precision. */
typedef struct T_Oracle {
    void (*build)(void);
    void (*call)(void);
} T_Oracle;

extern const T_Point  t_points[];
extern const int      t_point_count;
extern const T_Oracle t_oracles[];

/* Memory of exactly this size, freed by the driver, found again by pointers' registrations. */
void *t_alloc(size_t count, size_t size);

void t_argument(const char *name);                  /* what is registered from here on belongs to it */
void t_leaf(void *place, int kind, int flags);      /* a real of the arguments, or of the shadows */
void t_memory(void *place, size_t size);            /* an integer: its bytes count */
void t_pointer(void *place);                        /* a pointer in memory: where it points counts */
void t_writable(const void *place);                 /* the reals of this block are reached by a pointer to non-const too */
void t_poison(void *place, size_t size);            /* what generated code must not read */

double    t_random(double low, double high);
long long t_random_integer(double low, double high);

void t_return(long double value);
long double t_result(void);
void t_return_quad(__float128 value);

void t_tangent(long double value);                  /* of the result; says that forward mode is there */

void t_second(void);                                /* says that the second order is there */

enum { T_LANES = 3 };
void *t_wide(void *const *lanes, size_t size);      /* the sets' blocks of such elements, side by side */
void  t_narrow(void);                               /* and back; says that there are several directions */
void  t_tangents(const long double *values);        /* of the result */

void t_want(const char *name, long double value, long double tolerance);
void t_got(long double value);
void t_seed_result(double seed);

#ifdef ORACLE
typedef __float128 t_long_double;
#define T_LEAF(place, flags)  t_leaf(&(place), T_QUAD, flags)
#define T_RETURN(value)       t_return_quad(value)
#else
typedef long double t_long_double;
#define T_LEAF(place, flags)                                                                                           \
    t_leaf(&(place), _Generic((place), float: T_FLOAT, double: T_DOUBLE, long double: T_LONG_DOUBLE), flags)
#define T_RETURN(value)       t_return(value)
#endif

#endif
