#define _GNU_SOURCE
#include "idmap.h"
#include "files.h"
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kernel takes 340 lines in a map (user_namespaces(7)); nobody is granted that many. */
#define MAX_RANGES 64
#define WORDS_PER_RANGE 3

/* The command line of newuidmap or newgidmap while it is put together. */
struct map {
  char *words[2 + WORDS_PER_RANGE * (1 + MAX_RANGES) + 1];
  int count;
  unsigned long next; /* the first id inside that is free */
};

static void add_range(struct map *map, unsigned long outside, unsigned long count) {
  map->words[map->count++] = format_string("%lu", map->next);
  map->words[map->count++] = format_string("%lu", outside);
  map->words[map->count++] = format_string("%lu", count);
  map->words[map->count] = NULL;
  map->next += count;
}

/* Adds the ranges of this user, lines "name-or-id:first:count"; returns how many there were. */
static int add_granted(struct map *map, const char *file) {
  FILE *lines = fopen(file, "re");
  if (lines == NULL) return 0;
  char line[512], owner[256];
  unsigned long first, count;
  int found = 0;
  char *id = format_string("%u", (unsigned)kapok_start.uid);
  while (found < MAX_RANGES && fgets(line, sizeof line, lines) != NULL) {
    if (sscanf(line, "%255[^:]:%lu:%lu", owner, &first, &count) != 3 || count == 0) continue;
    if (strcmp(owner, kapok_start.user) != 0 && strcmp(owner, id) != 0) continue;
    add_range(map, first, count);
    found++;
  }
  free(id);
  fclose(lines);
  return found;
}

static void start_map(struct map *map, const char *program, pid_t pid, id_t own) {
  map->words[0] = format_string("%s", program);
  map->words[1] = format_string("%d", (int)pid);
  map->count = 2;
  map->next = 0;
  add_range(map, own, 1);
}

static void free_map(struct map *map) {
  for (int i = 0; i < map->count; i++) free(map->words[i]);
}

/* Its own message, on our standard error, says what is wrong with a range. */
static void write_map(const struct map *map, const char *file) {
  pid_t child;
  int status;
  int error = posix_spawnp(&child, map->words[0], NULL, NULL, map->words, kapok_start.environment);
  /* posix_spawnp says EACCES as well where a folder of PATH is closed to the user. */
  if (error == ENOENT || error == EACCES)
    die("%s is missing, which gives a user's containers their ids: install the package uidmap",
        map->words[0]);
  if (error != 0) die("start %s: %s", map->words[0], strerror(error));
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    die("%s refused the ranges of %s for user %s: correct that file, or install the package uidmap "
        "again so that the program has its rights",
        map->words[0], file, kapok_start.user);
}

static void write_proc(pid_t pid, const char *name, const char *text) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || !write_text(fd, text)) die("write %s: %s", path, strerror(errno));
  close(fd);
}

/* Without rights over other ids a process may map its own alone, and only without setgroups. */
static void map_single(pid_t pid) {
  char line[64];
  write_proc(pid, "setgroups", "deny");
  snprintf(line, sizeof line, "0 %u 1\n", (unsigned)kapok_start.uid);
  write_proc(pid, "uid_map", line);
  snprintf(line, sizeof line, "0 %u 1\n", (unsigned)kapok_start.gid);
  write_proc(pid, "gid_map", line);
}

void map_ids(pid_t pid) {
  struct map users, groups;
  start_map(&users, "newuidmap", pid, kapok_start.uid);
  start_map(&groups, "newgidmap", pid, kapok_start.gid);
  int user_ranges = add_granted(&users, "/etc/subuid");
  int group_ranges = add_granted(&groups, "/etc/subgid");
  if (user_ranges > 0 && group_ranges > 0) {
    write_map(&users, "/etc/subuid");
    write_map(&groups, "/etc/subgid");
  } else {
    warn_user("no subordinate ids for user %s in %s: containers have a single user, and images "
              "with files of others can't be unpacked",
              kapok_start.user, user_ranges == 0 ? "/etc/subuid" : "/etc/subgid");
    map_single(pid);
  }
  free_map(&users);
  free_map(&groups);
}

id_t outer_root(const char *file) {
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/self/%s", file);
  if (!read_text(AT_FDCWD, path, text, sizeof text)) return 0;
  unsigned inside, outside;
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n"))
    if (sscanf(line, "%u %u", &inside, &outside) == 2 && inside == 0) return outside;
  return 0;
}
