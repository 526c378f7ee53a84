#ifndef ADGEN_ADGEN_H
#define ADGEN_ADGEN_H

/*
 * Annotations for adgen, which reads C and writes derivatives as C.
 *
 * Every macro expands to nothing unless adgen itself reads the file, so annotated code compiles with any C or C++
 * compiler.  A function's annotations stand before its declaration, those of a parameter, member, global or local
 * before its type:
 *
 *     ADGEN_GRAD(x)
 *     double norm(int n, ADGEN_SIZE(n) const double *x, ADGEN_INACTIVE double scale);
 *
 * `spec` is empty (every real parameter is an independent variable) or a list of:
 *
 *     x, y                  parameters that are independent variables; wrt(x, y) says the same
 *     of(y, return)         the dependent variables: parameters that are written, or the return value
 *     as(name)              the generated function's name
 */

#ifdef __ADGEN__
#define ADGEN_ANNOTATE_(text) __attribute__((annotate(text)))
#define ADGEN_TEXT_(...)      #__VA_ARGS__
#else
#define ADGEN_ANNOTATE_(text)
#define ADGEN_TEXT_(...)
#endif

/* On a function: what to generate. */
#define ADGEN_GRAD(...)     ADGEN_ANNOTATE_("adgen-grad " #__VA_ARGS__)      /* f_grad: reverse mode, seed 1 */
#define ADGEN_VJP(...)      ADGEN_ANNOTATE_("adgen-vjp " #__VA_ARGS__)       /* f_vjp: reverse mode, seed passed */
#define ADGEN_JVP(...)      ADGEN_ANNOTATE_("adgen-jvp " #__VA_ARGS__)       /* f_jvp: forward mode */
#define ADGEN_HVP(...)      ADGEN_ANNOTATE_("adgen-hvp " #__VA_ARGS__)       /* f_hvp: Hessian-vector product */
#define ADGEN_JACOBIAN(...) ADGEN_ANNOTATE_("adgen-jacobian " #__VA_ARGS__)  /* f_jacobian: dense, row-major */
#define ADGEN_HESSIAN(...)  ADGEN_ANNOTATE_("adgen-hessian " #__VA_ARGS__)   /* f_hessian: dense, symmetric */

/* On a parameter, struct member, global or local: derivatives neither enter nor leave here. */
#define ADGEN_INACTIVE ADGEN_ANNOTATE_("adgen-inactive")

/* On a pointer parameter: how many elements it points to, where `double x[n]` does not say so. */
#define ADGEN_SIZE(expr) ADGEN_ANNOTATE_("adgen-size " ADGEN_TEXT_(expr))

/* On a parameter: between which numbers `adgen --check` draws its values; nothing else reads it. */
#define ADGEN_RANGE(lo, hi) ADGEN_ANNOTATE_("adgen-range " ADGEN_TEXT_(lo, hi))

/* On a function, a promise: its pointer parameters do not overlap one another. */
#define ADGEN_NOALIAS ADGEN_ANNOTATE_("adgen-noalias")

/* On a function: its derivative is zero; it is called in the forward pass only (logging, timers). */
#define ADGEN_NO_DERIVATIVE ADGEN_ANNOTATE_("adgen-no-derivative")

/* On a function: it is the derivative of `function`, in the mode vjp or jvp, to be called instead of deriving one. */
#define ADGEN_DERIVATIVE_OF(function, mode) ADGEN_ANNOTATE_("adgen-derivative-of " #function ", " #mode)

#endif
