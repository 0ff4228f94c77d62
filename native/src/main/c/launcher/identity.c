#define _GNU_SOURCE
#include "idmap.h"
#include "launcher.h"
#include "rootless.h"

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

/*
 * Whose command this is. Root of the namespaces that the launcher made for a user is that user: in
 * conmon's exit command, or beneath "kapok unshare". Root of any other user namespace is root.
 */
static void find_ids(void) {
  kapok_start.uid = geteuid();
  kapok_start.gid = getegid();
  uid_t outer = outer_root("uid_map");
  kapok_start.rootless = kapok_start.uid != 0 || outer != 0 || lacks_root_rights();
  if (kapok_start.uid != 0 || outer == 0 || !entered_before(outer)) return;
  kapok_start.uid = outer;
  kapok_start.gid = outer_root("gid_map");
  kapok_start.entered = true;
}

void find_identity(void) {
  find_ids();
  const char *home = getenv("HOME");
  const struct passwd *entry = NULL;
  if (kapok_start.uid == 0)
    kapok_start.user = "root";
  else if ((entry = getpwuid(kapok_start.uid)) != NULL)
    kapok_start.user = format_string("%s", entry->pw_name);
  else
    kapok_start.user = format_string("%u", (unsigned)kapok_start.uid);
  /* $HOME first, as everywhere; the password file where it is unset. */
  if (home == NULL || home[0] != '/')
    home = entry != NULL ? entry->pw_dir : kapok_start.uid == 0 ? "/root" : "/";
  kapok_start.home = format_string("%s", home);
}
