# What README.md shows is what adgen writes: each block behind a comment `shown: [FUNCTIONS of] COMMAND [in FOLDER]` is held
# against what the command (adgen, its options and a file, or a file) gives in samples/quickstart, or in the folder; of the functions that
# are named, if any, it shows only those.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
top=$here/../..
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

# The definitions of the functions $1, and what stands above each without an empty line between.
functions_of() {
    awk -v names="$1" '
        BEGIN { count = split(names, wanted, " ") }
        /^{/ { inside = 1 }
        !inside && /^$/ { text = ""; named = 0; next }
        { text = text $0 "\n" }
        !inside { for (i = 1; i <= count; i++) if ($0 ~ "^[a-z].*[ *]" wanted[i] "\\(") named = 1 }
        /^}/ { if (named) { printf "%s%s", gap, text; gap = "\n" } inside = named = 0; text = "" }'
}

# What the command $1 gives in the folder where we are.
given() {
    case $1 in
    # shellcheck disable=SC2086
    "adgen "*) "$adgen" ${1#adgen } 2>&1 </dev/null ;;
    *) cat "$1" ;;
    esac
}

sed -n 's/^<!-- shown: \(.*\) -->$/\1/p' "$top/README.md" >commands
check "README.md shows something" test -s commands
while read -r line; do
    shown "$line" >wanted
    folder=samples/quickstart
    command=$line
    case $command in *" in "*) folder=${command##* in } command=${command% in *} ;; esac
    (cd "$top/$folder" && given "${command##* of }") >got
    case $command in *" of "*) functions_of "${command% of *}" <got >part && mv part got ;; esac
    check "README.md shows something of '$line'" test -s wanted
    diff -u wanted got >err
    check "README.md shows what '$line' gives" test ! -s err
done <commands
finish
