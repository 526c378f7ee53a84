# The table of constructs is what the cases say, and README.md names every id that adgen refuses with, each with a case.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
top=$here/../..
cases=$top/tests/cases
call="(the table of constructs)"
status=0
: >err

# ---- tests/cases/constructs/README.md ----

awk -f "$here/constructs.awk" "$cases"/constructs/*.c >table.md
diff -u "$cases/constructs/README.md" table.md >err
check "awk -f tests/cli/constructs.awk tests/cases/constructs/*.c >tests/cases/constructs/README.md: run it" test ! -s err
constructs=$(sed -n 's/^\([0-9]*\) constructs\.$/\1/p' table.md)
check "there should be at least 130 constructs, not $constructs" test "${constructs:-0}" -ge 130
grep '|  |' table.md >err
check "each construct is held on active and on inactive data" test ! -s err
grep '| [^|]*right, refused\|| [^|]*refused[^|]*, right' table.md >err
check "no construct is both right and refused" test ! -s err

# ---- README.md ----

# Ids that no input is known for, or that are not about input at all (rule files: rules.sh has them; what is checked: check.sh).
without_case='adgen-parse adgen-too-complex adgen-sizeof adgen-database adgen-dump adgen-rule adgen-check'

grep -rhoE '"adgen-[a-z-]*[a-z]"' "$top/tool" --include=*.c | tr -d '"' | sort -u >ids
sed -n 's/^|.*| \(\[adgen-.*\]\) |$/\1/p' "$top/README.md" | grep -oE 'adgen-[a-z-]+' | sort -u >named
check "adgen has ids" test -s ids
diff ids named >err
check "README.md's table names the ids that adgen emits, and no other" test ! -s err
sed -nE 's/^ \* check-error: (adgen-[a-z-]+).*/\1/p' "$cases"/*/*.c | sort -u >tried
for id in $without_case; do echo "$id"; done | sort >excused
sort -u tried excused | comm -23 ids - >err
check "each id has a case that is refused with it" test ! -s err
comm -12 tried excused >err
check "ids that have a case need no excuse" test ! -s err
finish
