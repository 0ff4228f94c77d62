#define _GNU_SOURCE
#include "files.h"
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool read_text(int folder, const char *name, char *buffer, size_t size) {
  int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  size_t filled = 0;
  ssize_t got = 0;
  while (filled < size - 1) {
    got = read(fd, buffer + filled, size - 1 - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    filled += (size_t)got;
  }
  close(fd);
  buffer[filled] = '\0';
  return got >= 0;
}

bool write_text(int fd, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t done = write(fd, text, left);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    text += done;
    left -= (size_t)done;
  }
  return true;
}

/* A folder in /tmp could have been made by somebody else to be read or changed later. */
int open_private_folder(const char *path) {
  if (mkdir(path, 0700) != 0 && errno != EEXIST) die("make the folder %s: %s", path, strerror(errno));
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) die("open the folder %s: %s", path, strerror(errno));
  if (status.st_uid != geteuid() || (status.st_mode & 077) != 0)
    die("the folder %s is not private to this user: remove it, or set XDG_RUNTIME_DIR", path);
  return fd;
}
