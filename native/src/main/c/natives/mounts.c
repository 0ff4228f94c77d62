#include "support.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int optional_path(JNIEnv *env, jbyteArray bytes, struct path *path, const char **text) {
  *text = NULL;
  if (bytes == NULL) return 0;
  *text = path->text;
  return kapok_path(env, bytes, path);
}

struct mount_job {
  const char *directory, *source, *target, *type, *data;
  unsigned long flags;
  int error;
};

/* Runs in a child that shares the mount namespace and the memory, but not the working directory. */
static int mount_in_directory(void *data) {
  struct mount_job *job = data;
  if (chdir(job->directory) != 0 ||
      mount(job->source, job->target, job->type, job->flags, job->data) != 0)
    job->error = errno;
  _exit(0);
}

/* Waits for a child that has put its result where this process sees it; EINTR: it was killed. */
static int finish_child(int pid, const int *error) {
  if (pid < 0) return pid;
  int status;
  int result = RESULT(waitpid(pid, &status, 0));
  if (result < 0) return result;
  return WIFEXITED(status) ? -*error : -EINTR;
}

/* With a directory, relative paths in the options start there. */
static jint mounts_mount(JNIEnv *env, jclass cls, jbyteArray directory, jbyteArray source,
                         jbyteArray target, jbyteArray type, jlong flags, jbyteArray options) {
  (void)cls;
  struct path paths[5];
  struct mount_job job = {.flags = (unsigned long)flags};
  int bad = optional_path(env, directory, &paths[0], &job.directory);
  if (bad == 0) bad = optional_path(env, source, &paths[1], &job.source);
  if (bad == 0) bad = optional_path(env, target, &paths[2], &job.target);
  if (bad == 0) bad = optional_path(env, type, &paths[3], &job.type);
  if (bad == 0) bad = optional_path(env, options, &paths[4], &job.data);
  if (bad != 0) return bad;
  if (job.directory != NULL)
    return finish_child(kapok_clone_vfork(mount_in_directory, &job), &job.error);
  return RESULT(mount(job.source, job.target, job.type, job.flags, job.data));
}

static jint mounts_unmount(JNIEnv *env, jclass cls, jbyteArray name, jint flags) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(umount2(path.text, flags));
}

/* 1 for the root of a mount, 0 for another file (STATX_ATTR_MOUNT_ROOT, Linux 5.8). */
static jint mounts_is_mount_point(JNIEnv *env, jclass cls, jbyteArray name) {
  (void)cls;
  struct path path;
  struct statx found;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
  int result = RESULT(statx(AT_FDCWD, path.text, flags, STATX_TYPE, &found));
  return result != 0 ? result : (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/* Gives the file system's magic number and the bytes that a user without privileges may write. */
static jint mounts_statfs(JNIEnv *env, jclass cls, jbyteArray name, jlongArray out) {
  (void)cls;
  struct path path;
  struct statfs found;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  int result = RESULT(statfs(path.text, &found));
  if (result != 0) return result;
  const jlong values[] = {(jlong)found.f_type, (jlong)(found.f_bavail * (fsblkcnt_t)found.f_bsize)};
  (*env)->SetLongArrayRegion(env, out, 0, 2, values);
  return 0;
}

struct new_namespace {
  const char *path;
  int error;
};

static int loopback_up(void) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  struct ifreq request = {.ifr_flags = IFF_UP | IFF_RUNNING};
  memcpy(request.ifr_name, "lo", sizeof "lo");
  int error = ioctl(fd, SIOCSIFFLAGS, &request) == 0 ? 0 : errno;
  close(fd);
  return error;
}

/* Runs in a child that shares memory and the mount namespace; the new network is only its own. */
static int make_namespace(void *data) {
  struct new_namespace *job = data;
  if (unshare(CLONE_NEWNET) != 0)
    job->error = errno;
  else if ((job->error = loopback_up()) == 0 &&
           mount("/proc/self/ns/net", job->path, NULL, MS_BIND, NULL) != 0)
    job->error = errno;
  _exit(0);
}

static jint mounts_network_namespace(JNIEnv *env, jclass cls, jbyteArray name) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  struct new_namespace job = {path.text, 0};
  return finish_child(kapok_clone_vfork(make_namespace, &job), &job.error);
}

