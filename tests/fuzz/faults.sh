#!/bin/sh
# Whether the fuzzer sees what is wrong: faults planted in what adgen writes, one of each kind, and each must be reported as what it is.
#
# usage: sh faults.sh FUZZ ADGEN FOLDER
set -u
umask 022
fuzz=$1
work=$3
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1
FAULTS_ADGEN=$2
FAULTS_PLANTED=$work/planted
export FAULTS_ADGEN FAULTS_PLANTED FAULT
checks=0
failures=0

# adgen with a fault: what it writes is changed by the script of the fault's name, where that finds something to change.
cat >adgen <<'END'
#!/bin/sh
output=
last=
for argument in "$@"; do
    [ "$last" != -o ] || output=$argument
    last=$argument
done
"$FAULTS_ADGEN" "$@" 2>"$FAULTS_PLANTED.said"
status=$?
case $FAULT-$status in
accepts-1) touch "$FAULTS_PLANTED"; : >"$output"; exit 0 ;;
leaves-1) touch "$FAULTS_PLANTED"; echo 'int x;' >"$output" ;;
reason-1) touch "$FAULTS_PLANTED"; sed -i 's/\[adgen-[a-z]*\]/[adgen-other]/' "$FAULTS_PLANTED.said" ;;
line-1) touch "$FAULTS_PLANTED"; sed -i 's/\.c:\([0-9]*\):/.c:1\1:/' "$FAULTS_PLANTED.said" ;;
unstable-0) touch "$FAULTS_PLANTED"; echo "/* $$ */" >>"$output" ;;
warning-0) touch "$FAULTS_PLANTED"; echo 'static int never(void) { return 0; }' >>"$output" ;;
crash-0) touch "$FAULTS_PLANTED"; kill -SEGV $$ ;;
*-0)
    script=$(dirname "$0")/$FAULT.awk
    if [ -f "$script" ] && awk -f "$script" "$output" >"$output.planted" && ! cmp -s "$output" "$output.planted"; then
        touch "$FAULTS_PLANTED"
        mv "$output.planted" "$output"
    fi
    rm -f "$output.planted"
    ;;
esac
cat "$FAULTS_PLANTED.said" >&2
exit $status
END
chmod +x adgen

# plant NAME SCRIPT: what awk does to the generated file.  `adjoint` is a statement for a parameter's adjoint that surely runs.
plant() {
    printf 'function scaled(by) { sub(/ = /, " = " by " * (") || sub(/ [+]= /, " += " by " * ("); sub(/;$/, ");"); planted = 1 }\n' >"$1.awk"
    printf '/^[a-z].*[(]/ { reverse = /_(grad|vjp)[(]/; forward = /_jvp[(]/; second = /_hvp[(]/; partner = /f_[0-9]+b_/ }\n' >>"$1.awk"
    printf '{ adjoint = !planted && !second && /^    [*][a-z0-9]+_adj [+]= [^;]*;$/ }\n%s\n{ print }\n' "$2" >>"$1.awk"
}

plant factor 'adjoint && reverse { scaled("0.999") }'
plant no_sum 'adjoint && reverse { sub(/ [+]= /, " = "); planted = 1 }'
plant not_zero '!planted && reverse && /_acc = 0[.]0;$/ { sub(/0[.]0;/, "1e-9;"); planted = 1 }'
plant result '!planted && reverse && /^    return [^;]*;$/ { sub(/return /, "return 0.999 * ("); sub(/;$/, ");"); planted = 1 }'
plant memory '!planted && reverse && /^    y[0-9]+[[][^;]* = [^;]*;$/ { planted = 1; next }'
plant bound '!planted && /_at = adgen_allocate[(][a-z0-9]+, / { sub(/, /, " - 1, "); planted = 1 }'
plant freed '/^[a-z].*[(]/ { name = "" }
!planted && /_at = adgen_allocate[(]/ { name = $2; sub(/^[*]/, "", name) }
/backward pass [*]\/$/ && !planted && reverse && name { print "    free(" name ");"; planted = name }
planted && $0 == "    free(" planted ");" { next }'
plant tangent '!planted && forward && /^    [*]result_dot = [^;]*;$/ { scaled("0.999") }'
plant hessian '!planted && second && /^    [*][a-z0-9]+_adj_dot [+]= [^;]*;$/ { scaled("0.999") }'
plant partner 'adjoint && reverse && partner { sub(/ [+]= /, " += 2e-12 + "); planted = 1 }'

# try FAULT ONLY WORDS: in a program that has room for the fault it is reported, in these words.  (One that sits where nothing
# comes by, or where all adjoints are zero, is none; one that makes another fault of itself, such as a leak, is reported as that.)
try() {
    FAULT=$1
    checks=$((checks + 1))
    : >others
    for seed in 0 4 8 12 16 160 164 168 172 176 320 324 328 332 336; do
        rm -f planted
        "$fuzz" --seed $seed --count 1 --jobs 1 --only "$2" --quick --adgen "$work/adgen" --work "$work/work" --found "$work/found" >out 2>&1
        status=$?
        [ -e planted ] && [ $status -ne 0 ] || continue
        grep -q -e "$3" out && return
        printf 'planted in seed %s, it is reported as: ' $seed >>others
        grep -e fails -e 'the twin' out | head -1 >>others
    done
    cat others
    failures=$((failures + 1))
    printf 'FAILED: %s: no program is reported that says: %s\n' "$1" "$3"
}

FAULT=none
"$fuzz" --seed 0 --count 4 --jobs 1 --quick --adgen "$work/adgen" --work "$work/work" --found "$work/found" >out 2>&1 || {
    failures=$((failures + 1))
    echo 'FAILED: something is wrong with programs that no fault is planted in'
    cat out
}
try factor programs 'adjoint'
try no_sum programs 'adjoint'
try not_zero programs 'adjoint'
try result programs 'the result is'
try memory programs 'after the call'
try bound programs 'heap-buffer-overflow'
try freed programs 'use-after-free\|adjoint'
try tangent programs 'along a direction, forward'
try hessian programs 'the Hessian-vector product'
try partner programs 'the function that is the same says'
try unstable programs 'something else when it was run again'
try warning programs 'does not compile'
try crash programs 'status 139'
try accepts twins 'exit status is 0, not 1'
try leaves twins 'touched the output file'
try reason twins 'but adgen-other'
try line twins 'no error adgen-'
printf '%d checks, %d failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
