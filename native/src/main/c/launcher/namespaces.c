#define _GNU_SOURCE
#include "namespaces.h"
#include "files.h"
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_namespace(pid_t pid, const char *kind, ino_t *number) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/ns/%s", (int)pid, kind);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd >= 0 && fstat(fd, &status) == 0) *number = status.st_ino;
  return fd;
}

bool open_namespaces(pid_t pid, struct namespaces *opened) {
  opened->user = open_namespace(pid, "user", &opened->ids.user);
  opened->mount = open_namespace(pid, "mnt", &opened->ids.mount);
  if (opened->user >= 0 && opened->mount >= 0) return true;
  close_namespaces(opened);
  return false;
}

void close_namespaces(struct namespaces *opened) {
  if (opened->user >= 0) close(opened->user);
  if (opened->mount >= 0) close(opened->mount);
}

struct namespace_ids own_namespaces(void) {
  struct namespaces own;
  if (!open_namespaces(getpid(), &own)) die("read this process's namespaces: %s", strerror(errno));
  close_namespaces(&own);
  return own.ids;
}

/* See ioctl_ns(2). */
bool made_by_this_user(int user_namespace) {
  uid_t owner;
  struct stat status;
  int parent = ioctl(user_namespace, NS_GET_PARENT);
  if (parent < 0) return false;
  bool beneath = fstat(parent, &status) == 0 && status.st_ino == own_namespaces().user;
  close(parent);
  return beneath && ioctl(user_namespace, NS_GET_OWNER_UID, &owner) == 0 && owner == geteuid();
}

static struct stat status_of(const char *folder) {
  struct stat status;
  if (stat(folder, &status) != 0) die("look at the folder %s: %s", folder, strerror(errno));
  return status;
}

static bool same_file(const struct stat *one, const struct stat *other) {
  return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool shares_root(pid_t pid) {
  char path[64];
  struct stat theirs, own = status_of("/");
  snprintf(path, sizeof path, "/proc/%d/root/", (int)pid);
  return stat(path, &theirs) == 0 && same_file(&theirs, &own);
}

void join_namespaces(const struct namespaces *opened) {
  char *folder = getcwd(NULL, 0);
  struct stat before = status_of("/");
  if (setns(opened->user, CLONE_NEWUSER) != 0) die("join the user namespace: %s", strerror(errno));
  if (setns(opened->mount, CLONE_NEWNS) != 0) die("join the mount namespace: %s", strerror(errno));
  struct stat after = status_of("/");
  if (!same_file(&before, &after))
    die("join the mount namespace of the keeper: its root folder is that of a container; remove "
        "pause.pid from the run folder, and find out who wrote it");
  if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0)
    die("become root of the user namespace: %s", strerror(errno));
  /* Entering a mount namespace leads to its root; a folder that isn't there leaves us at "/". */
  if (folder != NULL && chdir(folder) != 0) errno = 0;
  free(folder);
}

/* Field 22 of proc_pid_stat(5); the name in field 2 may itself hold blanks and brackets. */
unsigned long long start_time(pid_t pid) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  if (!read_text(AT_FDCWD, path, text, sizeof text)) return 0;
  char *at = strrchr(text, ')');
  for (int field = 2; at != NULL && field < 22; field++) at = strchr(at + 1, ' ');
  return at == NULL ? 0 : strtoull(at + 1, NULL, 10);
}