/* Of the calling thread only; there is no way back without rights over the namespace before. */
static jint mounts_join_network(JNIEnv *env, jclass cls, jbyteArray name) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  int fd = RESULT(open(path.text, O_RDONLY | O_CLOEXEC));
  if (fd < 0) return fd;
  int result = RESULT(setns(fd, CLONE_NEWNET));
  close(fd);
  return result;
}

/* Holds a new user namespace until it is killed. Shares the memory, and so must not touch errno. */
static _Noreturn int hold_namespace(void *data) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != (pid_t)(intptr_t)data) _exit(0); /* who died before that sends no signal */
  for (;;) pause();
}

static int write_map(int pid, const char *file, const char *map) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  /* The kernel takes a map in one write or not at all. */
  ssize_t written = write(fd, map, strlen(map));
  int error = errno;
  close(fd);
  return written < 0 ? -error : 0;
}

static int open_namespace(int pid, const char *users, const char *groups) {
  int bad = write_map(pid, "uid_map", users);
  if (bad == 0) bad = write_map(pid, "gid_map", groups);
  if (bad != 0) return bad;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
  return RESULT(open(path, O_RDONLY | O_CLOEXEC));
}

/* Gives a descriptor of a new user namespace with these maps; no process stays in it. */
static jint user_namespace(const char *users, const char *groups) {
  char *stack;
  int pid = kapok_clone(CLONE_NEWUSER, hold_namespace, (void *)(intptr_t)getpid(), &stack);
  if (pid < 0) return pid;
  int result = open_namespace(pid, users, groups);
  kill(pid, SIGKILL);
  RETRY(waitpid(pid, NULL, 0));
  kapok_free_stack(stack);
  return result;
}

static jint mounts_user_namespace(JNIEnv *env, jclass cls, jbyteArray users, jbyteArray groups) {
  (void)cls;
  char *user_map = kapok_text(env, users);
  char *group_map = kapok_text(env, groups);
  jint result =
      user_map == NULL || group_map == NULL ? -errno : user_namespace(user_map, group_map);
  free(user_map);
  free(group_map);
  return result;
}

/* mount_setattr(2); the C library has its own from 2.36 on. */
struct mapped_attributes {
  uint64_t set, clear, propagation, namespace;
};

#define ATTRIBUTE_IDMAP 0x00100000
#define TREE_CLONE 1
#define FROM_EMPTY_PATH 4

static jint mounts_mapped(JNIEnv *env, jclass cls, jbyteArray source, jbyteArray target,
                          jint namespace) {
  (void)cls;
  struct path from, to;
  int bad = kapok_path(env, source, &from);
  if (bad == 0) bad = kapok_path(env, target, &to);
  if (bad != 0) return bad;
  int tree = RESULT((int)syscall(SYS_open_tree, AT_FDCWD, from.text, TREE_CLONE | O_CLOEXEC));
  if (tree < 0) return tree;
  struct mapped_attributes attributes = {ATTRIBUTE_IDMAP, 0, MS_PRIVATE, (uint64_t)namespace};
  int result = RESULT((int)syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, &attributes,
                                   sizeof attributes));
  if (result == 0)
    result = RESULT((int)syscall(SYS_move_mount, tree, "", AT_FDCWD, to.text, FROM_EMPTY_PATH));
  close(tree);
  return result;
}

static const JNINativeMethod TABLE[] = {
    METHOD("mount", "([B[B[B[BJ[B)I", mounts_mount),
    METHOD("unmount", "([BI)I", mounts_unmount),
    METHOD("isMountPoint", "([B)I", mounts_is_mount_point),
    METHOD("statfs", "([B[J)I", mounts_statfs),
    METHOD("makeNetworkNamespace", "([B)I", mounts_network_namespace),
    METHOD("joinNetworkNamespace", "([B)I", mounts_join_network),
    METHOD("openUserNamespace", "([B[B)I", mounts_user_namespace),
    METHOD("mountMapped", "([B[BI)I", mounts_mapped),
};
const struct kapok_methods kapok_mount_methods = METHODS(TABLE);
