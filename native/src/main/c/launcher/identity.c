#define _GNU_SOURCE
#include "launcher.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Cuts the last component off, in place. */
static void to_parent(char *path) {
  char *slash = strrchr(path, '/');
  if (slash != NULL) *slash = '\0';
}

void find_installation(void) {
  char *launcher = realpath("/proc/self/exe", NULL);
  if (launcher == NULL) die("find the installation by /proc/self/exe: %s", strerror(errno));
  char *folder = strdup(launcher);
  if (folder == NULL) die("out of memory");
  to_parent(folder); /* bin */
  to_parent(folder);
  kapok_start.launcher = launcher;
  kapok_start.folder = folder;
}

/* By the password file; $HOME where it knows nothing (a container without the user, say). */
void find_identity(void) {
  kapok_start.uid = getuid();
  kapok_start.gid = getgid();
  kapok_start.rootless = kapok_start.uid != 0;
  const struct passwd *entry = kapok_start.uid == 0 ? NULL : getpwuid(kapok_start.uid);
  const char *home = getenv("HOME");
  if (kapok_start.uid == 0) {
    kapok_start.user = "root";
    kapok_start.home = home != NULL && home[0] == '/' ? home : "/root";
    return;
  }
  kapok_start.user = entry != NULL ? format_string("%s", entry->pw_name)
                                   : format_string("%u", (unsigned)kapok_start.uid);
  if (home == NULL || home[0] != '/') home = entry != NULL ? entry->pw_dir : "/";
  kapok_start.home = format_string("%s", home);
}
