# Input that would take all memory, all time or all stack, and signals on the way.
. "$(dirname "$0")/lib.sh"

# survives FILE...: adgen ends by itself with exit status 1, one error, and nothing written.
survives() {
    echo kept >kept.c
    expect 1 "$@" -o kept.c
    prints_nothing
    check "there is an error" grep -q 'error:' err
    check "it is no crash" sh -c '! grep -q "bug in adgen" err'
    check "an existing output stays as it was" test "$(cat kept.c)" = kept
    no_leftovers
}

repeat() { head -c "$2" /dev/zero | tr '\0' "$1"; }

# 100,000 brackets: clang's own limit.
{ printf 'double f(double x) { return '; repeat '(' 100000; printf x; repeat ')' 100000; printf '; }\n'; } >brackets.c
survives brackets.c --grad f
says "brackets.c:1:"
{ printf 'double f(double x) { '; repeat '{' 100000; repeat '}' 100000; printf ' return x; }\n'; } >blocks.c
survives blocks.c --grad f

# 2,000,000 operators in a row, each inside the one before.
{ printf 'double f(double x) { return '; repeat '~' 2000000; printf '1 * x; }\n'; } >deep.c
survives deep.c --grad f
says "nested too deeply"

# A sum of many terms is deep too, but no fault.
{ printf 'double f(double x) { return x'; repeat '+' 5000 | sed 's/+/+ x * x/g'; printf '; }\n'; } >sum.c
expect 0 sum.c --grad f
prints "f_grad("

# Files without end: one that never stops, one that never starts.
printf '#include "/dev/zero"\ndouble f(double x) { return x; }\n' >endless.c
survives endless.c --grad f
mkfifo pipe.h
printf '#include "pipe.h"\ndouble f(double x) { return x; }\n' >waiting.c
survives waiting.c --grad f
printf '#include "self.c"\ndouble f(double x) { return x; }\n' >self.c
survives self.c --grad f
says "self.c:1:"

# A pager that shows the first errors for a while: adgen waits for it, however long.
{ printf '#include <adgen/adgen.h>\n'; repeat e 2000 | sed 's/e/ADGEN_GRAD(no) double f(double x);\n/g'; } >wordy.c
call='wordy.c 2>&1 | (sleep 12; cat)'
{ "$adgen" wordy.c 2>&1; echo "ended with $?"; } | (sleep 12; cat) >out
: >err
status=0
check "all errors are shown" grep -q '^ended with 1$' out
check "and no other" sh -c '! grep -q "waits for" out'

# A signal while adgen waits: it ends at once, its child too, and nothing is left.
call='waiting.c, then SIGTERM'
: >err
"$adgen" waiting.c --grad f -o kept.c 2>/dev/null &
running=$!
sleep 1
kill -TERM "$running"
wait "$running"
status=$?
check "it ends by the signal" test "$status" -eq 143
check "an existing output stays as it was" test "$(cat kept.c)" = kept
no_leftovers

finish
