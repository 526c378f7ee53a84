# What README.md shows is what adgen writes: each block behind a comment `shown: COMMAND` (adgen and a file, or a file) is
# held against what that gives in samples/quickstart.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
top=$here/../..
samples=$top/samples/quickstart
call="README.md"
status=0
: >err

# The block behind the comment that shows $1.
shown() {
    awk -v want="<!-- shown: $1 -->" '
        $0 == want { found = 1; next }
        found && /^```/ { if (inside) exit; inside = 1; next }
        found && inside { print }' "$top/README.md"
}

sed -n 's/^<!-- shown: \(.*\) -->$/\1/p' "$top/README.md" >commands
check "README.md shows something" test -s commands
while read -r command; do
    shown "$command" >wanted
    case $command in
    "adgen "*) (cd "$samples" && "$adgen" "${command#adgen }") >got 2>&1 </dev/null ;;
    *) cat "$samples/$command" >got ;;
    esac
    diff -u wanted got >err
    check "README.md shows what '$command' gives" test ! -s err
done <commands
finish
