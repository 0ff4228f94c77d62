#include "support.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
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

static const JNINativeMethod TABLE[] = {
    METHOD("mount", "([B[B[B[BJ[B)I", mounts_mount),
    METHOD("unmount", "([BI)I", mounts_unmount),
    METHOD("isMountPoint", "([B)I", mounts_is_mount_point),
    METHOD("statfs", "([B[J)I", mounts_statfs),
    METHOD("makeNetworkNamespace", "([B)I", mounts_network_namespace),
};
const struct kapok_methods kapok_mount_methods = METHODS(TABLE);
