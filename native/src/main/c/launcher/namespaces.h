#ifndef KAPOK_NAMESPACES_H
#define KAPOK_NAMESPACES_H

#include <stdbool.h>
#include <sys/types.h>

/* What tells a pair of a user and a mount namespace from every other: the kernel's numbers. */
struct namespace_ids {
  ino_t user;
  ino_t mount;
};

/* A user and a mount namespace of another process, held open. */
struct namespaces {
  int user;
  int mount;
  struct namespace_ids ids;
};

/* Opens those of a process; false where there is no such process, or it isn't this user's. */
bool open_namespaces(pid_t pid, struct namespaces *opened);

void close_namespaces(struct namespaces *opened);

/* Whether a user namespace was made by this user, directly beneath this process's own. */
bool made_by_this_user(int user_namespace);

/* Whether a process's root folder is this process's own, and not that of a container. */
bool shares_root(pid_t pid);

/* The numbers of this process's own. */
struct namespace_ids own_namespaces(void);

/*
 * Enters both, as their root, and goes back to the folder that this process was in. Dies where the
 * root folder is another there: what is loaded and run next would be a container's.
 */
void join_namespaces(const struct namespaces *opened);

/* When a process was started, in clock ticks since boot; 0 where there is none. */
unsigned long long start_time(pid_t pid);

#endif
