# awk -f plot.awk chosen.c modes.csv: which mode has the Jacobian of n inputs and m outputs sooner, as an SVG.
#
# Each cell says how many times as fast the faster mode is; the line goes between the shapes for which adgen chooses
# forward mode and those for which it chooses reverse mode, as chosen.c, which it has written, calls one or the other.

function channel(to, share) { return int(244 + (to - 244) * share + 0.5) }
function mixed(red, green, blue, share) {
    return sprintf("#%02x%02x%02x", channel(red, share), channel(green, share), channel(blue, share))
}

# From nearly white to blue where forward mode is faster, to red where reverse mode is.
function colour(doublings,    share) {
    share = doublings < 0 ? -doublings : doublings
    share = share > 8 ? 1 : (share / 8) ^ 0.6
    if (doublings < 0)
        return mixed(33, 90, 165, share)
    return mixed(190, 60, 45, share)
}

function left(column) { return 90 + 58 * column }
function top(row) { return 70 + 36 * (8 - row) }
function write_text(class, x, y, what) {
    printf "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", class, x, y, what
}

function write_cell(column, row, forward, reverse,    doublings, factor, strong) {
    doublings = log(forward / reverse) / log(2)
    factor = forward > reverse ? forward / reverse : reverse / forward
    strong = doublings > 4 || doublings < -4
    printf "<rect x=\"%d\" y=\"%d\" width=\"58\" height=\"36\" ", left(column), top(row)
    printf "fill=\"%s\"/>\n", colour(doublings)
    write_text(strong ? "in strong" : "in", left(column) + 29, top(row) + 23,
               sprintf(factor < 9.95 ? "%.1f" : "%.0f", factor))
}

# Where neighbours are calculated by different modes.
function write_choice(    column, row) {
    for (column = 0; column < 9; column++)
        for (row = 0; row < 9; row++) {
            if (column < 8 && choice[column, row] != choice[column + 1, row])
                printf "<path d=\"M%d %dv36\"/>\n", left(column + 1), top(row)
            if (row < 8 && choice[column, row] != choice[column, row + 1])
                printf "<path d=\"M%d %dh58\"/>\n", left(column), top(row)
        }
}

function write_axes(    k) {
    for (k = 0; k < 9; k++) {
        write_text("mark", left(k) + 29, top(0) + 56, 2 ^ k)
        write_text("mark", left(0) - 22, top(k) + 23, 2 ^ k)
    }
    write_text("mark", left(4) + 29, top(0) + 80, "n, the number of inputs")
    printf "<text class=\"mark\" transform=\"translate(32 %d) rotate(-90)\">", top(4) + 18
    print "m, the number of outputs</text>"
}

function write_key(    k, y) {
    y = top(0) + 104
    for (k = -8; k <= 8; k++)
        printf "<rect x=\"%d\" y=\"%d\" width=\"18\" height=\"14\" fill=\"%s\"/>\n", left(4) + 20 + 18 * k, y, colour(k)
    write_text("mark", left(4) - 124, y + 32, "forward 256 times as fast")
    write_text("mark", left(4) + 182, y + 32, "reverse 256 times as fast")
}

BEGIN {
    FS = ","
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 520\" width=\"640\" height=\"520\">"
    print "<style>"
    print "text { font: 14px sans-serif; text-anchor: middle; fill: #222 }"
    print ".head { font-size: 16px; font-weight: bold } .ground { fill: #fff }"
    print "path { stroke: #111; stroke-width: 3; stroke-linecap: square }"
    print "@media (prefers-color-scheme: dark) { .head, .mark { fill: #ddd } .ground { fill: #1c1c1c } }"
    print ".in { font-size: 13px; fill: #222 } .strong { fill: #fff }"
    print "</style>"
    print "<rect class=\"ground\" width=\"640\" height=\"520\"/>"
    write_text("head", 350, 28, "How many times as fast the faster mode is")
    write_text("mark", 350, 52, "whole Jacobians of y = tanh(a x); the line is what adgen chooses")
    for (k = 0; k < 9; k++)
        exponent[2 ^ k] = k
}

FILENAME ~ /\.c$/ {
    if (match($0, /Calls layer_[0-9]+_[0-9]+_(tangent|adjoint)/)) {
        split(substr($0, RSTART, RLENGTH), word, "_")
        choice[exponent[word[2]], exponent[word[3]]] = word[4]
    }
    next
}

$1 + 0 > 0 { write_cell(exponent[$1], exponent[$2], $4, $5) }

END {
    write_choice()
    write_axes()
    write_key()
    print "</svg>"
}
