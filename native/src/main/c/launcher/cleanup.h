#ifndef KAPOK_CLEANUP_H
#define KAPOK_CLEANUP_H

#include "launcher.h"

/*
 * "container cleanup --restart-after=MS ID", which conmon's exit command leaves behind for a restart
 * policy: waits here, where that costs no JVM, and returns when it is time; ends the process with 0
 * where the container was removed or started meanwhile.
 *
 * conmon's exit command, "container cleanup --stopped-only [--rm] ID": ends the process with 0 where
 * an attached client did the work, so that no second JVM competes with it; returns where work is
 * left.
 *
 * The client holds a flock on client.lock in RUNROOT/containers/ID for as long as it lives. When it
 * is through, the folder is gone; when it died, it is there.
 */
void answer_cleanup(const struct command *command, int argc, char *const *argv);

#endif
