#include <adgen/adgen.h>
#include <math.h>

/* Formulas as byte code: what a calculator or a model description compiles to. */
enum opcode { OP_END, OP_CONST, OP_LOAD, OP_STORE, OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_NEG, OP_SIN, OP_EXP, OP_DUP, OP_SWAP,
    OP_JUMP_IF_POSITIVE, OP_LOOP };

enum { STACK = 16, VARS = 4 };

typedef struct machine {
    double stack[STACK];
    double *top;                /* the next free place */
    double vars[VARS];
    int    counter;
} machine;

#define PUSH(x) (*m.top++ = (x))
#define POP() (*--m.top)
#define BINARY(op) do { double b_ = POP(); m.top[-1] = m.top[-1] op b_; } while (0)

ADGEN_GRAD(constants, input)
double run(const signed char *code, const double *constants, const double input[VARS], int limit)
{
    machine m = {.counter = 0};
    const signed char *pc = code;

    m.top = m.stack;
    for (int i = 0; i < VARS; i++)
        m.vars[i] = input[i];
    while (*pc != OP_END) {
        if (limit-- <= 0 || m.top >= m.stack + STACK - 1)
            return NAN;
        switch (*pc++) {
        case OP_CONST: PUSH(constants[*pc++]); break;
        case OP_LOAD:  PUSH(m.vars[*pc++]); break;
        case OP_STORE: m.vars[*pc++] = POP(); break;
        case OP_ADD: BINARY(+); break;
        case OP_SUB: BINARY(-); break;
        case OP_MUL: BINARY(*); break;
        case OP_DIV: BINARY(/); break;
        case OP_NEG: m.top[-1] = -m.top[-1]; break;
        case OP_SIN: m.top[-1] = sin(m.top[-1]); break;
        case OP_EXP: m.top[-1] = exp(m.top[-1]); break;
        case OP_DUP: { double x = m.top[-1]; PUSH(x); break; }
        case OP_SWAP: {
            double x = m.top[-1];
            m.top[-1] = m.top[-2];
            m.top[-2] = x;
            break;
        }
        case OP_JUMP_IF_POSITIVE: {
            int by = *pc++;
            if (POP() > 0.0)
                pc += by;
            break;
        }
        case OP_LOOP: {
            int times = *pc++, by = *pc++;
            if (++m.counter < times)
                pc += by;
            break;
        }
        default:
            return NAN;
        }
    }
    return m.top > m.stack ? m.top[-1] : 0.0;
}

/*
 * check: an interpreter of byte code: a stack that a pointer walks, jumps in the code, a switch in a loop
 * check-gradient: run({0}, zeros(0), {1.0, 2.0, 3.0, 4.0}, 10)
 * check-value: return = 0
 * check-gradient: run({2, 1, 2, 2, 6, 0}, zeros(0), {1.0, 2.0, 3.0, 4.0}, 10)
 * check-value: input = {0, 3, 2, 0}
 * check-gradient: run({1, 0, 2, 1, 6, 9, 11, 2, 0, 12, 7, 4, 10, 0}, {0.7}, {1.0, 0.4, 3.0, 4.0}, 30)
 * check-gradient: run({2, 0, 1, 0, 6, 3, 0, 14, 3, -10, 2, 0, 11, 13, 2, 8, 8, 2, 1, 4, 0}, {1.3}, {0.5, 0.4, 3.0, 4.0}, 30)
 */
