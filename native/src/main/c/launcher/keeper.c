#define _GNU_SOURCE
#include "keeper.h"
#include "files.h"
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const char RECORD[] = "pause.pid", NEW_RECORD[] = "pause.pid.new";
static const char TITLE[] = "kapok pause";

static char *title_start;
static size_t title_size;

void remember_title(int argc, char **argv) {
  title_start = argv[0];
  title_size = (size_t)(argv[argc - 1] + strlen(argv[argc - 1]) - argv[0]);
}

bool read_keeper(int run_folder, struct keeper *keeper) {
  char text[256];
  uintmax_t user, mount;
  if (!read_text(run_folder, RECORD, text, sizeof text)) return false;
  if (sscanf(text, "%d %llu %ju %ju", &keeper->pid, &keeper->started, &user, &mount) != 4) return false;
  keeper->ids = (struct namespace_ids){(ino_t)user, (ino_t)mount};
  return keeper->pid > 0;
}

bool open_keeper(const struct keeper *keeper, struct namespaces *opened) {
  if (!open_namespaces(keeper->pid, opened)) return false;
  bool same = opened->ids.user == keeper->ids.user && opened->ids.mount == keeper->ids.mount &&
              start_time(keeper->pid) == keeper->started;
  if (!same) close_namespaces(opened);
  return same;
}

void write_keeper(int run_folder, pid_t pid, const struct namespace_ids *ids) {
  char text[256];
  snprintf(text, sizeof text, "%d %llu %ju %ju\n", (int)pid, start_time(pid), (uintmax_t)ids->user,
           (uintmax_t)ids->mount);
  int fd = openat(run_folder, NEW_RECORD, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 || !write_text(fd, text) || close(fd) != 0 ||
      renameat(run_folder, NEW_RECORD, run_folder, RECORD) != 0)
    die("note the keeper of the namespaces in %s: %s", RECORD, strerror(errno));
}

void become_keeper(void) {
  prctl(PR_SET_NAME, TITLE);
  if (title_size > 0) {
    memset(title_start, 0, title_size);
    strncpy(title_start, TITLE, title_size - 1);
  }
  setsid();
  /* A folder that it stood in, or a file that it held, could not be unmounted or would stay locked. */
  if (chdir("/") != 0) _exit(1);
  close_range(0, ~0U, 0);
  prctl(PR_SET_DUMPABLE, 1); /* else /proc/PID/ns belongs to root */
  sigset_t all_but_term;
  sigfillset(&all_but_term);
  sigdelset(&all_but_term, SIGTERM);
  sigprocmask(SIG_SETMASK, &all_but_term, NULL);
  for (;;) pause();
}
