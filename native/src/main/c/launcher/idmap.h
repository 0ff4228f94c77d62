#ifndef KAPOK_IDMAP_H
#define KAPOK_IDMAP_H

#include <sys/types.h>

/*
 * Gives the new user namespace of a process its ids: 0 is this user, 1 and above are the ranges
 * that /etc/subuid and /etc/subgid grant, written by newuidmap and newgidmap. Where nothing is
 * granted there is a single id, and a warning. Dies where granted ranges can't be used.
 */
void map_ids(pid_t pid);

/* What id 0 of this process's user namespace is outside; 0 in the host's own. FILE is uid_map or gid_map. */
id_t outer_root(const char *file);

#endif
