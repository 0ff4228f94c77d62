#include "support.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* XATTR_SIZE_MAX and XATTR_LIST_MAX of the kernel (linux/limits.h). */
#define ATTRIBUTE_MAX 65536

/* Of Linux 6.6, the same everywhere; older C libraries make four calls and go through /proc. */
#define SYS_FCHMODAT2 452

static jint attr_chown(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jint uid, jint gid) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  return RESULT(fchownat(dir, path.text, (uid_t)uid, (gid_t)gid,
                         AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH));
}

static jint attr_chmod(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jint mode) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  if (path.text[0] != '\0') {
    int done = RESULT(syscall(SYS_FCHMODAT2, dir, path.text, mode, AT_SYMLINK_NOFOLLOW));
    if (done != -ENOSYS && done != -EPERM) return done; /* EPERM: also of old seccomp filters */
    return RESULT(fchmodat(dir, path.text, (mode_t)mode, AT_SYMLINK_NOFOLLOW));
  }
  int result = RESULT(fchmod(dir, (mode_t)mode));
  if (result != -EBADF) return result;
  snprintf(path.text, sizeof path.text, "/proc/self/fd/%d", dir); /* opened with O_PATH */
  return RESULT(chmod(path.text, (mode_t)mode));
}

static jint attr_times(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jlong access,
                       jint access_nanos, jlong modified, jint modified_nanos) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  const struct timespec times[] = {{.tv_sec = access, .tv_nsec = access_nanos},
                                   {.tv_sec = modified, .tv_nsec = modified_nanos}};
  return RESULT(utimensat(dir, path.text, times, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH));
}

/* The calls for attributes take no directory descriptor: the way leads through /proc, which is
   followed up to the last component, and never there. */
struct subject {
  struct path path;
  bool follow; /* the last component is the link in /proc itself */
};

static int find_subject(JNIEnv *env, jint dir, jbyteArray name, struct subject *subject) {
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  subject->follow = path.text[0] == '\0';
  int length;
  if (dir == AT_FDCWD)
    length = snprintf(subject->path.text, sizeof subject->path.text, "%s", path.text);
  else if (subject->follow)
    length = snprintf(subject->path.text, sizeof subject->path.text, "/proc/self/fd/%d", dir);
  else
    length =
        snprintf(subject->path.text, sizeof subject->path.text, "/proc/self/fd/%d/%s", dir, path.text);
  return (size_t)length < sizeof subject->path.text ? 0 : -ENAMETOOLONG;
}

static jint attr_set(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jbyteArray attribute,
                     jbyteArray value) {
  (void)cls;
  struct subject subject;
  struct path key;
  int bad = find_subject(env, dir, name, &subject);
  if (bad == 0) bad = kapok_path(env, attribute, &key);
  if (bad != 0) return bad;
  jsize length = (*env)->GetArrayLength(env, value);
  if (length > ATTRIBUTE_MAX) return -E2BIG;
  jbyte *data = malloc((size_t)length + 1);
  if (data == NULL) return -ENOMEM;
  (*env)->GetByteArrayRegion(env, value, 0, length, data);
  const char *path = subject.path.text;
  int result = subject.follow ? RESULT(setxattr(path, key.text, data, (size_t)length, 0))
                              : RESULT(lsetxattr(path, key.text, data, (size_t)length, 0));
  free(data);
  return result;
}

/* Returns the attribute's length; a larger one than the buffer is ERANGE, and 0 asks for it. */
static jint attr_get(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jbyteArray attribute,
                     jbyteArray buffer) {
  (void)cls;
  struct subject subject;
  struct path key;
  int bad = find_subject(env, dir, name, &subject);
  if (bad == 0) bad = kapok_path(env, attribute, &key);
  if (bad != 0) return bad;
  jsize size = (*env)->GetArrayLength(env, buffer);
  jbyte *data = malloc((size_t)size + 1);
  if (data == NULL) return -ENOMEM;
  const char *path = subject.path.text;
  ssize_t length = subject.follow ? RESULT(getxattr(path, key.text, data, (size_t)size))
                                  : RESULT(lgetxattr(path, key.text, data, (size_t)size));
  if (length > 0 && length <= size)
    (*env)->SetByteArrayRegion(env, buffer, 0, (jsize)length, data);
  free(data);
  return (jint)length;
}

static jint attr_list(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jbyteArray buffer) {
  (void)cls;
  struct subject subject;
  int bad = find_subject(env, dir, name, &subject);
  if (bad != 0) return bad;
  jsize size = (*env)->GetArrayLength(env, buffer);
  char *data = malloc((size_t)size + 1);
  if (data == NULL) return -ENOMEM;
  const char *path = subject.path.text;
  ssize_t length = subject.follow ? RESULT(listxattr(path, data, (size_t)size))
                                  : RESULT(llistxattr(path, data, (size_t)size));
  if (length > 0 && length <= size)
    (*env)->SetByteArrayRegion(env, buffer, 0, (jsize)length, (jbyte *)data);
  free(data);
  return (jint)length;
}

static jint attr_spread(JNIEnv *env, jclass cls, jint dir) {
  (void)env, (void)cls;
  int flags;
  int result = RESULT(ioctl(dir, FS_IOC_GETFLAGS, &flags));
  if (result != 0 || (flags & FS_TOPDIR_FL) != 0) return result;
  flags |= FS_TOPDIR_FL;
  return RESULT(ioctl(dir, FS_IOC_SETFLAGS, &flags));
}

static const JNINativeMethod TABLE[] = {
    METHOD("chown", "(I[BII)I", attr_chown),
    METHOD("chmod", "(I[BI)I", attr_chmod),
    METHOD("times", "(I[BJIJI)I", attr_times),
    METHOD("setXattr", "(I[B[B[B)I", attr_set),
    METHOD("getXattr", "(I[B[B[B)I", attr_get),
    METHOD("listXattrs", "(I[B[B)I", attr_list),
    METHOD("spread", "(I)I", attr_spread),
};
const struct kapok_methods kapok_attribute_methods = METHODS(TABLE);
