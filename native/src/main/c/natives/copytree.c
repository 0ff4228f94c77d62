#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/*
 * Copies a tree into an empty folder that nobody else knows: content with its holes, owners, modes,
 * attributes, times and hard links. The files of a large folder are copied by several threads.
 * Nothing here touches the JVM but the entry point; all functions give 0 or -errno. Trees that are
 * deeper, or hold more linked files, than is sane are refused: others copy them more slowly.
 */

#define BUFFER (64 << 10)
#define MANY 128 /* so many names are worth a thread */
#define MOST_THREADS 8
#define DEEPEST 64        /* each level takes some KiB of the stack */
#define MOST_LINKED 10000 /* each is compared with all before */

/* The first name of a file that has several, from the root of the copy. */
struct first_name {
  dev_t device;
  ino_t number;
  char *path;
};

struct copy {
  int root;
  int threads;
  int depth;
  struct first_name *first;
  size_t count, room;
};

enum { DONE, FOLDER, LINKED };

/* A folder whose files are being copied. */
struct folder {
  int from, to;
  char **names;
  unsigned char *left;
  size_t count;
  atomic_size_t next;
  atomic_int error;
};

static int read_write(int in, int out) {
  char buffer[BUFFER];
  for (;;) {
    ssize_t count = RESULT(read(in, buffer, sizeof buffer));
    if (count <= 0) return (int)count;
    for (ssize_t done = 0; done < count;) {
      ssize_t written = RESULT(write(out, buffer + done, (size_t)(count - done)));
      if (written < 0) return (int)written;
      done += written;
    }
    if (count < (ssize_t)sizeof buffer) return 0;
  }
}

static int copy_range(int in, int out, off_t start, off_t end) {
  char buffer[BUFFER];
  bool inside = true; /* whether the kernel copies by itself */
  while (start < end) {
    off_t to = start;
    ssize_t count = -EINVAL;
    if (inside) {
      off_t from = start;
      count = RESULT(copy_file_range(in, &from, out, &to, (size_t)(end - start), 0));
      inside = count > 0;
    }
    if (!inside) {
      size_t most = end - start < BUFFER ? (size_t)(end - start) : BUFFER;
      count = RESULT(pread(in, buffer, most, start));
      if (count > 0) count = RESULT(pwrite(out, buffer, (size_t)count, start));
    }
    if (count <= 0) return (int)count;
    start += count;
  }
  return 0;
}

static int copy_content(int in, int out, const struct stat *like) {
  bool whole = like->st_blocks * 512 >= like->st_size;
  if (whole && like->st_size < BUFFER) return read_write(in, out);
  off_t at = 0;
  while (at < like->st_size) {
    off_t data = RESULT(lseek(in, at, SEEK_DATA));
    if (data == -ENXIO) break;
    off_t hole = data < 0 ? like->st_size : RESULT(lseek(in, data, SEEK_HOLE));
    if (data < 0) data = at; /* a file system that knows no holes */
    int bad = copy_range(in, out, data, hole < 0 ? like->st_size : hole);
    if (bad != 0) return bad;
    at = hole < 0 ? like->st_size : hole;
  }
  return RESULT(ftruncate(out, like->st_size));
}

/* A file that is open, or one that is named and, if it is a link, not followed. */
struct end {
  int fd;
  const char *path; /* NULL: it is open */
};

static ssize_t list_of(const struct end *end, char *names, size_t size) {
  return end->path == NULL ? flistxattr(end->fd, names, size) : llistxattr(end->path, names, size);
}

static ssize_t value_of(const struct end *end, const char *name, char *value, size_t size) {
  return end->path == NULL ? fgetxattr(end->fd, name, value, size)
                           : lgetxattr(end->path, name, value, size);
}

static int give(const struct end *end, const char *name, const char *value, size_t size) {
  return end->path == NULL ? fsetxattr(end->fd, name, value, size, 0)
                           : lsetxattr(end->path, name, value, size, 0);
}

/* Attributes that may not be set, or that the file system does not have, are left out. */
static int copy_attributes(const struct end *from, const struct end *to) {
  char names[BUFFER], value[BUFFER];
  ssize_t size = list_of(from, names, sizeof names);
  if (size < 0) return errno == EOPNOTSUPP ? 0 : -errno;
  for (char *name = names; name < names + size; name += strlen(name) + 1) {
    ssize_t length = value_of(from, name, value, sizeof value);
    if (length < 0 && errno == ENODATA) continue;
    if (length < 0) return -errno;
    if (give(to, name, value, (size_t)length) != 0 && errno != EPERM && errno != EOPNOTSUPP)
      return -errno;
  }
  return 0;
}

