# -MD: what the output was made from, as make reads it.
. "$(dirname "$0")/lib.sh"

mkdir inc
printf '#define RATE 3.0\n' >inc/rate.h
printf '#include "rate.h"\n#include <math.h>\n' >'inc/a b#$.h'
cat >dep.c <<'END'
#include <adgen/adgen.h>
#include "a b#$.h"
ADGEN_GRAD(x)
double dep(double x)
{
    return RATE * sin(x);
}
END

expect 0 dep.c -Iinc -o dep_grad.c -MD -MF dep.d -MT 'first target'
holds dep.d 'first target: dep.c'
holds dep.d 'inc/a\ b\#$$.h'
holds dep.d 'inc/rate.h'
holds dep.d 'math.h'
holds dep.d 'adgen.h'
expect 0 dep.c -Iinc -o dep_grad.c -MD
holds dep_grad.d 'dep_grad.c: dep.c'
expect 0 dep.c -Iinc -o dep_grad.c -MD -MF- -MT one -MQ 'two $'
prints 'one two\ $$: dep.c'
mkdir out.d
expect 0 dep.c -Iinc -o out.d/dep_grad -MD
exists out.d/dep_grad.d
lacks dep.d 'rate.h:'
expect 0 dep.c -Iinc -o dep_grad.c -MD -MP -MF phony.d
check "-MP adds an empty rule for a header" grep -q '^inc/rate.h:$' phony.d
check "-MP adds none for the input" sh -c '! grep -q "^dep.c:" phony.d'

# A file that is refused leaves no depfile.
expect 1 plain.c -o plain_grad.c -MD
is_missing plain_grad.d

# make and its depfile: a touched header makes again, nothing touched makes nothing.
if command -v make >/dev/null; then
    cat >Makefile <<'END'
made.c: dep.c
	$(ADGEN) dep.c -Iinc -o $@ -MD -MF made.d
	@echo made >>log
-include made.d
END
    call='through make'
    status=0
    : >err
    run_make() { make -s "ADGEN=$adgen" >>make.log 2>&1; }
    made_times() { check "make should have run adgen $1 times" test "$(grep -c made log)" -eq "$1"; }
    touch -t 202001010000 dep.c inc/*
    check "make" run_make
    made_times 1
    check "make again" run_make
    made_times 1
    touch -t 203001010000 'inc/a b#$.h'
    touch -t 202501010000 made.c
    check "make after a header's change" run_make
    made_times 2
    rm 'inc/a b#$.h'
    check "make where a header has gone" sh -c '! make -s "ADGEN=$1" >>make.log 2>&1' sh "$adgen"
fi

finish
