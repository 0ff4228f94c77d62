#include "support.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static jint pids_self(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return getpid();
}

static jint pids_kill(JNIEnv *env, jclass cls, jint pid, jint signal) {
  (void)env, (void)cls;
  return RESULT(kill(pid, signal));
}

/* Reads /proc/PID/stat; its length, or -errno (ESRCH: the process ended meanwhile). */
static ssize_t read_stat(int pid, char *text, size_t size) {
  char name[32];
  snprintf(name, sizeof name, "/proc/%d/stat", pid);
  int fd = RESULT(open(name, O_RDONLY | O_CLOEXEC));
  if (fd < 0) return fd;
  ssize_t length = RESULT(read(fd, text, size - 1));
  close(fd);
  if (length >= 0) text[length] = '\0';
  return length;
}

/* The start time, 0 where there is none such or only a zombie. The name of the command may hold
   anything, so fields are counted from the last parenthesis (proc_pid_stat(5)). */
static jlong pids_start_time(JNIEnv *env, jclass cls, jint pid) {
  (void)env, (void)cls;
  char text[1024];
  if (pid <= 0) return 0;
  ssize_t length = read_stat(pid, text, sizeof text);
  if (length == -ENOENT || length == -ESRCH) return 0;
  if (length < 0) return length;
  const char *after = strrchr(text, ')');
  char state;
  unsigned long long start;
  /* Field 3 is the state, 22 the start time. */
  if (after == NULL || sscanf(after + 1,
                              " %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s"
                              " %*s %*s %*s %llu",
                              &state, &start) != 2)
    return -EIO;
  return state == 'Z' || state == 'X' ? 0 : (jlong)start;
}

/* 1 where the process is gone (or a zombie), 0 where the time ran out. */
static jint pids_await_exit(JNIEnv *env, jclass cls, jint pid, jlong timeout) {
  (void)env, (void)cls;
  int fd = RESULT((int)syscall(SYS_pidfd_open, pid, 0));
  if (fd < 0) return fd == -ESRCH ? 1 : fd;
  long long deadline = timeout < 0 ? -1 : kapok_now_ms() + timeout;
  struct pollfd ended = {.fd = fd, .events = POLLIN};
  int result;
  do {
    long long left = deadline < 0 ? -1 : deadline - kapok_now_ms();
    if (deadline >= 0 && left < 0) left = 0;
    result = poll(&ended, 1, left > INT_MAX ? INT_MAX : (int)left);
  } while (result < 0 && errno == EINTR);
  if (result < 0) result = -errno;
  close(fd);
  return result;
}

static jint pids_uid(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return (jint)geteuid();
}

static jint pids_gid(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return (jint)getegid();
}

static jint pids_umask(JNIEnv *env, jclass cls, jint mask) {
  (void)env, (void)cls;
  return (jint)umask((mode_t)mask);
}

static const JNINativeMethod TABLE[] = {
    METHOD("self", "()I", pids_self),
    METHOD("kill", "(II)I", pids_kill),
    METHOD("startTime", "(I)J", pids_start_time),
    METHOD("awaitExit", "(IJ)I", pids_await_exit),
    METHOD("uid", "()I", pids_uid),
    METHOD("gid", "()I", pids_gid),
    METHOD("umask", "(I)I", pids_umask),
};
const struct kapok_methods kapok_pid_methods = METHODS(TABLE);
