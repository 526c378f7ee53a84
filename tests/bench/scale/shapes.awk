# shapes.awk - large inputs of many shapes, to see how the tool grows with them.
#
#     awk -v shape=NAME -v n=COUNT -v mode=GRAD -f shapes.awk        mode: GRAD, HVP, JVP, JACOBIAN

# A number below some limit that looks drawn, the same on every machine.
function draw(limit) {
    seed = (seed * 1103 + 12345) % 65536
    return int(seed * limit / 65536)
}

function head(prototype) { printf "ADGEN_%s()\n%s\n{\n", mode, prototype }

# New locals, each of the one before.
function chain(  i) {
    head("double f(const double x[64])")
    print "    double t0 = x[0];"
    for (i = 1; i <= n; i++)
        printf "    double t%d = t%d * x[%d] + sin(t%d);\n", i, i - 1, draw(64), (i > 9 ? i - 1 - draw(9) : 0)
    printf "    return t%d;\n}\n", n
}

# Sums of pairs of sums: a wide tree.
function tree(  i) {
    head("double f(const double x[64])")
    for (i = 0; i < n; i++)
        if (2 * i + 2 < n)
            continue
        else
            printf "    double t%d = x[%d] * x[%d];\n", i, draw(64), draw(64)
    for (i = n - 1; i >= 0; i--)
        if (2 * i + 2 < n)
            printf "    double t%d = t%d * x[%d] + t%d;\n", i, 2 * i + 1, draw(64), 2 * i + 2
    print "    return t0;\n}"
}

# Each of a late one and of any before.
function graph(  i) {
    head("double f(const double x[64])")
    print "    double t0 = x[0];"
    for (i = 1; i <= n; i++)
        printf i % 5 ? "    double t%d = t%d * 0.5 + t%d * x[%d];\n" : "    double t%d = exp(-t%d * t%d) + x[%d];\n", i, i - 1 - draw(i < 4 ? i : 4), draw(i), draw(64)
    printf "    return t%d + t%d;\n}\n", n, int(n / 2)
}

