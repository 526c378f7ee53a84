# What the command-line tests share.  Each is called as `sh NAME.sh ADGEN FOLDER`: the program, and a folder of its own.

set -u
umask 022
unset CPATH C_INCLUDE_PATH
adgen=$1
rm -rf "$2"
mkdir -p "$2"
cd "$2" || exit 1
checks=0
failures=0

fail() {
    failures=$((failures + 1))
    printf 'FAILED: %s\n' "$*"
    printf '  called: adgen %s (exit status %s)\n' "$call" "$status"
    sed 's/^/  stderr: /' err
}

check() {
    checks=$((checks + 1))
    what=$1
    shift
    "$@" || fail "$what"
}

# expect STATUS ARGUMENTS...: call adgen; what it prints is in the files out and err.
expect() {
    wanted=$1
    shift
    call=$*
    "$adgen" "$@" >out 2>err </dev/null
    status=$?
    checks=$((checks + 1))
    [ "$status" -eq "$wanted" ] || fail "exit status $wanted was expected"
}

# What the last call has printed on standard error, on standard output; what a file holds.
says() { check "standard error should hold: $1" grep -qF -e "$1" err; }
silent() { check "standard error should be empty" test ! -s err; }
one_error() { check "there should be one error" test "$(grep -c 'error:' err)" -eq 1; }
prints() { check "standard output should hold: $1" grep -qF -e "$1" out; }
prints_nothing() { check "standard output should be empty" test ! -s out; }
holds() { check "$1 should hold: $2" grep -qF -e "$2" "$1"; }
lacks() { check "$1 should not hold: $2" sh -c '! grep -qF -e "$2" "$1"' sh "$1" "$2"; }
exists() { check "$1 should exist" test -e "$1"; }
is_missing() { check "$1 should not exist" test ! -e "$1"; }

# Nothing but what was there: no temporary file is left in any folder.
no_leftovers() { check "temporary files are left" sh -c 'test -z "$(find . -name ".adgen-*")"'; }

is_root() { [ "$(id -u)" -eq 0 ]; }

finish() {
    printf '%d checks, %d failed\n' "$checks" "$failures"
    [ "$checks" -gt 0 ] && [ "$failures" -eq 0 ]
    exit
}

cat >square.c <<'END'
#include <adgen/adgen.h>
ADGEN_GRAD(x)
double square(double x)
{
    return x * x;
}
END
cat >plain.c <<'END'
double product(double x, double y)
{
    return x * y;
}
END