/* A change of owner takes set-uid bits and capabilities away, so it comes first. */
static int dress_open(int in, int out, const struct stat *like) {
  const struct timespec times[] = {like->st_atim, like->st_mtim};
  int bad = RESULT(fchown(out, like->st_uid, like->st_gid));
  if (bad == 0) bad = RESULT(fchmod(out, like->st_mode & 07777));
  if (bad == 0) bad = copy_attributes(&(struct end){in, NULL}, &(struct end){out, NULL});
  return bad == 0 ? RESULT(futimens(out, times)) : bad;
}

static int dress(int from, int to, const char *name, const struct stat *like) {
  const struct timespec times[] = {like->st_atim, like->st_mtim};
  char source[PATH_MAX], target[PATH_MAX];
  snprintf(source, sizeof source, "/proc/self/fd/%d/%s", from, name);
  snprintf(target, sizeof target, "/proc/self/fd/%d/%s", to, name);
  int bad = RESULT(fchownat(to, name, like->st_uid, like->st_gid, AT_SYMLINK_NOFOLLOW));
  if (bad == 0 && !S_ISLNK(like->st_mode)) bad = RESULT(fchmodat(to, name, like->st_mode & 07777, 0));
  if (bad == 0) bad = copy_attributes(&(struct end){-1, source}, &(struct end){-1, target});
  return bad == 0 ? RESULT(utimensat(to, name, times, AT_SYMLINK_NOFOLLOW)) : bad;
}

