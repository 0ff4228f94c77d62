/*
 * kapok: settles what must be settled while there is one thread (signals, environment, identity,
 * a rootless user's namespaces), then runs the engine in a JVM inside this same process.
 */
#define _GNU_SOURCE
#include "cleanup.h"
#include "keeper.h"
#include "launcher.h"
#include "rootless.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file opened later must not become standard output. */
static void open_standard_descriptors(void) {
  int fd;
  do fd = open("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO) close(fd);
}

/* The JVM does not start in a folder that was removed. */
static void leave_removed_folder(void) {
  char *folder = getcwd(NULL, 0);
  if (folder == NULL && chdir("/") != 0) die("leave a folder that was removed");
  free(folder);
}

/*
 * The listening socket that systemd hands over as descriptor 3 (sd_listen_fds(3)) becomes
 * descriptor 0, where System.inheritedChannel() looks for it.
 */
static void take_listening_socket(void) {
  const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
  if (pid == NULL || count == NULL || strtol(pid, NULL, 10) != getpid()) return;
  if (strcmp(count, "1") != 0) die("serve on the sockets of LISTEN_FDS=%s: hand over one", count);
  if (dup2(3, STDIN_FILENO) < 0) die("take the socket that LISTEN_FDS promises");
  close(3);
}

static enum command_class training_class(const char *name) {
  if (strcmp(name, "light") == 0) return CLASS_LIGHT;
  return strcmp(name, "container") == 0 ? CLASS_CONTAINER : CLASS_HEAVY;
}

/*
 * "--train MODE CLASS FILE [CACHE]" in front makes the AOT cache at build or install time:
 * record runs dev.kapok.cli.Training with the remaining words, create turns FILE into CACHE.
 */
static int parse_training(int argc, char **argv, struct training *training,
                          struct command *command) {
  if (argc < 5 || strcmp(argv[1], "--train") != 0) return 1;
  training->mode = argv[2];
  training->file = argv[4];
  training->cache = argc > 5 && strcmp(argv[2], "create") == 0 ? argv[5] : NULL;
  *command = (struct command){.class = training_class(argv[3])};
  return training->cache != NULL ? argc : 5;
}

int main(int argc, char **argv, char **environment) {
  static struct training training;
  static struct command command;
  if (argc < 1) return EXIT_ENGINE; /* execve(2) without any word */
  reset_signals();
  open_standard_descriptors();
  leave_removed_folder();
  mallopt(M_ARENA_MAX, 1);
  remember_title(argc, argv);
  save_environment(environment);
  find_installation();
  print_help(argc, argv);
  find_identity();
  command = parse_command(argc, argv);
  int skip = parse_training(argc, argv, &training, &command);
  if (command.service) take_listening_socket();
  if (command.cleanup) answer_cleanup(&command, argc, argv);
  if (command.own_namespaces && lacks_root_rights()) enter_user_namespaces(&command);
  block_signals();
  start_jvm(&command, &training, argc - skip, argv + skip);
  wait_for_signals();
}
