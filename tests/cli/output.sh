# What is written, and that a file is either whole or as it was.
. "$(dirname "$0")/lib.sh"

# Where it goes.
expect 0 square.c
prints "square_grad("
silent
mv out reference
expect 0 square.c -o -
check "-o - is standard output" cmp -s out reference
expect 0 square.c -o grad.c --header grad.h
prints_nothing
silent
holds grad.c "square_grad("
holds grad.h "square_grad("
holds grad.h "#ifndef"
holds grad.h 'extern "C"'
expect 0 square.c -o/dev/null
exists /dev/null
check "/dev/null stays a device" test -c /dev/null
expect 0 square.c -o joined.c
expect 0 square.c -ojoined2.c
check "-oFILE is -o FILE" cmp -s joined.c joined2.c

# The same input gives the same bytes, and yet a new time stamp.
cp joined.c before.c
touch -t 200001010000 joined.c
expect 0 square.c -o joined.c
check "the same bytes" cmp -s joined.c before.c
check "a new time stamp" test -n "$(find joined.c -newer square.c)"

# Mode and links.
check "a new file's mode is the umask's" test "$(stat -c %a joined.c)" = 644
chmod 600 joined.c
expect 0 square.c -o joined.c
check "the old mode is kept" test "$(stat -c %a joined.c)" = 600
mkdir real
ln -s real/linked.c link.c
expect 0 square.c -o link.c
check "a link stays a link" test -L link.c
holds real/linked.c "square_grad("
chmod 640 real/linked.c
expect 0 square.c -o link.c
check "a link stays a link, again" test -L link.c
check "the mode behind the link is kept" test "$(stat -c %a real/linked.c)" = 640

# What is no regular file.
mkfifo pipe
timeout 60 cat pipe >piped &
expect 0 square.c -o pipe
wait
check "a FIFO is written to" cmp -s piped reference
check "a FIFO stays one" test -p pipe
echo first >log
"$adgen" square.c -o /dev/stdout >>log
check "/dev/stdout is appended to" test "$(head -n 1 log)" = first
holds log "square_grad("

# Failures: exit status 3, the path and the reason.
expect 3 square.c -o nowhere/grad.c
says "'nowhere/grad.c': No such file or directory"
one_error
expect 3 square.c -o real
says "'real': Is a directory"
expect 3 square.c -o square.c/grad.c
says "Not a directory"
if [ -c /dev/full ]; then
    expect 3 square.c -o /dev/full
    says "No space left on device"
    call='square.c > /dev/full'
    "$adgen" square.c >/dev/full 2>err
    status=$?
    check "a full disk behind standard output" test "$status" -eq 3
    says "No space left on device"
    "$adgen" --help >/dev/full 2>err
    status=$?
    check "--help to a full disk" test "$status" -eq 3
fi
call='square.c >&-'
"$adgen" square.c >&- 2>err
status=$?
check "a closed standard output" test "$status" -eq 3
if ! is_root; then
    mkdir locked
    chmod 555 locked
    expect 3 square.c -o locked/grad.c
    says "Permission denied"
    chmod 755 locked
    echo kept >readonly.c
    chmod 444 readonly.c
    expect 3 square.c -o readonly.c
    says "Permission denied"
    check "it is as it was" test "$(cat readonly.c)" = kept
fi

# All or nothing: one output that fails leaves the others alone.
echo kept >kept.c
expect 3 square.c -o kept.c --header nowhere/grad.h
check "-o is untouched where --header fails" test "$(cat kept.c)" = kept
expect 3 square.c -o nowhere/grad.c --header kept.h
is_missing kept.h
expect 3 square.c -o kept.c --header kept.h -MD -MF nowhere/grad.d
check "-o is untouched where the depfile fails" test "$(cat kept.c)" = kept
is_missing kept.h
call='square.c -o kept.c, with no file larger than nothing'
(
    trap '' XFSZ
    ulimit -f 0
    exec "$adgen" square.c -o kept.c >/dev/null 2>&1
)
status=$?
check "a limit on the size of files" test "$status" -eq 3
check "-o is untouched at that limit" test "$(cat kept.c)" = kept
if [ -c /dev/full ]; then
    call='square.c --header kept.h > /dev/full'
    "$adgen" square.c --header kept.h >/dev/full 2>err
    status=$?
    check "standard output fails" test "$status" -eq 3
    is_missing kept.h
fi

# An output that is the input, by whatever name; two outputs that are one file.
cp square.c own.c
ln -s own.c alias.c
ln own.c hard.c
mkdir sub
for option in -o --header; do
    for path in own.c ./own.c sub/../own.c alias.c hard.c "$PWD/own.c"; do
        expect 2 own.c "$option" "$path"
        says "overwrite"
        one_error
    done
done
expect 2 alias.c -o own.c
expect 2 own.c -o new.c -MD -MF own.c
says "overwrite"
call='own.c >>own.c'
"$adgen" own.c >>own.c 2>err
status=$?
check "standard output that is the input" test "$status" -eq 2
check "the input is as it was" cmp -s own.c square.c
expect 2 own.c -o same.c --header ./same.c
says "same file"
is_missing same.c
expect 2 own.c -o same.c -MD -MF sub/../same.c

# An output that the input includes: only what adgen has written before is replaced.
printf 'double helper(double x);\n' >own.h
{ echo '#include "own.h"'; cat square.c; } >includes.c
for option in -o --header; do
    expect 2 includes.c "$option" sub/../own.h
    says "would overwrite"
    one_error
    holds own.h "helper"
done
expect 0 square.c -o square_grad.c --header square_grad.h
{ echo '#include "square_grad.h"'; cat square.c; } >again.c
expect 0 again.c -o again_grad.c --header square_grad.h

# A reader that stops early, and a reader that never reads: no file, no temporary file.
"$adgen" square.c --header kept.h | :
no_leftovers

no_leftovers
finish
