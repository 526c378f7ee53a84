# awk -f counts.awk json=FILE calls.txt disassembly callgrind.out.1 callgrind.out.2 ...
#
# What one call of each column executes: instructions, and of the program's own those that add, multiply, divide and so
# on, by the address at which valgrind has counted them and the instruction that the disassembly has there; calls of
# libraries by name.  Instructions are those of the program and of the mathematical library: how many malloc and memset
# execute depends on what was freed before, and on how a processor clears memory best.

# What instructions do to numbers, packed ones to several at once.
function kind_of(word) {
    sub(/^v/, "", word)
    if (word !~ /^(f?n?madd|f?n?msub|add|sub|mul|div|sqrt|fmadd|fmsub|fnmadd|fnmsub)[0-9]*[sp][sd]$/)
        return ""
    times = word ~ /p.$/ ? (word ~ /d$/ ? 2 : 4) : 1
    if (word ~ /^f/)
        return "fma"
    return word ~ /^(add|sub)/ ? "add" : word ~ /^mul/ ? "mul" : word ~ /^div/ ? "div" : "sqrt"
}

# The function that users call by the name that glibc gives its code for one processor.
function plain(name) {
    sub(/@.*/, "", name)
    sub(/^_+(ieee754_)?/, "", name)
    gsub(/_(fma4?|avx[0-9]*|sse[0-9]*|ssse3|evex|unaligned|erms|rtm|finite)/, "", name)
    return name
}

# In units that leave three digits.
function short(n) {
    return n < 1e4 ? n : n < 1e7 ? sprintf("%.4gk", n / 1e3) : sprintf("%.4gM", n / 1e6)
}

FILENAME == ARGV[2] {
    work[++asked] = $1
    column[asked] = $2
    next
}

FILENAME == ARGV[3] {
    if ($1 ~ /:$/ && kind_of($2) != "") {
        address = "0x" substr($1, 1, length($1) - 1)
        kind[address] = kind_of($2)
        width[address] = times
    }
    next
}

FNR == 1 {
    part++
    library = 0
}

/^ob=/ { library = $0 !~ /\/scalar$/; maths = $0 ~ /\/libm[.-]/; out_of_it = 0 }
/^cob=/ { out_of_it = $0 !~ /\/scalar$/ }
/^cfn=/ { called = plain(substr($0, 5)) }
/^calls=/ {
    split(substr($1, 7), word, " ")
    if (!library && out_of_it && called !~ /main/) {
        if (!((part, called) in calls))
            names[part] = names[part] " " called
        calls[part, called] += word[1]
    }
    out_of_it = 0
    skip = 1
    next
}
/^0x/ {
    if (skip) {
        skip = 0
        next
    }
    if (library && !maths) {
        elsewhere[part] += $3
        next
    }
    instructions[part] += $3
    if (library)
        inside[part] += $3
    else if ($1 in kind)
        done[part, kind[$1]] += $3 * width[$1]
}

END {
    split("add mul fma div sqrt", kinds, " ")
    printf "%-12s %-7s %12s %6s %9s %9s %9s %9s %9s  %s\n", "workload", "column", "instructions", "/hand", "add",
           "mul", "fma", "div", "sqrt", "calls of libraries"
    print "[" >json
    for (p = 1; p <= asked; p++) {
        printf "%-12s %-7s %12s", (column[p] == "primal" ? work[p] : ""), column[p], short(instructions[p] + 0)
        if (column[p] == "adgen") {
            ratio = instructions[p] / instructions[p - 1]
            sum += log(ratio)
            works++
            most = ratio > most ? ratio : most
            printf " %6.2f", ratio
        } else
            printf " %6s", ""
        printf "{\"name\": \"%s\", \"column\": \"%s\", ", work[p], column[p] >json
        printf "\"instructions\": %d, \"of_libm\": %d, ", instructions[p], inside[p] >json
        printf "\"besides_of_libc\": %d", elsewhere[p] >json
        for (k = 1; k <= 5; k++) {
            printf " %9s", short(done[p, kinds[k]] + 0)
            printf ", \"%s\": %d", kinds[k], done[p, kinds[k]] >json
        }
        printf " "
        printf ", \"calls\": {" >json
        count = split(names[p], name, " ")
        for (k = 1; k <= count; k++) {
            printf " %s %s", name[k], short(calls[p, name[k]])
            printf "%s\"%s\": %d", (k > 1 ? ", " : ""), name[k], calls[p, name[k]] >json
        }
        print ""
        print "}}" (p < asked ? "," : "") >json
    }
    print "]" >json
    printf "adgen/hand: instructions %.2f in the geometric mean, %.2f at most\n", exp(sum / works), most
}
