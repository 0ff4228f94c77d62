#define _GNU_SOURCE
#include "launcher.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What the JVM sees of the user's environment. JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS
 * and their like are meant for other programs, and a locale is meant for people: so it is a list of
 * what stays, not of what goes. Containers get what the user has (kapok_start.environment).
 */
static const char *const KEPT[] = {"PATH", "TMPDIR", "TZ"};

static const char *const SET[] = {
    "LC_CTYPE=C.UTF-8",   /* the JVM turns file names into strings by it */
    "_JAVA_SR_SIGNUM=60", /* else the JVM takes SIGUSR2 for itself; 60 is a real-time signal */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void save_environment(char **environment) {
  size_t count = 0;
  while (environment[count] != NULL) count++;
  char **saved = calloc(count + 1, sizeof *saved);
  if (saved == NULL) die("out of memory");
  memcpy(saved, environment, count * sizeof *saved);
  kapok_start.environment = saved;
}

void settle_environment(void) {
  static char *settled[COUNT(KEPT) + COUNT(SET) + 1];
  size_t count = 0;
  for (size_t i = 0; i < COUNT(KEPT); i++) {
    const char *value = getenv(KEPT[i]);
    if (value != NULL) settled[count++] = format_string("%s=%s", KEPT[i], value);
  }
  for (size_t i = 0; i < COUNT(SET); i++) settled[count++] = (char *)SET[i];
  environ = settled;
}
