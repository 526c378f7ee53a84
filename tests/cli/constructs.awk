# The table of constructs: awk -f tests/cli/constructs.awk tests/cases/constructs/*.c >tests/cases/constructs/README.md
#
# check-construct: group | title | paragraph of C11, or whose extension; the lines behind it say what becomes of it.  A function
# whose name ends in _inactive has it on data without derivatives; so have errors behind a fourth field, "inactive".

function trim(text) {
    gsub(/^ +| +$/, "", text)
    return text
}

function add(what) {
    if (data[title, form] == "")
        data[title, form] = what
    else if (index(data[title, form], what) == 0)
        data[title, form] = data[title, form] ", " what
}

/^ \* check-construct: / {
    sub(/^ \* check-construct: /, "")
    gsub(/\\\|/, "\001")
    split($0, field, "|")
    group = trim(field[1])
    title = group SUBSEP trim(field[2])
    refused_form = trim(field[4]) == "inactive" ? "inactive" : "active"
    if (!(group in groups)) {
        groups[group] = 1
        group_order[++group_count] = group
    }
    if (!(title in titles)) {
        titles[title] = trim(field[3])
        order[++count] = title
    }
}

/^ \* check-(gradient|call): / {
    name = $3
    sub(/\(.*/, "", name)
    form = name ~ /_inactive$/ ? "inactive" : "active"
    add("right")
}

/^ \* check-error: / {
    form = refused_form
    add("refused [" $3 "]")
}

END {
    print "# What becomes of each construct of C"
    print ""
    print "Made from the cases in this folder by `tests/cli/constructs.awk`, which says how; `ctest -R cli.constructs` compares. Active"
    print "data carry derivatives. *Right*: the gradient agrees with the oracle. *Refused*: at the construct's line, with this id."
    for (g = 1; g <= group_count; g++) {
        printf "\n## %s\n\n| construct | C11 | on active data | on inactive data |\n| --- | --- | --- | --- |\n", group_order[g]
        for (i = 1; i <= count; i++) {
            split(order[i], part, SUBSEP)
            if (part[1] != group_order[g])
                continue
            line = sprintf("| %s | %s | %s | %s |", part[2], titles[order[i]], data[order[i], "active"], data[order[i], "inactive"])
            gsub(/\001/, "\\|", line)
            print line
        }
    }
    printf "\n%d constructs.\n", count
}