# One variable, over and over.
function update(  i) {
    head("double f(const double x[64], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf "    a = sin(a + c) * cos(x[%d]);\n", draw(64)
    print "    return a;\n}"
}

# Two variables, each from the other.
function pairs(  i) {
    head("double f(double x, double y)")
    print "    double a = x, b = y;"
    for (i = 0; i < n; i++)
        if (i % 4 == 0)
            printf "    a = a * b + %d.5;\n", i % 7
        else
            print (i % 4 == 1 ? "    b = sin(a) * 0.5;" : i % 4 == 2 ? "    a = a - b * x;" : "    b = b + a / (1.0 + y * y);")
    print "    return a * b;\n}"
}

# Elements of an array with constant indices.
function elements(  i) {
    head("void f(const double x[restrict 64], double y[restrict 64])")
    for (i = 0; i < n; i++)
        printf "    y[%d] = y[%d] * x[%d] + sin(y[%d]);\n", draw(64), draw(64), draw(64), draw(64)
    print "}"
}

# What programs for symbolic calculations write: common subexpressions first, then a lot of outputs.
function symbolic(  i, m) {
    m = int(n / 2)
    head("void f(const double x[restrict 1024], double y[restrict " (n - m) "])")
    for (i = 0; i < m; i++)
        printf "    const double c%d = x[%d] * %s;\n", i, draw(1024), i % 3 ? "x[" draw(1024) "]" : "cos(x[" draw(1024) "])"
    for (i = 0; i < n - m; i++)
        printf "    y[%d] = c%d * c%d - x[%d] * c%d + 2.0 * c%d;\n", i, draw(m), draw(m), draw(1024), draw(m), draw(m)
    print "}"
}

# A long body of a loop.
function body(  i) {
    head("double f(int n, const double x[restrict n], const double w[restrict 64])")
    print "    double s = 0.0, a = 1.0;\n    for (int i = 0; i < n; i++) {\n        double t0 = x[i];"
    for (i = 1; i <= n; i++)
        printf "        double t%d = t%d * w[%d] + sin(t%d);\n", i, i - 1, draw(64), (i > 9 ? i - 1 - draw(9) : 0)
    printf "        a = a * t%d;\n        s += a;\n    }\n    return s;\n}\n", n
}

# Many statements between two loops.
function between(  i) {
    head("double f(int n, double x[restrict n], double c)")
    print "    double a = 0.0;\n    for (int i = 0; i < n; i++) {\n        a += x[i] * c;\n        x[i] = a * a;\n    }"
    for (i = 0; i < n; i++)
        printf "    a = sin(a + c) * cos(x[%d]);\n", draw(64)
    print "    for (int i = 1; i < n; i++)\n        x[i] = x[i] * x[i - 1] * a;\n    return a + x[n - 1];\n}"
}

# Loops one after the other.
function loops(  i) {
    head("double f(int n, double x[restrict n], double y[restrict n], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        if (i % 3 == 0)
            print "    for (int i = 0; i < n; i++)\n        y[i] = sin(x[i]) * a;"
        else if (i % 3 == 1)
            print "    for (int i = 0; i < n; i++)\n        a += y[i] * x[i];"
        else
            print "    for (int i = 1; i < n; i++)\n        x[i] = x[i - 1] * y[i] + c;"
    print "    return a;\n}"
}

# Small loops one after the other.
function small(  i) {
    head("double f(const double x[restrict 64], double y[restrict 64])")
    print "    double a = 0.0;"
    for (i = 0; i < n; i++)
        if (i % 2)
            printf "    for (int i = 0; i < 4; i++)\n        a += y[i + %d] * x[i];\n", draw(60)
        else
            printf "    for (int i = 0; i < 4; i++)\n        y[i + %d] = x[i] * a + %d.0;\n", draw(60), i % 7
    print "    return a;\n}"
}

# Loops within the steps of a loop.
function steps(  i) {
    head("double f(int n, int steps, double x[restrict n], double y[restrict n], double c)")
    print "    double a = c;\n    for (int t = 0; t < steps; t++) {"
    for (i = 0; i < n; i++)
        if (i % 3 == 0)
            print "        for (int i = 0; i < n; i++)\n            y[i] = y[i] + sin(x[i]) * c;"
        else if (i % 3 == 1)
            print "        for (int i = 0; i < n; i++)\n            a += y[i] * x[i];"
        else
            print "        for (int i = 1; i < n; i++)\n            x[i] = x[i] * y[i - 1] + c;"
    print "    }\n    return a;\n}"
}

# Loops in loops in conditions.
function nest(  i) {
    head("double f(int n, const double x[restrict n], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf (i % 2 ? "    if (x[%d] > 0.1) { a *= x[%d];\n" : "    for (int i%d = 0; i%d < 2; i%d++) { a = sin(a) * x[%d];\n"), i, i, i, i
    for (i = 0; i < n; i++)
        print "    a += c * x[1]; }"
    print "    return a;\n}"
}

# Conditions one after the other.
function ifs(  i) {
    head("double f(const double x[64], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf "    if (a > x[%d])\n        a = a * x[%d];\n    else\n        a = sin(a) + c;\n", draw(64), draw(64)
    print "    return a;\n}"
}

function cases(  i) {
    head("double f(const double x[64], int k, double c)")
    print "    double a = c;\n    switch (k) {"
    for (i = 0; i < n; i++)
        printf "    case %d:\n        a = sin(a) * x[%d];\n%s", i, draw(64), i % 10 == 9 ? "" : "        break;\n"
    print "    default:\n        a = c * c;\n    }\n    return a * x[0];\n}"
}

# One call each of many functions.
function helpers(  i) {
    for (i = 0; i < n; i++)
        printf "static double h%d(double a, double b)\n{\n    double t = a * %d.0;\n    return sin(t) * b + t;\n}\n\n", i, i + 1
    head("double f(const double x[64], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf "    a = h%d(a, x[%d]);\n", i, draw(64)
    print "    return a;\n}"
}

# Many calls of one function.
function calls(  i) {
    print "static double h(double a, double b)\n{\n    double t = a * b;\n    return sin(t) * b + t;\n}\n"
    head("double f(const double x[64], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf "    a = h(a, x[%d]);\n", draw(64)
    print "    return a;\n}"
}

# Many calls of a function with a loop, which is not put into its place.
function summed(  i) {
    print "static double h(int n, const double *x, double b)\n{\n    double s = 0.0;\n    for (int i = 0; i < n; i++)"
    print "        s += sin(x[i] * b) * s;\n    return s;\n}\n"
    head("double f(const double x[64], double c)")
    print "    double a = c;"
    for (i = 0; i < n; i++)
        printf "    a = h(64, x, a + c);\n"
    print "    return a;\n}"
}

# Functions that call one another: each one two of those before it.
function callers(  i) {
    for (i = 0; i < n; i++) {
        printf "double h%d(int n, const double *x, double b)\n{\n    double s = %d.0;\n    for (int i = 0; i < n; i++)\n", i, i + 1
        print "        s += sin(x[i] * b) * s;"
        if (i > 1)
            printf "    s += h%d(n, x, s) * h%d(n, x, b);\n", i - 1 - draw(i < 9 ? i : 9), i - 1 - draw(i < 9 ? i : 9)
        print "    return s;\n}\n"
    }
    head("double f(const double x[64], double c)")
    printf "    return h%d(64, x, c);\n}\n", n - 1
}

# Many functions in a file.
function functions(  i) {
    print "static double shared(double a, double b)\n{\n    return sin(a) * b;\n}\n"
    for (i = 0; i < n; i++) {
        head(mode == "JACOBIAN" ? "void f" i "(const double x[restrict 3], double y[restrict 3])" : \
            "double f" i "(int n, const double x[restrict n], double c)")
        if (mode == "JACOBIAN")
            printf "    for (int i = 0; i < 3; i++)\n        y[i] = shared(x[i], x[%d]) + %d.0 * x[i];\n}\n\n", i % 3, i
        else
            printf "    double s = %d.0;\n    for (int i = 0; i < n; i++)\n        s += shared(x[i], c) * x[i];\n    return s * c;\n}\n\n", i
    }
}

BEGIN {
    seed = 1
    print "#include <adgen/adgen.h>\n#include <math.h>\n"
    if (shape == "chain") chain()
    else if (shape == "tree") tree()
    else if (shape == "graph") graph()
    else if (shape == "update") update()
    else if (shape == "pairs") pairs()
    else if (shape == "elements") elements()
    else if (shape == "symbolic") symbolic()
    else if (shape == "body") body()
    else if (shape == "between") between()
    else if (shape == "loops") loops()
    else if (shape == "small") small()
    else if (shape == "steps") steps()
    else if (shape == "nest") nest()
    else if (shape == "ifs") ifs()
    else if (shape == "cases") cases()
    else if (shape == "helpers") helpers()
    else if (shape == "calls") calls()
    else if (shape == "summed") summed()
    else if (shape == "callers") callers()
    else if (shape == "functions") functions()
    else exit 1
}
