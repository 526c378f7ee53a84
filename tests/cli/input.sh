# Input that cannot be read or is not what it should be.
. "$(dirname "$0")/lib.sh"

# refuses STATUS FILE TEXT: one error that says TEXT, and no output.
refuses() {
    echo kept >kept.c
    expect "$1" "$2" -o kept.c --header new.h -MD -MF new.d
    says "$3"
    prints_nothing
    check "an existing output stays as it was" test "$(cat kept.c)" = kept
    is_missing new.h
    is_missing new.d
    no_leftovers
}

refuses 3 missing.c "missing.c"
says "No such file or directory"
one_error
mkdir folder
refuses 3 folder "Is a directory"
one_error
mkfifo pipe
refuses 3 pipe "not a regular file"
one_error
refuses 3 /dev/null "not a regular file"
refuses 3 "square.c/x" "Not a directory"
if ! is_root; then
    cp square.c locked.c
    chmod 000 locked.c
    refuses 3 locked.c "Permission denied"
    one_error
fi

: >empty.c
refuses 1 empty.c "--grad"
one_error
printf '\n\n' >blank.c
refuses 1 blank.c "--grad"

cat >broken.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(x)
double broken(double x)
{
    return x * undeclared;
}
END
refuses 1 broken.c "broken.c:5:16: error:"
says "undeclared"
says "^"
printf '#include "nowhere.h"\n' >lost.c
refuses 1 lost.c "lost.c:1:10: error: 'nowhere.h' file not found"
head -c 4096 /dev/urandom >random.c
refuses 1 random.c "error:"

cat >wrong_name.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(rate)
double decay(double rates, double t)
{
    return rates * t;
}
END
refuses 1 wrong_name.c "rates"
says "wrong_name.c:2:"
cat >nothing_real.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD()
int twice(int i)
{
    return 2 * i;
}
END
refuses 1 nothing_real.c "nothing_real.c:"
says "twice"

# Names that need care: spaces, a leading dash after "./", a path in a folder.
mkdir "a folder"
cp square.c "a folder/the square.c"
expect 0 "a folder/the square.c" -o "a folder/the gradient.c"
holds "a folder/the gradient.c" "square_grad("
cp square.c ./-dash.c
expect 0 ./-dash.c
prints "square_grad("

finish
