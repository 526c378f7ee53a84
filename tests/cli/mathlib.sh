# Every real function that this machine's <math.h> declares has a rule, or README.md says that it is refused.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

# name, result and types of parameters of the functions of double, one a line; those that begin with _ are nobody's.
printf '#define _GNU_SOURCE\n#include <math.h>\n' >declared.c
"${CC:-cc}" -std=c11 -E -P declared.c | tr '\n' ' ' | tr ';' '\n' |
    sed -n 's/^ *extern \([a-z_ ]*[a-z_]\) \([a-z][a-z0-9_]*\) (\([^()]*\)).*/\2|\1|\3/p' |
    sed 's/ *__[a-z]*\([,|]\)/\1/g; s/ *__[a-z]*$//; s/__intmax_t/long/; s/__uintmax_t/unsigned long/' |
    awk -F'|' '($2 == "double" || $3 ~ /double/) && ($2 " " $3) !~ /float|_Float/ && !seen[$1]++' >functions
check "there are functions" test "$(wc -l <functions)" -gt 90

refused=$(sed -n 's/.*not \(`scalb`.*\) |$/\1/p' "$here/../../README.md")

while IFS='|' read -r name result params; do
    case $name:$params in *l:*long\ double*) continue ;; esac     # the variant of another one
    arguments=
    old=$IFS
    IFS=','
    for type in $params; do
        case $type in
        *"const double *"*) one='&x' ;;
        *"double *"*)       one='&v' ;;
        *"char *"*)         one='""' ;;
        *"int *"*)          one='&k' ;;
        *double*)           one=x ;;
        *)                  one=k ;;
        esac
        arguments="$arguments${arguments:+, }$one"
    done
    IFS=$old
    case $result in void) before= after=' return v + x;' ;; *) before='v = ' after=' return v * x;' ;; esac
    printf '%s\n' '#define _GNU_SOURCE' '#include <adgen/adgen.h>' '#include <math.h>' 'ADGEN_GRAD(x)' \
        "double f(double x) { int k = 1; double v = 0.0; (void)k; $before$name($arguments);$after }" >f.c
    call="f.c with $name($arguments)"
    "$adgen" f.c -o f_grad.c >out 2>err
    status=$?
    case " $refused " in
    *"\`$name\`"*) check "$name is refused, as README.md says" test "$status" -eq 1 ;;
    *)             check "$name has a rule" test "$status" -eq 0 ;;
    esac
done <functions
finish
