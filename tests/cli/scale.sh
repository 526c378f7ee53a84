# Large functions: what grows with the square of their size would take minutes here, and no other needs more than a second
# or two of the processor.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

shapes=$here/../bench/scale/shapes.awk

# grows SHAPE SIZE MODE FUNCTION: adgen answers within 20 seconds of the processor.
grows() {
    awk -v shape="$1" -v n="$2" -v mode="$3" -f "$shapes" >"$1.c"
    (
        ulimit -t 20
        "$adgen" "$1.c" >out 2>err </dev/null
    )
    status=$?
    call="$1.c ($2, $3)"
    check "it ends in time" test "$status" -eq 0
    prints "$4("
}

grows pairs 2000 GRAD f_grad
grows between 1200 GRAD f_grad
grows small 1500 GRAD f_grad
grows callers 100 GRAD f_grad
grows symbolic 2500 JACOBIAN f_jacobian
grows functions 100 HVP f99_hvp

finish
