#define _GNU_SOURCE
#include "cleanup.h"
#include "rootless.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

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

void answer_cleanup(const struct command *command, int argc, char *const *argv) {
  bool stopped_only = false;
  for (int i = command->first_argument; i < argc - 1; i++)
    stopped_only = stopped_only || strcmp(argv[i], "--stopped-only") == 0;
  const char *id = argv[argc - 1];
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
  if (folder < 0) return;
  if (faccessat(folder, "clean", F_OK, 0) == 0) _exit(0);
  close(folder);
}
