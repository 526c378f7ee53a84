# awk -f vector.awk SOURCE... REMARKS...: which innermost loops of functions and of their gradients are vectorised.
#
# Remarks are PROGRAM.remarks, what a compiler says of all sources under the options of that program; loops and how far
# they reach are found in the sources by indentation.  A loop of which a compiler says nothing is none any more:
# unrolled, or a call of memset or memcpy.

function base_name(path) {
    sub(/.*\//, "", path)
    return path
}

function indent_of(line) {
    match(line, /^ */)
    return RLENGTH
}

# Loops end where a line is not further in; a loop in which another one begins is not innermost.
function close_loops(file, indent, at,    l) {
    while (depth > 0 && open_indent[depth] >= indent) {
        l = open_loop[depth--]
        last[l] = at
    }
}

function innermost_at(file, at,    l, found) {
    found = 0
    for (l = first_of[file]; l && l <= last_of[file]; l++)
        if (inner[l] && begin[l] <= at && at <= last[l])
            found = l
    return found
}

function program_of(path) {
    path = base_name(path)
    sub(/\.remarks$/, "", path)
    return path
}

# What is said, without advice, and without the compiler's own names.
function reason_of(text) {
    sub(/.*not vectorized[:,] */, "", text)
    sub(/.*missed: */, "", text)
    sub(/ *\[-R[^]]*\]$/, "", text)
    sub(/[;.] .*/, "", text)
    sub(/[.:] *$/, "", text)
    sub(/data-refs .*/, "elements of arrays", text)
    sub(/(: | stmt).*/, "", text)
    return text
}

# gcc tries several lengths of vectors, and most of what it says of a loop is why the last and shortest would not do;
# what hinders all of them is said by few remarks, from the one that explains most to those that explain something.
function weight_of(text) {
    if (text ~ /remark: /)
        return 1
    if (text ~ /possible dependence between data-refs/)
        return 5
    if (text ~ /control flow in loop|function is not vectorizable|loop contains function calls|statement clobbers/)
        return 4
    if (text ~ /relevant stmt not supported|not vectorized, /)
        return 3
    if (text ~ /[Uu]nsupported pattern|reduction used in loop|cycle pattern|reduc op not supported/)
        return 2
    return text ~ /no vectype|data-type|grouped stores|basic block|not vectorized: *$/ ? 0 : 1
}

FILENAME ~ /\.c$/ {
    file = base_name(FILENAME)
    if (FNR == 1) {
        depth = 0
        first_of[file] = loops + 1
        files[++file_count] = file
    }
    if ($0 ~ /^ *$/ || $0 ~ /^ *(\/\*|\*)/)
        next
    close_loops(file, indent_of($0), FNR - ($0 !~ /^ *\}/))
    if ($0 ~ /^ *(for|while) \(/ || $0 ~ /^ *do( |$)/) {
        for (k = 1; k <= depth; k++)
            inner[open_loop[k]] = 0
        loops++
        begin[loops] = FNR
        inner[loops] = 1
        head[loops] = $0
        sub(/^ */, "", head[loops])
        open_loop[++depth] = loops
        open_indent[depth] = indent_of($0)
        last_of[file] = loops
    }
    next
}

FNR == 1 {
    program = program_of(FILENAME)
    programs[++program_count] = program
}

match($0, /^[^:]+\.c:[0-9]+:[0-9]+: /) {
    split($0, place, ":")
    loop = innermost_at(base_name(place[1]), place[2] + 0)
    if (!loop)
        next
    if ($0 ~ /optimized: loop vectorized/ || $0 ~ /remark: vectorized loop/)
        vectorised[program, loop] = 1
    else if ($0 ~ /couldn.t vectorize loop/ || $0 ~ /loop not vectorized \[/)
        missed[program, loop] = 1
    else if ($0 ~ /not vectorized[:,] |missed: /) {
        weight = weight_of($0)
        if (($0 ~ /not vectorized/ || weight > 1) && weight > told_weight[program, loop]) {
            told_weight[program, loop] = weight
            why[program, loop] = reason_of($0)
        }
    }
}

# Of those that are still loops.
function share(program, file,    l, all, done) {
    all = done = 0
    for (l = first_of[file]; l && l <= last_of[file]; l++)
        if (inner[l]) {
            done += (program, l) in vectorised
            all += ((program, l) in vectorised) || ((program, l) in missed)
        }
    return done "/" all
}

END {
    printf "%-14s", "innermost loops"
    for (p = 1; p <= program_count; p++)
        printf " %20s", programs[p]
    printf "\n%-14s", "vectorised"
    for (p = 1; p <= program_count; p++)
        printf " %20s", "function  gradient"
    print ""
    for (f = 1; f <= file_count; f++) {
        if (files[f] ~ /_grad\.c$/)
            continue
        name = files[f]
        sub(/\.c$/, "", name)
        printf "%-15s", name
        for (p = 1; p <= program_count; p++)
            printf " %9s %10s", share(programs[p], files[f]), share(programs[p], name "_grad.c")
        print ""
    }
    print "\nInnermost loops of gradients that are not vectorised:"
    for (f = 1; f <= file_count; f++) {
        if (files[f] !~ /_grad\.c$/)
            continue
        for (l = first_of[files[f]]; l && l <= last_of[files[f]]; l++) {
            told = 0
            for (p = 1; inner[l] && p <= program_count; p++)
                if (((programs[p], l) in missed) && !((programs[p], l) in vectorised)) {
                    if (!told++)
                        printf "\n%s:%d: %s\n", files[f], begin[l], head[l]
                    printf "    %-13s %s\n", programs[p], why[programs[p], l]
                }
        }
    }
}
