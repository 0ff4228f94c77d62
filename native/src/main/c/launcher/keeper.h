#ifndef KAPOK_KEEPER_H
#define KAPOK_KEEPER_H

#include "namespaces.h"

#include <stdbool.h>
#include <sys/types.h>

/*
 * The keeper holds a user's namespaces while no container runs: a paused process of which
 * "pause.pid" in the run folder tells the pid, the start time and the namespaces. All three are
 * compared at every start, so that neither a dead keeper nor a pid that was given away is believed.
 */
struct keeper {
  pid_t pid;
  unsigned long long started;
  struct namespace_ids ids;
};

/* Reads the record; false where there is none that can be understood. */
bool read_keeper(int run_folder, struct keeper *keeper);

/* Opens the keeper's namespaces; false unless it lives and is the one of the record. */
bool open_keeper(const struct keeper *keeper, struct namespaces *opened);

/* Replaces the record at once: readers see the old or the new one. */
void write_keeper(int run_folder, pid_t pid, const struct namespace_ids *ids);

/* A keeper that was just started; it ends with the launcher until that lets it go. */
struct new_keeper {
  pid_t pid;
  int socket;
};

/* Makes new namespaces, opens them, and starts their keeper. */
struct new_keeper make_namespaces(struct namespaces *opened);

/* Starts a keeper for namespaces that exist. */
struct new_keeper keep_namespaces(const struct namespaces *opened);

/* Lets a keeper stay once its record is written: one that no record names would stay unseen. */
void release_keeper(const struct new_keeper *keeper);

/* Turns this process, a child of the launcher, into the keeper of the namespaces it is in. */
_Noreturn void become_keeper(void);

/* Tells where argv lies, so that ps shows the keeper for what it is. */
void remember_title(int argc, char **argv);

#endif
