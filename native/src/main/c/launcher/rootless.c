#define _GNU_SOURCE
#include "rootless.h"
#include "files.h"
#include "idmap.h"
#include "keeper.h"
#include "namespaces.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

bool lacks_root_rights(void) {
  if (geteuid() != 0) return true;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
  if (syscall(SYS_capget, &header, data) != 0) return false;
  return (data[CAP_TO_INDEX(CAP_SYS_ADMIN)].effective & CAP_TO_MASK(CAP_SYS_ADMIN)) == 0;
}

char *run_folder_path(uid_t uid) {
  const char *base = getenv("XDG_RUNTIME_DIR");
  if (uid == 0) return format_string("/run/kapok");
  if (base != NULL && base[0] == '/') return format_string("%s/kapok", base);
  return format_string("/tmp/kapok-run-%u", (unsigned)uid);
}

/* A conmon of this user that still runs; its namespaces are then those that containers live in. */
static bool open_conmon(int containers, const char *id, struct namespaces *opened) {
  char text[64], path[64];
  char *file = format_string("%s/conmon.pid", id);
  bool read = read_text(containers, file, text, sizeof text);
  free(file);
  pid_t pid = read ? (pid_t)strtol(text, NULL, 10) : 0;
  if (pid <= 0) return false;
  char *name = format_string("/proc/%d/comm", (int)pid);
  bool conmon = read_text(AT_FDCWD, name, path, sizeof path) && strcmp(path, "conmon\n") == 0;
  free(name);
  if (!conmon || !open_namespaces(pid, opened)) return false;
  if (made_by_this_user(opened->user) && shares_root(pid)) return true;
  close_namespaces(opened);
  return false;
}

/* Looks through RUNROOT/containers. */
static bool open_any_conmon(const char *runroot, struct namespaces *opened) {
  if (runroot == NULL) return false;
  char *path = format_string("%s/containers", runroot);
  DIR *containers = opendir(path);
  free(path);
  if (containers == NULL) return false;
  bool found = false;
  for (struct dirent *entry; !found && (entry = readdir(containers)) != NULL;)
    if (entry->d_name[0] != '.') found = open_conmon(dirfd(containers), entry->d_name, opened);
  closedir(containers);
  return found;
}

static bool open_recorded(int run_folder, struct namespaces *opened) {
  struct keeper keeper;
  return read_keeper(run_folder, &keeper) && open_keeper(&keeper, opened);
}

/* Several commands may find the keeper dead at once: one replaces it, the others wait and use it. */
static int lock_keeper(int run_folder) {
  int lock = openat(run_folder, "pause.lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (lock < 0) die("open pause.lock in the run folder: %s", strerror(errno));
  while (flock(lock, LOCK_EX) != 0)
    if (errno != EINTR) die("lock pause.lock in the run folder: %s", strerror(errno));
  return lock;
}

static void replace_keeper(int run_folder, const char *path, const struct command *command,
                           struct namespaces *opened) {
  int lock = lock_keeper(run_folder);
  struct new_keeper keeper;
  if (open_recorded(run_folder, opened)) {
    close(lock); /* another command was faster */
    return;
  }
  if (open_any_conmon(path, opened) || open_any_conmon(command->runroot, opened))
    keeper = keep_namespaces(opened);
  else
    keeper = make_namespaces(opened);
  write_keeper(run_folder, keeper.pid, &opened->ids);
  release_keeper(&keeper);
  close(lock);
}

void enter_user_namespaces(const struct command *command) {
  struct namespaces opened;
  char *path = run_folder_path(kapok_start.uid);
  int run_folder = open_private_folder(path);
  if (!open_recorded(run_folder, &opened)) replace_keeper(run_folder, path, command, &opened);
  close(run_folder);
  free(path);
  join_namespaces(&opened);
  close_namespaces(&opened);
}

/* Whether root of this user namespace is a user who came here through enter_user_namespaces. */
bool entered_before(uid_t user) {
  struct keeper keeper;
  char *path = run_folder_path(user);
  int run_folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  free(path);
  if (run_folder < 0) return false;
  struct stat status; /* whoever else made a folder of that name in /tmp is not believed */
  bool ours = fstat(run_folder, &status) == 0 && status.st_uid == geteuid() &&
              read_keeper(run_folder, &keeper) && keeper.ids.user == own_namespaces().user;
  close(run_folder);
  return ours;
}
