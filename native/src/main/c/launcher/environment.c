#include "launcher.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Kapok's own variables: they speak to the launcher and never reach a container. */
static const char OWN_PREFIX[] = "_KAPOK_";

/* Variables by which a JVM takes options; a user's are meant for other programs. */
static const char *const JVM_VARIABLES[] = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
                                            "_JAVA_OPTIONS",     "JDK_AOT_VM_OPTIONS",
                                            "CLASSPATH",         "JAVA_OPTIONS"};

void save_environment(char **environment) {
  size_t count = 0;
  while (environment[count] != NULL) count++;
  char **saved = calloc(count + 1, sizeof *saved);
  if (saved == NULL) die("out of memory");
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (strncmp(environment[i], OWN_PREFIX, sizeof OWN_PREFIX - 1) != 0)
      saved[kept++] = environment[i];
  kapok_start.environment = saved;
}

void settle_environment(void) {
  for (size_t i = 0; i < sizeof JVM_VARIABLES / sizeof *JVM_VARIABLES; i++)
    unsetenv(JVM_VARIABLES[i]);
  /* The JVM decides by the locale how file names become strings: always UTF-8. */
  if (setenv("LC_ALL", "C.UTF-8", 1) != 0) die("out of memory");
  /* The JVM takes SIGUSR2 for itself unless it is told another signal (here a real-time one). */
  if (setenv("_JAVA_SR_SIGNUM", "60", 1) != 0) die("out of memory");
}
