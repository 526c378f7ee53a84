# awk -f plot.awk gradients.json: what gradients cost as multiples of the primal, as an SVG: a panel for each program,
# and three bars for each workload.  The scale is logarithmic; bars begin at 1, the primal itself.

function log10(x) { return log(x) / log(10) }
function height_of(ratio) { return 58 * log10(ratio) }
function left_of(index_in) { return 70 + 46 * (index_in - 1) }
function base_of(panel) { return 110 + 250 * (panel - 1) + 58 * top_decade }
function write_text(class, x, y, what) {
    printf "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, x, y, what
}

# The number after a key, at or after the place where another one is.
function number_in(line, from, key,    rest) {
    rest = substr(line, index(line, "\"" from "\": "))
    if (rest ~ "^\"" from "\": null")
        return 0
    rest = substr(rest, index(rest, "\"" key "\": ") + length(key) + 4)
    return rest + 0
}

function text_in(line, key,    rest) {
    rest = substr(line, index(line, "\"" key "\": \"") + length(key) + 5)
    return substr(rest, 1, index(rest, "\"") - 1)
}

function write_bar(class, x, panel, ratio,    tall) {
    if (ratio <= 0)
        return
    tall = height_of(ratio)
    printf "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"12\" height=\"%.1f\"/>\n", class, x,
           base_of(panel) - (tall > 0 ? tall : 0), (tall > 0 ? tall : -tall)
}

function write_grid(panel,    k, step, at) {
    for (k = 0; k <= top_decade; k++)
        for (step = 1; step <= 5; step = step == 1 ? 2 : step + 3) {
            if (k == top_decade && step > 1)
                break
            at = base_of(panel) - height_of(step * 10 ^ k)
            printf "<path class=\"%s\" d=\"M62 %.1fH%d\"/>\n", (step == 1 ? "line" : "thin"), at, wide - 20
            if (step == 1)
                write_text("scale", 56, at + 4, 10 ^ k)
        }
}

function write_key(    x) {
    x = wide / 2 - 150
    printf "<rect class=\"hand\" x=\"%d\" y=\"50\" width=\"12\" height=\"12\"/>\n", x
    printf "<rect class=\"adgen\" x=\"%d\" y=\"50\" width=\"12\" height=\"12\"/>\n", x + 100
    printf "<rect class=\"adolc\" x=\"%d\" y=\"50\" width=\"12\" height=\"12\"/>\n", x + 190
    write_text("key", x + 18, 60, "by hand")
    write_text("key", x + 118, 60, "adgen")
    write_text("key", x + 208, 60, "ADOL-C")
}

/^\{"program"/ {
    title[++panels] = text_in($0, "program")
    next
}

/^\{"name"/ {
    count[panels]++
    most = count[panels] > most ? count[panels] : most
    name[panels, count[panels]] = text_in($0, "name")
    hand[panels, count[panels]] = number_in($0, "hand", "ratio")
    adgen[panels, count[panels]] = number_in($0, "adgen", "ratio")
    adolc[panels, count[panels]] = number_in($0, "adolc", "ratio")
    highest = adgen[panels, count[panels]] > highest ? adgen[panels, count[panels]] : highest
    highest = adolc[panels, count[panels]] > highest ? adolc[panels, count[panels]] : highest
}

END {
    for (top_decade = 1; 10 ^ top_decade < highest && top_decade < 3; top_decade++)
        ;
    wide = left_of(most + 1) + 30
    high = base_of(panels) + 60
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", wide, high,
           wide, high
    print "<style>"
    print "text { font: 13px sans-serif; text-anchor: middle; fill: #222 }"
    print ".head { font-size: 16px; font-weight: bold } .key, .panel { text-anchor: start } .scale { text-anchor: end }"
    print ".panel { font-weight: bold } .name { font-size: 11px; text-anchor: end } .value { font-size: 10px }"
    print ".ground { fill: #fff } .hand { fill: #9aa7b5 } .adgen { fill: #215aa5 } .adolc { fill: #be3c2d }"
    print ".line { stroke: #999 } .thin { stroke: #ddd }"
    print "@media (prefers-color-scheme: dark) { text { fill: #ddd } .ground { fill: #1c1c1c } .thin { stroke: #333 }"
    print ".line { stroke: #666 } .adgen { fill: #4a8be0 } }"
    print "</style>"
    printf "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", wide, high
    write_text("head", wide / 2, 28, "Value and gradient as multiples of the function's own time")
    write_key()
    for (p = 1; p <= panels; p++) {
        write_grid(p)
        write_text("panel", 70, base_of(p) - height_of(10 ^ top_decade) - 10, title[p])
        for (i = 1; i <= count[p]; i++) {
            x = left_of(i)
            write_bar("hand", x, p, hand[p, i])
            write_bar("adgen", x + 13, p, adgen[p, i])
            write_bar("adolc", x + 26, p, adolc[p, i])
            write_text("value", x + 19, base_of(p) - (height_of(adgen[p, i]) > 0 ? height_of(adgen[p, i]) : 0) - 3,
                       sprintf(adgen[p, i] < 9.95 ? "%.1f" : "%.0f", adgen[p, i]))
            printf "<text class=\"name\" transform=\"translate(%.1f %.1f) rotate(-35)\">%s</text>\n", x + 26,
                   base_of(p) + 14, name[p, i]
        }
    }
    print "</svg>"
}
