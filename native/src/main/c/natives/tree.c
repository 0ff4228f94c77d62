#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define DIRECTORY_BUFFER 32768

static jint tree_openat2(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jint flags, jint mode,
                         jint resolve) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC),
                         .mode = creates ? (unsigned)mode & 07777 : 0,
                         .resolve = (unsigned)resolve};
  long fd = -EAGAIN;
  /* EAGAIN: a rename elsewhere raced with "..", and the kernel asks to look again. */
  for (int tries = 0; fd == -EAGAIN && tries < 100; tries++)
    fd = RESULT(syscall(SYS_openat2, dir, path.text, &how, sizeof how));
  return (jint)fd;
}

static jint tree_stat(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jlongArray out) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  struct stat found;
  int result = RESULT(fstatat(dir, path.text, &found, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH));
  if (result != 0) return result;
  const jlong values[] = {
      found.st_mode,         found.st_uid,
      found.st_gid,          (jlong)found.st_nlink,
      found.st_size,         (jlong)found.st_dev,
      (jlong)found.st_ino,   (jlong)found.st_rdev,
      found.st_mtim.tv_sec,  found.st_mtim.tv_nsec,
      found.st_blocks,
  };
  (*env)->SetLongArrayRegion(env, out, 0, (jsize)COUNT(values), values);
  return 0;
}

static jint tree_mkdir(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jint mode) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(mkdirat(dir, path.text, (mode_t)mode));
}

static jint tree_mknod(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jint mode,
                       jlong device) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(mknodat(dir, path.text, (mode_t)mode, (dev_t)device));
}

static jint tree_symlink(JNIEnv *env, jclass cls, jbyteArray content, jint dir, jbyteArray name) {
  (void)cls;
  struct path target, path;
  int bad = kapok_path(env, content, &target);
  if (bad == 0) bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(symlinkat(target.text, dir, path.text));
}

static jint tree_link(JNIEnv *env, jclass cls, jint from_dir, jbyteArray from_name, jint to_dir,
                      jbyteArray to_name) {
  (void)cls;
  struct path from, to;
  int bad = kapok_path(env, from_name, &from);
  if (bad == 0) bad = kapok_path(env, to_name, &to);
  return bad != 0 ? bad : RESULT(linkat(from_dir, from.text, to_dir, to.text, 0));
}

static jint tree_unlink(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jboolean directory) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(unlinkat(dir, path.text, directory ? AT_REMOVEDIR : 0));
}

static jint tree_rename(JNIEnv *env, jclass cls, jint from_dir, jbyteArray from_name, jint to_dir,
                        jbyteArray to_name, jboolean no_replace) {
  (void)cls;
  struct path from, to;
  int bad = kapok_path(env, from_name, &from);
  if (bad == 0) bad = kapok_path(env, to_name, &to);
  if (bad != 0) return bad;
  unsigned flags = no_replace ? RENAME_NOREPLACE : 0;
  return RESULT(renameat2(from_dir, from.text, to_dir, to.text, flags));
}

static jint tree_readlink(JNIEnv *env, jclass cls, jint dir, jbyteArray name, jbyteArray buffer) {
  (void)cls;
  struct path path, target;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  ssize_t length = RESULT(readlinkat(dir, path.text, target.text, sizeof target.text));
  if (length < 0) return (jint)length;
  if (length > (*env)->GetArrayLength(env, buffer)) return -ENAMETOOLONG;
  (*env)->SetByteArrayRegion(env, buffer, 0, (jsize)length, (jbyte *)target.text);
  return (jint)length;
}

/* As getdents64(2) fills it; glibc has no name for it. */
struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short size;
  unsigned char type;
  char name[];
};

/* Gives names, each with a NUL behind it, as many as one call to the kernel returns; 0 at the
   end. The buffer must hold DIRECTORY_BUFFER bytes: names are shorter than their entries. */
static jint tree_list(JNIEnv *env, jclass cls, jint dir, jbyteArray buffer, jboolean from_start) {
  (void)cls;
  if (from_start && lseek(dir, 0, SEEK_SET) < 0) return -errno;
  _Alignas(struct entry) char entries[DIRECTORY_BUFFER];
  char names[DIRECTORY_BUFFER];
  jsize used = 0;
  while (used == 0) {
    long got = RETRY(syscall(SYS_getdents64, dir, entries, sizeof entries));
    if (got <= 0) return got < 0 ? -errno : 0;
    for (long at = 0; at < got;) {
      const struct entry *entry = (const struct entry *)(entries + at);
      at += entry->size;
      if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0) continue;
      size_t length = strlen(entry->name) + 1;
      memcpy(names + used, entry->name, length);
      used += (jsize)length;
    }
  }
  (*env)->SetByteArrayRegion(env, buffer, 0, used, (jbyte *)names);
  return used;
}

static const JNINativeMethod TABLE[] = {
    METHOD("openat2", "(I[BIII)I", tree_openat2),
    METHOD("stat", "(I[B[J)I", tree_stat),
    METHOD("mkdir", "(I[BI)I", tree_mkdir),
    METHOD("mknod", "(I[BIJ)I", tree_mknod),
    METHOD("symlink", "([BI[B)I", tree_symlink),
    METHOD("link", "(I[BI[B)I", tree_link),
    METHOD("unlink", "(I[BZ)I", tree_unlink),
    METHOD("renameat", "(I[BI[BZ)I", tree_rename),
    METHOD("readlink", "(I[B[B)I", tree_readlink),
    METHOD("list", "(I[BZ)I", tree_list),
};
const struct kapok_methods kapok_tree_methods = METHODS(TABLE);
