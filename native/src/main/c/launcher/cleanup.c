#define _GNU_SOURCE
#include "cleanup.h"
#include "rootless.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* How often a restart that is due looks whether it is still wanted, in milliseconds. */
#define RESTART_POLL 200

static int open_container(const struct command *command, const char *id) {
  char *runroot = command->runroot == NULL ? run_folder_path(kapok_start.uid) : NULL;
  char *path = format_string("%s/containers/%s", runroot == NULL ? command->runroot : runroot, id);
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = errno;
  free(path);
  free(runroot);
  errno = error;
  return folder;
}

/* Waits for the client; a lock that can't be taken is left to the engine to complain about. */
static void wait_for_client(int folder) {
  int lock = openat(folder, "client.lock", O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (lock < 0) return;
  while (flock(lock, LOCK_EX) != 0 && errno == EINTR) continue;
  close(lock);
}

/* Milliseconds of "--restart-after=MS", -1 where the word is another. */
static long restart_delay(const char *word) {
  static const char OPTION[] = "--restart-after=";
  if (strncmp(word, OPTION, sizeof OPTION - 1) != 0) return -1;
  return strtol(word + sizeof OPTION - 1, NULL, 10);
}

static bool exists(const char *runroot, const char *folder, const char *id) {
  char *path = format_string("%s/%s/%s", runroot, folder, id);
  bool found = access(path, F_OK) == 0;
  free(path);
  return found;
}

/* A container that was removed has no lock any more, one that was started has a folder again. */
static void wait_to_restart(const char *runroot, const char *id, long delay) {
  for (; delay > 0; delay -= RESTART_POLL) {
    usleep(1000 * RESTART_POLL);
    if (!exists(runroot, "locks", id) || exists(runroot, "containers", id)) _exit(0);
  }
}

void answer_cleanup(const struct command *command, int argc, char *const *argv) {
  bool stopped_only = false;
  long delay = -1;
  for (int i = command->first_argument; i < argc - 1; i++) {
    stopped_only = stopped_only || strcmp(argv[i], "--stopped-only") == 0;
    if (delay < 0) delay = restart_delay(argv[i]);
  }
  const char *id = argv[argc - 1];
  if (delay >= 0 && command->runroot != NULL) {
    wait_to_restart(command->runroot, id, delay);
    return;
  }
  if (!stopped_only || id[0] == '-' || id[0] == '.' || strchr(id, '/') != NULL) return;
  int folder = open_container(command, id);
  if (folder < 0) {
    if (errno == ENOENT) _exit(0);
    return;
  }
  wait_for_client(folder);
  close(folder);
  folder = open_container(command, id);
  if (folder < 0 && errno == ENOENT) _exit(0);
  if (folder >= 0) close(folder);
}
