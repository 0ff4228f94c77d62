#ifndef KAPOK_START_H
#define KAPOK_START_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * What the launcher found out before the JVM exists and before it entered a namespace. Written once,
 * by the main thread; the natives hand it to Java.
 */
struct kapok_start {
  char **environment; /* as the caller gave it; ends with NULL */
  uid_t uid;          /* the user on the host, not the 0 of the user namespace */
  gid_t gid;
  const char *user;     /* login name; the number in decimal where there is none */
  const char *home;     /* home folder of that user */
  const char *launcher; /* absolute path of the running program, links resolved */
  const char *folder;   /* lib/kapok of the installation */
  bool rootless;        /* whether this process lacks the host's root rights */
  bool entered;         /* whether it was started inside the namespaces made for the user */
};

extern struct kapok_start kapok_start;

#endif
