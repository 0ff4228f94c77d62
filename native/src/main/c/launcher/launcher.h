#ifndef KAPOK_LAUNCHER_H
#define KAPOK_LAUNCHER_H

#include "start.h"

#include <jni.h>
#include <stdbool.h>

/* podman's exit code for an error of the engine itself, not of the container. */
#define EXIT_ENGINE 125

/* How much JVM a command gets; see commands.c for who is in which class. */
enum command_class {
  CLASS_LIGHT,     /* reads and prints: interpreter only */
  CLASS_CONTAINER, /* drives one container: C1 with late thresholds */
  CLASS_FILES,     /* moves files: C1, third-party libraries */
  CLASS_HEAVY      /* speaks to registries or serves: the normal JIT, third-party libraries */
};

/* The words of a command line that the launcher must understand. */
struct command {
  enum command_class class;
  const char *verb;     /* "run", also for "container run"; NULL where there is none */
  const char *runroot;  /* value of --runroot, or NULL */
  bool own_namespaces;  /* whether a rootless user's namespaces are needed */
  bool service;         /* "system service" */
  bool cleanup;         /* "container cleanup", conmon's exit command */
  int first_argument;   /* index in argv of the first word after the verb */
};

/* errors.c */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void warn_user(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *format_string(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* commands.c */
struct command parse_command(int argc, char *const *argv);

/*
 * help.c: prints the help of a command and ends, where that is all that was asked for. The texts were
 * made with the distribution, by the parser of the options; what has none is left to the JVM.
 */
void print_help(int argc, char *const *argv);

/* environment.c */
void save_environment(char **environment);
void settle_environment(void);

/* identity.c */
void find_installation(void);
void find_identity(void);

/* signals.c */
void reset_signals(void);
void block_signals(void);
void publish_vm(JavaVM *vm);
_Noreturn void wait_for_signals(void);

/* jvm.c */
struct training {
  const char *mode;   /* "record" or "create", NULL where nothing is trained */
  const char *file;   /* the configuration: written by record, read by create */
  const char *cache;  /* what create writes */
};
void start_jvm(const struct command *command, const struct training *training, int argc,
               char **argv);

#endif
