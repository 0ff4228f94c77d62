#include "launcher.h"

#include <stddef.h>
#include <string.h>

/* A word of the command line: its class, and whether it needs the user's namespaces. */
struct verb {
  const char *name;
  enum command_class class;
  bool no_namespaces;
};

/*
 * THE list of classes (start-up figures: architecture, "Start-up decides"). What isn't here is
 * heavy. A command under its noun ("container ls", "image rm") has the class of the bare word, but
 * those on manifest lists all speak to registries.
 */
static const struct verb VERBS[] = {
    {"version", CLASS_LIGHT, true},
    {"help", CLASS_HEAVY, true},
    {"completion", CLASS_HEAVY, true},
    {"scp", CLASS_HEAVY, true},
    {"ps", CLASS_LIGHT, false},
    {"ls", CLASS_LIGHT, false},
    {"list", CLASS_LIGHT, false},
    {"images", CLASS_LIGHT, false},
    {"inspect", CLASS_LIGHT, false},
    {"exists", CLASS_LIGHT, false},
    {"info", CLASS_LIGHT, false},
    {"history", CLASS_LIGHT, false},
    {"port", CLASS_LIGHT, false},
    {"top", CLASS_LIGHT, false},
    {"tag", CLASS_LIGHT, false},
    {"untag", CLASS_LIGHT, false},
    {"rename", CLASS_LIGHT, false},
    {"run", CLASS_CONTAINER, false},
    {"create", CLASS_CONTAINER, false},
    {"start", CLASS_CONTAINER, false},
    {"stop", CLASS_CONTAINER, false},
    {"restart", CLASS_CONTAINER, false},
    {"kill", CLASS_CONTAINER, false},
    {"pause", CLASS_CONTAINER, false},
    {"unpause", CLASS_CONTAINER, false},
    {"attach", CLASS_CONTAINER, false},
    {"exec", CLASS_CONTAINER, false},
    {"rm", CLASS_CONTAINER, false},
    {"rmi", CLASS_CONTAINER, false},
    {"wait", CLASS_CONTAINER, false},
    {"logs", CLASS_CONTAINER, false},
    {"cleanup", CLASS_CONTAINER, false},
    {"connect", CLASS_CONTAINER, false},
    {"disconnect", CLASS_CONTAINER, false},
    {"unshare", CLASS_CONTAINER, false},
    {"load", CLASS_FILES, false},
    {"save", CLASS_FILES, false},
    {"commit", CLASS_FILES, false},
    {"export", CLASS_FILES, false},
    {"cp", CLASS_FILES, false},
    {"diff", CLASS_FILES, false},
};

/* Nouns whose second word is the verb. */
static const char *const NOUNS[] = {"container", "image",  "pod",      "volume",   "network",
                                    "system",    "secret", "manifest", "generate", "kube"};

/* Global options that take a value, which may be the next word. */
static const char *const VALUE_OPTIONS[] = {
    "--root",        "--runroot",          "--tmpdir",        "--runtime",    "--runtime-flag",
    "--storage-opt", "--storage-driver",   "--conmon",        "--hooks-dir",  "--cgroup-manager",
    "--volumepath",  "--network-config-dir", "--network-cmd-path", "--events-backend",
    "--log-level",   "--config",           "--connection",    "-c",           "--identity",
    "--url",         "--module",           "--imagestore",    "--namespace",  "--out",
    "--pull-option", "--cdi-spec-dir",     "--max-workers",   "--ssh",        "--registries-conf",
    "--default-mounts-file"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool listed(const char *word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(word, list[i]) == 0) return true;
  return false;
}

/* The value of option NAME at argv[at], "--name=value" or "--name value"; NULL where it is another. */
static const char *option_value(const char *name, int at, int argc, char *const *argv) {
  size_t length = strlen(name);
  if (strncmp(argv[at], name, length) != 0) return NULL;
  if (argv[at][length] == '=') return argv[at] + length + 1;
  return argv[at][length] == '\0' && at + 1 < argc ? argv[at + 1] : NULL;
}

/* Index of the first word that is no global option, or argc. */
static int skip_globals(int argc, char *const *argv, struct command *command) {
  int at = 1;
  for (; at < argc && argv[at][0] == '-'; at++) {
    const char *runroot = option_value("--runroot", at, argc, argv);
    if (runroot != NULL) command->runroot = runroot;
    if (listed(argv[at], VALUE_OPTIONS, COUNT(VALUE_OPTIONS))) at++;
  }
  return at < argc ? at : argc;
}

/* Options without a command: "--version", or what is answered with help. */
static enum command_class class_without_verb(int argc, char *const *argv) {
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-v") == 0) return CLASS_LIGHT;
  return CLASS_HEAVY;
}

/* "kapok run --help" is answered without looking at any state, by classes that no other command
   of its kind needs. */
static bool asks_for_help(int from, int argc, char *const *argv) {
  return argc == from + 1 && strcmp(argv[from], "--help") == 0;
}

static const struct verb *find_verb(const char *word) {
  for (size_t i = 0; i < COUNT(VERBS); i++)
    if (strcmp(word, VERBS[i].name) == 0) return &VERBS[i];
  return NULL;
}

struct command parse_command(int argc, char *const *argv) {
  struct command command = {.class = CLASS_LIGHT, .first_argument = argc};
  int at = skip_globals(argc, argv, &command);
  if (at == argc) {
    command.class = class_without_verb(argc, argv);
    return command;
  }
  bool noun = listed(argv[at], NOUNS, COUNT(NOUNS));
  const char *first = argv[at];
  if (noun && at + 1 < argc && argv[at + 1][0] != '-') at++;
  const struct verb *verb = find_verb(argv[at]);
  command.verb = argv[at];
  bool help = asks_for_help(at + 1, argc, argv);
  bool heavy = verb == NULL || help || strcmp(first, "manifest") == 0;
  command.class = heavy ? CLASS_HEAVY : verb->class;
  command.first_argument = at + 1;
  command.own_namespaces = (verb == NULL || !verb->no_namespaces) && !help;
  command.service = strcmp(first, "system") == 0 && strcmp(command.verb, "service") == 0;
  command.cleanup = strcmp(first, "container") == 0 && strcmp(command.verb, "cleanup") == 0;
  return command;
}
