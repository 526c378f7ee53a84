# Options of a compiler: passed on, left out, or refused; compile_commands.json.
. "$(dirname "$0")/lib.sh"

mkdir inc sys
printf '#define FACTOR 3.0\n' >inc/factor.h
printf '#define OFFSET 1.0\n' >sys/offset.h
cat >needs.c <<'END'
#include "factor.h"
#include <offset.h>
#if defined WITH && !defined WITHOUT && LEVEL == 2
double scaled(double x)
{
    return FACTOR * x * x + OFFSET;
}
#endif
END
request='--grad scaled'

# In every spelling, before and after "--".
expect 0 needs.c $request -Iinc -isystem sys -DWITH -DLEVEL=2
prints "scaled_grad("
silent
expect 0 $request -I inc -isystemsys -D WITH -D LEVEL=2 -DWITHOUT -U WITHOUT needs.c
prints "scaled_grad("
expect 0 needs.c $request -- -I inc -idirafter sys -D WITH -DLEVEL=2
prints "scaled_grad("
expect 0 needs.c $request -Iinc -iquote inc -- -isystem sys -Wp,-DWITH,-DLEVEL=2
prints "scaled_grad("
printf '#define WITH\n#define LEVEL 2\n' >config.h
expect 0 needs.c $request -Iinc -Isys -include config.h
prints "scaled_grad("
expect 1 needs.c $request -Iinc
says "'offset.h' file not found"
expect 1 needs.c $request -Iinc -Isys
says "scaled"

# The language.
printf 'double f(double x) { for (int i = 0; i < 2; i++) x = x * x; return x; }\n' >loop.c
expect 0 loop.c --grad f -std=c99
expect 0 loop.c --grad f -std=gnu11 -Wall -Wextra -Wno-such-warning -Werror -pedantic -fno-builtin -ffast-math -m64
silent
expect 1 loop.c --grad f -std=none
says "error:"

# What a compiler's command line holds besides: left out, and nothing of it written.
expect 0 loop.c --grad f -- -c -o loop.o -O2 -g3 -pipe -fopenmp -fPIC -MD -MF own.d -MT loop.o -L. -lm -pthread -Wl,-s -Wp,-MMD,own.d
prints "f_grad("
for file in loop.o loop.d own.d; do
    is_missing "$file"
done
expect 2 loop.c --grad f -- -fsyntax-only -Xclang -load
says "'-Xclang'"
expect 2 loop.c --grad f -- -Wp,-frobnicate,--dangerous
expect 0 loop.c --grad f -fplugin=./code.so -fdump-tree-all
prints "f_grad("

# compile_commands.json, with its own folder for relative paths.
mkdir build
cp needs.c 'the needs.c'
cat >build/compile_commands.json <<END
[
  { "directory": "$PWD/build", "file": "$PWD/loop.c", "command": "cc -DLEVEL=7 -c ../loop.c" },
  { "directory": "$PWD/build", "file": "../the needs.c",
    "command": "/usr/bin/cc -I../inc -isystem ../sys -include ../config.h -O2 -march=native -MD -MF x.d -o n.o -c '../the needs.c'" },
  { "directory": "$PWD/build", "file": "$PWD/needs.c",
    "arguments": ["cc", "-DWITH=1", "-DLEVEL=2", "-I", "../inc", "-I../sys", "-unknown-to-adgen", "-c", "../needs.c"] }
]
END
expect 0 needs.c $request -p build
prints "scaled_grad("
silent
expect 0 'the needs.c' $request -p=build
prints "scaled_grad("
mkdir elsewhere
(cd elsewhere && exec "$adgen" ../needs.c $request -p ../build >../out 2>../err)
status=$?
check "from another folder" test "$status" -eq 0
is_missing build/x.d
is_missing build/n.o
expect 1 needs.c $request -p build -UWITH
expect 1 square.c -p build
says "it has no entry for 'square.c'"
one_error
expect 3 needs.c $request -p nowhere
says "nowhere/compile_commands.json"
printf 'no JSON' >inc/compile_commands.json
expect 1 needs.c $request -p inc
says "inc/compile_commands.json"

finish
