#define _GNU_SOURCE
#include "launcher.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* One write per message, so that messages of parallel commands don't mix. */
static void say(const char *prefix, const char *format, va_list arguments) {
  char *text, *line;
  if (vasprintf(&text, format, arguments) < 0) return;
  int length = asprintf(&line, "%s%s\n", prefix, text);
  free(text);
  if (length < 0) return;
  ssize_t written = write(STDERR_FILENO, line, (size_t)length);
  (void)written; /* nobody is left to be told */
  free(line);
}

void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("Error: ", format, arguments);
  va_end(arguments);
  _exit(EXIT_ENGINE);
}

void warn_user(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("Warning: ", format, arguments);
  va_end(arguments);
}

char *format_string(const char *format, ...) {
  va_list arguments;
  char *text;
  va_start(arguments, format);
  int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0) die("out of memory");
  return text;
}
