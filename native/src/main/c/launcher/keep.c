#define _GNU_SOURCE
#include "files.h"
#include "idmap.h"
#include "keeper.h"
#include "launcher.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Tells the launcher how a step went, as an errno; ends the child where it failed. */
static void report(int launcher, int error) {
  if (write(launcher, &error, sizeof error) != sizeof error || error != 0) _exit(1);
}

/* Waits for the launcher to say that it did its part; ends the child where it died before. */
static void await_launcher(int launcher) {
  char done;
  if (read(launcher, &done, 1) != 1) _exit(1);
}

/*
 * The child of make_namespaces. The protocol: it reports new namespaces, the launcher gives them
 * ids and says so with a byte, it reports that it is root there and that the mounts are settled,
 * and a second byte says that the record of it is written.
 */
_Noreturn static void keep_new_namespaces(int launcher) {
  report(launcher, unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 ? 0 : errno);
  await_launcher(launcher);
  /* The host's later mounts are to be seen here; ours are not to be seen by the host. */
  bool settled = setresgid(0, 0, 0) == 0 && setresuid(0, 0, 0) == 0 &&
                 mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) == 0;
  int error = settled ? 0 : errno;
  prctl(PR_SET_DUMPABLE, 1); /* so that this user may open /proc/PID/ns */
  report(launcher, error);
  await_launcher(launcher);
  become_keeper();
}

static void expect(int child, const char *action) {
  int error = ECHILD;
  if (read(child, &error, sizeof error) == sizeof error && error == 0) return;
  if (error == ENOSPC)
    die("%s: /proc/sys/user/max_user_namespaces is reached: raise that limit", action);
  if (error == EPERM || error == EACCES)
    die("%s: %s: this host keeps user namespaces from users; see kernel.unprivileged_userns_clone "
        "and kernel.apparmor_restrict_unprivileged_userns in sysctl",
        action, strerror(error));
  die("%s: %s", action, strerror(error));
}

/* Forks with a socket in between; the child gets its end with pid 0. */
static struct new_keeper fork_keeper(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    die("make a socket: %s", strerror(errno));
  pid_t child = fork();
  if (child < 0) die("start the keeper of the namespaces: %s", strerror(errno));
  int mine = child == 0 ? 1 : 0;
  close(ends[1 - mine]);
  return (struct new_keeper){child, ends[mine]};
}

static void tell_keeper(int socket) {
  if (send(socket, "", 1, MSG_NOSIGNAL) != 1)
    die("speak to the keeper of the namespaces: %s", strerror(errno));
}

struct new_keeper make_namespaces(struct namespaces *opened) {
  struct new_keeper keeper = fork_keeper();
  if (keeper.pid == 0) keep_new_namespaces(keeper.socket);
  expect(keeper.socket, "make a user namespace");
  map_ids(keeper.pid); /* on failure this process ends, and the child with it: it reads end of file */
  tell_keeper(keeper.socket);
  expect(keeper.socket, "settle the new namespaces");
  if (!open_namespaces(keeper.pid, opened)) die("open the new namespaces: %s", strerror(errno));
  return keeper;
}

/* A child may enter them and stay, while this process still has to write its record outside. */
struct new_keeper keep_namespaces(const struct namespaces *opened) {
  struct new_keeper keeper = fork_keeper();
  if (keeper.pid > 0) return keeper;
  join_namespaces(opened);
  await_launcher(keeper.socket);
  become_keeper();
}

void release_keeper(const struct new_keeper *keeper) {
  tell_keeper(keeper->socket);
  close(keeper->socket);
}
