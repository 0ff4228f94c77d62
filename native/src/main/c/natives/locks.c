#include "support.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#define FIRST_PAUSE_US 500
#define LONGEST_PAUSE_US 20000

/* Whether the locked file is still the one at the path: its holder may have removed it. */
static bool still_there(int fd, const char *path) {
  struct stat held, found;
  return fstat(fd, &held) == 0 && stat(path, &found) == 0 && held.st_dev == found.st_dev &&
         held.st_ino == found.st_ino;
}

/* Waits until the lock is there or the time is over; a deadline < 0 is never over. */
static int flock_until(int fd, int operation, long long deadline) {
  if (deadline < 0) return RESULT(flock(fd, operation));
  long pause = FIRST_PAUSE_US;
  for (;;) {
    int result = RESULT(flock(fd, operation | LOCK_NB));
    if (result != -EWOULDBLOCK || kapok_now_ms() >= deadline) return result;
    struct timespec time = {.tv_nsec = pause * 1000};
    nanosleep(&time, NULL);
    if (pause < LONGEST_PAUSE_US) pause *= 2;
  }
}

/* Returns the descriptor that holds the lock; EWOULDBLOCK where the time ran out. */
static jint locks_lock(JNIEnv *env, jclass cls, jbyteArray name, jboolean exclusive,
                       jlong timeout) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  long long deadline = timeout < 0 ? -1 : kapok_now_ms() + timeout;
  for (;;) {
    int fd = RESULT(open(path.text, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (fd < 0) return fd;
    int result = flock_until(fd, exclusive ? LOCK_EX : LOCK_SH, deadline);
    if (result == 0 && still_there(fd, path.text)) return fd;
    close(fd);
    if (result != 0) return result;
  }
}

/* Finds who holds a lock in lines such as
   "4: FLOCK  ADVISORY  WRITE 815 08:01:1311 0 EOF"; waiters have "->" before the kind. */
static jint locks_holder(JNIEnv *env, jclass cls, jbyteArray name) {
  (void)cls;
  struct path path;
  struct stat found;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  if (stat(path.text, &found) != 0) return errno == ENOENT ? 0 : -errno;
  FILE *locks = fopen("/proc/locks", "re");
  if (locks == NULL) return -errno;
  char line[256];
  int holder = 0;
  while (holder == 0 && fgets(line, sizeof line, locks) != NULL) {
    int pid;
    unsigned major_number, minor_number;
    unsigned long inode;
    if (sscanf(line, "%*d: FLOCK %*s %*s %d %x:%x:%lu", &pid, &major_number, &minor_number,
               &inode) == 4 &&
        makedev(major_number, minor_number) == found.st_dev && inode == found.st_ino && pid > 0)
      holder = pid;
  }
  fclose(locks);
  return holder;
}

static const JNINativeMethod TABLE[] = {
    METHOD("lock", "([BZJ)I", locks_lock),
    METHOD("lockHolder", "([B)I", locks_holder),
};
const struct kapok_methods kapok_lock_methods = METHODS(TABLE);
