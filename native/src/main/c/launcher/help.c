#include "launcher.h"

#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LARGEST (1 << 20)

static bool is_word(const char *text) {
  return text[0] != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* The words that a command line asks help for: "kapok WORD... --help" or "kapok help WORD...".
   Returns how many, and where they begin, or -1 where it is anything else. */
static int topic(int argc, char *const *argv, int *first) {
  bool ahead = argc > 1 && strcmp(argv[1], "help") == 0;
  bool behind = argc > 1 && strcmp(argv[argc - 1], "--help") == 0;
  if (ahead == behind) return -1;
  *first = ahead ? 2 : 1;
  for (int i = *first; i < *first + argc - 2; i++)
    if (!is_word(argv[i])) return -1;
  return argc - 2;
}

static char *file_of(int count, char *const *words) {
  if (count == 0) return format_string("%s/help/kapok", kapok_start.folder);
  if (count == 1) return format_string("%s/help/%s", kapok_start.folder, words[0]);
  return count > 2 ? NULL : format_string("%s/help/%s-%s", kapok_start.folder, words[0], words[1]);
}

void print_help(int argc, char *const *argv) {
  int first;
  int count = topic(argc, argv, &first);
  char *path = count < 0 ? NULL : file_of(count, argv + first);
  char *text = path == NULL ? NULL : malloc(LARGEST);
  if (text == NULL || !read_text(AT_FDCWD, path, text, LARGEST)) {
    free(text);
    free(path);
    return;
  }
  if (!write_text(STDOUT_FILENO, text)) die("write the help: %s", strerror(errno));
  _exit(0);
}
