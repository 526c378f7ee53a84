# --dump-ir and --stop-after.
. "$(dirname "$0")/lib.sh"

for stage in frontend normal activity derive simplify emit; do
    expect 0 square.c --dump-ir=$stage
    prints "func "
    prints "square"
    lacks out "#include"
    silent
    mv out "$stage.ir"
    expect 0 square.c --dump-ir $stage
    check "the same dump each time" cmp -s out "$stage.ir"
    expect 0 square.c --dump-ir=$stage -o dump.ir
    check "-o takes the dump" cmp -s dump.ir "$stage.ir"
    expect 0 square.c --dump-ir=$stage --stop-after=emit
    check "a dump does not depend on what follows" cmp -s out "$stage.ir"
done
holds activity.ir " active"
holds derive.ir "square_grad"
lacks normal.ir "square_grad"

for stage in frontend normal activity derive simplify; do
    rm -f none.c
    expect 0 square.c --stop-after=$stage -o none.c
    prints_nothing
    is_missing none.c
done
expect 0 square.c --stop-after=emit
prints "square_grad("

finish
