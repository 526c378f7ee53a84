#ifndef ADGEN_CHECKPOINT_H
#define ADGEN_CHECKPOINT_H

/*
 * When generated code keeps the state of a loop, and which state it goes back to: #pragma adgen checkpoint(n).
 *
 * A schedule only counts.  The states themselves lie in arrays of the generated code, one element or row for each slot,
 * and there are never more than n of them.
 *
 *     AdgenCheckpoint *schedule = adgen_checkpoint_start(n, steps);
 *     for (step = 0; step < steps; step++) {
 *         long slot = adgen_checkpoint_keep(schedule);
 *         if (slot >= 0)
 *             …                                             keep the state in this slot
 *         …                                                 one step of the loop
 *     }
 *     for (step = adgen_checkpoint_steps(schedule); step-- > 0;) {
 *         long slot = adgen_checkpoint_back(schedule, step);
 *         …                                                 the state is that of this slot again
 *         for (long at = adgen_checkpoint_from(schedule); at < step; at++)
 *             …                                             keep it where the schedule says so, and one step, as above
 *         …                                                 the step again, for its backward pass; then that
 *     }
 *     adgen_checkpoint_end(schedule);
 *
 * Where the number of steps is known before the loop, no schedule takes fewer steps forward: A. Griewank, A. Walther,
 * Algorithm 799: revolve, ACM TOMS 26 (2000).  Where it is not, snapshots are given up on the way as in Q. Wang, P. Moin,
 * G. Iaccarino, Minimal repetition dynamic checkpointing algorithm for unsteady adjoint calculation, SIAM J. Sci. Comput.
 * 31 (2009), and what lies between two of them is run backward by Algorithm 799.
 *
 * A schedule belongs to one run of one loop, so generated code is reentrant.  Where memory ends, a message on stderr says
 * how much was asked for and the program aborts.
 */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct AdgenCheckpoint AdgenCheckpoint;

/* A schedule of at most so many snapshots, at least 1, for so many steps; for a number of steps that nobody knows. */
AdgenCheckpoint *adgen_checkpoint_start(long snapshots, long steps);
AdgenCheckpoint *adgen_checkpoint_online(long snapshots);

/* How many slots it uses at most: no more than there are steps. */
long adgen_checkpoint_slots(const AdgenCheckpoint *schedule);

/* How many snapshots `bytes` have room for, at least 1. */
long adgen_checkpoint_fit(long bytes, long state);

/* A step is about to run forward: the slot to keep the state in before that, or -1. */
long adgen_checkpoint_keep(AdgenCheckpoint *schedule);

/* How many steps have run. */
long adgen_checkpoint_steps(const AdgenCheckpoint *schedule);

/* This step is to run backward, all later ones have: the slot with the state to go on from … */
long adgen_checkpoint_back(AdgenCheckpoint *schedule, long step);
/* … and the step that this is the state before. */
long adgen_checkpoint_from(const AdgenCheckpoint *schedule);

/* Release the schedule. */
void adgen_checkpoint_end(AdgenCheckpoint *schedule);

#ifdef __cplusplus
}
#endif

#endif