static int copy_file(int from, int to, const char *name, const struct stat *like) {
  int in = RESULT(openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (in < 0) return in;
  int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int out = RESULT(openat(to, name, flags, 0600));
  int bad = out < 0 ? out : copy_content(in, out, like);
  if (bad == 0) bad = dress_open(in, out, like);
  if (out >= 0) close(out);
  close(in);
  return bad;
}

static int copy_link(int from, int to, const char *name) {
  char target[PATH_MAX];
  ssize_t length = RESULT(readlinkat(from, name, target, sizeof target - 1));
  if (length < 0) return (int)length;
  target[length] = '\0';
  return RESULT(symlinkat(target, to, name));
}

/* Copies anything but a folder. */
static int copy_one(int from, int to, const char *name, const struct stat *like) {
  if (S_ISREG(like->st_mode)) return copy_file(from, to, name, like);
  int bad = S_ISLNK(like->st_mode) ? copy_link(from, to, name)
                                   : RESULT(mknodat(to, name, like->st_mode & S_IFMT, like->st_rdev));
  return bad == 0 ? dress(from, to, name, like) : bad;
}

/* Takes one name after the other, until none is left or somebody failed. */
static void *copy_files(void *data) {
  struct folder *folder = data;
  size_t i;
  while (folder->error == 0 && (i = atomic_fetch_add(&folder->next, 1)) < folder->count) {
    struct stat found;
    int bad = RESULT(fstatat(folder->from, folder->names[i], &found, AT_SYMLINK_NOFOLLOW));
    if (bad == 0 && S_ISDIR(found.st_mode))
      folder->left[i] = FOLDER;
    else if (bad == 0 && found.st_nlink > 1)
      folder->left[i] = LINKED;
    else if (bad == 0)
      bad = copy_one(folder->from, folder->to, folder->names[i], &found);
    if (bad != 0) folder->error = bad;
  }
  return NULL;
}

static void copy_all_files(struct folder *folder, int threads) {
  pthread_t helpers[MOST_THREADS];
  int count = 0;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (folder->count >= MANY && count < threads - 1 && count < MOST_THREADS &&
         pthread_create(&helpers[count], NULL, copy_files, folder) == 0)
    count++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  copy_files(folder);
  for (int i = 0; i < count; i++) pthread_join(helpers[i], NULL);
}

/* Copies a file that has more names than this one, or gives its copy this name as well. */
static int copy_linked(struct copy *copy, struct folder *folder, const char *name,
                       const char *path) {
  struct stat found;
  int bad = RESULT(fstatat(folder->from, name, &found, AT_SYMLINK_NOFOLLOW));
  if (bad != 0) return bad;
  for (size_t i = 0; i < copy->count; i++) {
    struct first_name *first = &copy->first[i];
    if (first->number == found.st_ino && first->device == found.st_dev)
      return RESULT(linkat(copy->root, first->path, folder->to, name, 0));
  }
  if (copy->count == MOST_LINKED) return -EMLINK;
  if (copy->count == copy->room) {
    size_t room = copy->room == 0 ? 64 : copy->room * 2;
    struct first_name *more = realloc(copy->first, room * sizeof *more);
    if (more == NULL) return -ENOMEM;
    copy->first = more;
    copy->room = room;
  }
  char *own = strdup(path);
  if (own == NULL) return -ENOMEM;
  copy->first[copy->count++] = (struct first_name){found.st_dev, found.st_ino, own};
  return copy_one(folder->from, folder->to, name, &found);
}

static int read_names(struct folder *folder) {
  int own = RESULT(openat(folder->from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (own < 0) return own;
  DIR *dir = fdopendir(own);
  if (dir == NULL) {
    int bad = -errno;
    close(own);
    return bad;
  }
  size_t room = 0;
  int bad = 0;
  struct dirent *entry;
  while (bad == 0 && (errno = 0, entry = readdir(dir)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (folder->count == room) {
      room = room == 0 ? 64 : room * 2;
      char **more = realloc(folder->names, room * sizeof *more);
      if (more == NULL) bad = -ENOMEM;
      else folder->names = more;
    }
    if (bad == 0) {
      folder->names[folder->count] = strdup(entry->d_name);
      if (folder->names[folder->count] == NULL) bad = -ENOMEM;
      else folder->count++;
    }
  }
  if (bad == 0 && entry == NULL) bad = -errno;
  closedir(dir);
  if (bad == 0) folder->left = calloc(folder->count + 1, 1);
  return bad == 0 && folder->left == NULL ? -ENOMEM : bad;
}

static int copy_folder(struct copy *copy, int from, int to, const char *path);

static int copy_child(struct copy *copy, struct folder *folder, const char *name,
                      const char *path) {
  if (copy->depth == DEEPEST) return -ELOOP;
  int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  int bad = RESULT(mkdirat(folder->to, name, 0700));
  int from = bad != 0 ? bad : RESULT(openat(folder->from, name, flags));
  if (from < 0) return from;
  int to = RESULT(openat(folder->to, name, flags));
  copy->depth++;
  bad = to < 0 ? to : copy_folder(copy, from, to, path);
  copy->depth--;
  if (to >= 0) close(to);
  close(from);
  return bad;
}

static int copy_rest(struct copy *copy, struct folder *folder, const char *path) {
  int bad = folder->error;
  for (size_t i = 0; bad == 0 && i < folder->count; i++) {
    if (folder->left[i] == DONE) continue;
    char whole[PATH_MAX];
    int length = snprintf(whole, sizeof whole, "%s%s%s", path, *path == '\0' ? "" : "/",
                          folder->names[i]);
    if (length >= (int)sizeof whole)
      bad = -ENAMETOOLONG;
    else if (folder->left[i] == FOLDER)
      bad = copy_child(copy, folder, folder->names[i], whole);
    else
      bad = copy_linked(copy, folder, folder->names[i], whole);
  }
  return bad;
}

/* The folder gets its time last: whatever is made in it changes that. */
static int copy_folder(struct copy *copy, int from, int to, const char *path) {
  struct folder folder = {.from = from, .to = to};
  struct stat like;
  int bad = RESULT(fstat(from, &like));
  if (bad == 0) bad = read_names(&folder);
  if (bad == 0) {
    copy_all_files(&folder, copy->threads);
    bad = copy_rest(copy, &folder, path);
  }
  for (size_t i = 0; i < folder.count; i++) free(folder.names[i]);
  free(folder.names);
  free(folder.left);
  return bad == 0 ? dress_open(from, to, &like) : bad;
}

static jint copy_tree(JNIEnv *env, jclass cls, jint from, jint to, jint threads) {
  (void)env;
  (void)cls;
  struct copy copy = {.root = to, .threads = threads};
  int bad = copy_folder(&copy, from, to, "");
  for (size_t i = 0; i < copy.count; i++) free(copy.first[i].path);
  free(copy.first);
  return bad;
}

static const JNINativeMethod TABLE[] = {
    METHOD("copyTree", "(III)I", copy_tree),
};
const struct kapok_methods kapok_copy_methods = METHODS(TABLE);
