#include <adgen/adgen.h>

struct state { double position, speed; int steps; };

ADGEN_VJP()
void step(struct state *s, double force)
{
    s->speed += 0.1 * force * s->position;
    s->position += 0.1 * s->speed * s->speed;
    s->steps++;
}

/*
 * check: a struct changed through its pointer
 * check-gradient: step(&{random(-1, 1), random(-1, 1), 7}, random(-1, 1))
 */
