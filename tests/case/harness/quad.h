#ifndef ADGEN_TESTS_QUAD_H
#define ADGEN_TESTS_QUAD_H

/* Makes a C program compute in quad precision: included before it, it turns every real type (but `long double`, which
 * two words cannot be redefined: the copy of the case says `double` instead) and every function of the mathematical
 * library into its quad variant.  The headers come first, so that their own declarations stay as they are. */

#include <adgen/adgen.h>
#include <assert.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quadmath.h>

#define _TGMATH_H 1   /* the names below serve every type */

#define float  __float128
#define double __float128

#define acos       acosq
#define acosf      acosq
#define acosl      acosq
#define acosh      acoshq
#define acoshf     acoshq
#define acoshl     acoshq
#define asin       asinq
#define asinf      asinq
#define asinl      asinq
#define asinh      asinhq
#define asinhf     asinhq
#define asinhl     asinhq
#define atan       atanq
#define atanf      atanq
#define atanl      atanq
#define atan2      atan2q
#define atan2f     atan2q
#define atan2l     atan2q
#define atanh      atanhq
#define atanhf     atanhq
#define atanhl     atanhq
#define cbrt       cbrtq
#define cbrtf      cbrtq
#define cbrtl      cbrtq
#define ceil       ceilq
#define ceilf      ceilq
#define ceill      ceilq
#define copysign   copysignq
#define copysignf  copysignq
#define copysignl  copysignq
#define cos        cosq
#define cosf       cosq
#define cosl       cosq
#define cosh       coshq
#define coshf      coshq
#define coshl      coshq
#define erf        erfq
#define erff       erfq
#define erfl       erfq
#define erfc       erfcq
#define erfcf      erfcq
#define erfcl      erfcq
#define exp        expq
#define expf       expq
#define expl       expq
#define exp2       exp2q
#define exp2f      exp2q
#define exp2l      exp2q
#define expm1      expm1q
#define expm1f     expm1q
#define expm1l     expm1q
#define fabs       fabsq
#define fabsf      fabsq
#define fabsl      fabsq
#define fdim       fdimq
#define fdimf      fdimq
#define fdiml      fdimq
#define floor      floorq
#define floorf     floorq
#define floorl     floorq
#define fma        fmaq
#define fmaf       fmaq
#define fmal       fmaq
#define fmax       fmaxq
#define fmaxf      fmaxq
#define fmaxl      fmaxq
#define fmin       fminq
#define fminf      fminq
#define fminl      fminq
#define fmod       fmodq
#define fmodf      fmodq
#define fmodl      fmodq
#define frexp      frexpq
#define frexpf     frexpq
#define frexpl     frexpq
#define hypot      hypotq
#define hypotf     hypotq
#define hypotl     hypotq
#define ilogb      ilogbq
#define ilogbf     ilogbq
#define ilogbl     ilogbq
#define ldexp      ldexpq
#define ldexpf     ldexpq
#define ldexpl     ldexpq
#define lgamma     lgammaq
#define lgammaf    lgammaq
#define lgammal    lgammaq
#define llrint     llrintq
#define llrintf    llrintq
#define llrintl    llrintq
#define llround    llroundq
#define llroundf   llroundq
#define llroundl   llroundq
#define log        logq
#define logf       logq
#define logl       logq
#define log10      log10q
#define log10f     log10q
#define log10l     log10q
#define log1p      log1pq
#define log1pf     log1pq
#define log1pl     log1pq
#define log2       log2q
#define log2f      log2q
#define log2l      log2q
#define logb       logbq
#define logbf      logbq
#define logbl      logbq
#define lrint      lrintq
#define lrintf     lrintq
#define lrintl     lrintq
#define lround     lroundq
#define lroundf    lroundq
#define lroundl    lroundq
#define modf       modfq
#define modff      modfq
#define modfl      modfq
#define nearbyint  nearbyintq
#define nearbyintf nearbyintq
#define nearbyintl nearbyintq
#define nextafter  nextafterq
#define nextafterf nextafterq
#define nextafterl nextafterq
#define pow        powq
#define powf       powq
#define powl       powq
#define remainder  remainderq
#define remainderf remainderq
#define remainderl remainderq
#define remquo     remquoq
#define remquof    remquoq
#define remquol    remquoq
#define rint       rintq
#define rintf      rintq
#define rintl      rintq
#define round      roundq
#define roundf     roundq
#define roundl     roundq
#define scalbln    scalblnq
#define scalblnf   scalblnq
#define scalblnl   scalblnq
#define scalbn     scalbnq
#define scalbnf    scalbnq
#define scalbnl    scalbnq
#define sin        sinq
#define sinf       sinq
#define sinl       sinq
#define sinh       sinhq
#define sinhf      sinhq
#define sinhl      sinhq
#define sqrt       sqrtq
#define sqrtf      sqrtq
#define sqrtl      sqrtq
#define tan        tanq
#define tanf       tanq
#define tanl       tanq
#define tanh       tanhq
#define tanhf      tanhq
#define tanhl      tanhq
#define tgamma     tgammaq
#define tgammaf    tgammaq
#define tgammal    tgammaq
#define trunc      truncq
#define truncf     truncq
#define truncl     truncq

/* What libquadmath has by no name, or by another. */
static inline __float128 adgen_quad_lgamma_r(__float128 x, int *sign)
{
    *sign = x < 0 && fmodq(floorq(x), 2) != 0 ? -1 : 1;
    return lgammaq(x);
}

static inline __float128 adgen_quad_exp10(__float128 x)
{
    return powq(10, x);
}

static inline __float128 adgen_quad_significand(__float128 x)
{
    return scalbnq(x, -ilogbq(x));
}

static inline __float128 adgen_quad_fmaxmag(__float128 x, __float128 y)
{
    return fabsq(x) > fabsq(y) ? x : fabsq(x) < fabsq(y) ? y : fmaxq(x, y);
}

static inline __float128 adgen_quad_fminmag(__float128 x, __float128 y)
{
    return fabsq(x) < fabsq(y) ? x : fabsq(x) > fabsq(y) ? y : fminq(x, y);
}

static inline __float128 adgen_quad_nextup(__float128 x)
{
    return nextafterq(x, HUGE_VALQ);
}

static inline __float128 adgen_quad_nextdown(__float128 x)
{
    return nextafterq(x, -HUGE_VALQ);
}

#define drem        remainderq
#define dremf       remainderq
#define dreml       remainderq
#define exp10       adgen_quad_exp10
#define exp10f      adgen_quad_exp10
#define exp10l      adgen_quad_exp10
#define fmaximum    fmaxq
#define fmaximumf   fmaxq
#define fmaximuml   fmaxq
#define fminimum    fminq
#define fminimumf   fminq
#define fminimuml   fminq
#define fmaxmag     adgen_quad_fmaxmag
#define fmaxmagf    adgen_quad_fmaxmag
#define fmaxmagl    adgen_quad_fmaxmag
#define fminmag     adgen_quad_fminmag
#define fminmagf    adgen_quad_fminmag
#define fminmagl    adgen_quad_fminmag
#define gamma       lgammaq
#define gammaf      lgammaq
#define gammal      lgammaq
#define j0          j0q
#define j0f         j0q
#define j0l         j0q
#define j1          j1q
#define j1f         j1q
#define j1l         j1q
#define jn          jnq
#define jnf         jnq
#define jnl         jnq
#define y0          y0q
#define y0f         y0q
#define y0l         y0q
#define y1          y1q
#define y1f         y1q
#define y1l         y1q
#define yn          ynq
#define ynf         ynq
#define ynl         ynq
#define llogb       ilogbq
#define llogbf      ilogbq
#define llogbl      ilogbq
#define nexttoward  nextafterq
#define nexttowardf nextafterq
#define nexttowardl nextafterq
#define nextup      adgen_quad_nextup
#define nextupf     adgen_quad_nextup
#define nextupl     adgen_quad_nextup
#define nextdown    adgen_quad_nextdown
#define nextdownf   adgen_quad_nextdown
#define nextdownl   adgen_quad_nextdown
#define roundeven   rintq
#define roundevenf  rintq
#define roundevenl  rintq
#define significand adgen_quad_significand
#define significandf adgen_quad_significand
#define significandl adgen_quad_significand
#define sincos      sincosq
#define sincosf     sincosq
#define sincosl     sincosq
/* Of the builtins, those that cases use. */
#define __builtin_exp       expq
#define __builtin_expf      expq
#define __builtin_expl      expq
#define __builtin_frexp     frexpq
#define __builtin_frexpf    frexpq
#define __builtin_frexpl    frexpq
#define __builtin_lgamma    lgammaq
#define __builtin_lgammaf   lgammaq
#define __builtin_lgammal   lgammaq
#define __builtin_modf      modfq
#define __builtin_modff     modfq
#define __builtin_modfl     modfq
#define lgamma_r    adgen_quad_lgamma_r
#define lgammaf_r   adgen_quad_lgamma_r
#define lgammal_r   adgen_quad_lgamma_r

#endif
