#include "support.h"

#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <unistd.h>

/* Up to this many bytes are copied by way of the stack; malloc is used beyond. */
#define SMALL 8192
#define LARGE (1 << 20)

static jint io_open(JNIEnv *env, jclass cls, jbyteArray name, jint flags, jint mode) {
  (void)cls;
  struct path path;
  int bad = kapok_path(env, name, &path);
  return bad != 0 ? bad : RESULT(open(path.text, flags | O_CLOEXEC, (mode_t)mode));
}

/* GetPrimitiveArrayCritical would stop the collector for as long as the other side takes. */
static jint io_read(JNIEnv *env, jclass cls, jint fd, jbyteArray buffer, jint offset, jint length) {
  (void)cls;
  char small[SMALL];
  if (length > LARGE) length = LARGE;
  char *data = length <= SMALL ? small : malloc((size_t)length);
  if (data == NULL) return -ENOMEM;
  ssize_t got = RESULT(read(fd, data, (size_t)length));
  if (got > 0) (*env)->SetByteArrayRegion(env, buffer, offset, (jsize)got, (jbyte *)data);
  if (data != small) free(data);
  return (jint)got;
}

/* Writes all; a descriptor that does not block is waited for. */
static int write_all(int fd, const char *data, size_t length) {
  while (length > 0) {
    ssize_t put = RETRY(write(fd, data, length));
    if (put >= 0) {
      data += put;
      length -= (size_t)put;
    } else if (errno == EAGAIN) {
      struct pollfd ready = {.fd = fd, .events = POLLOUT};
      if (RETRY(poll(&ready, 1, -1)) < 0) return -errno;
    } else {
      return -errno;
    }
  }
  return 0;
}

static jint io_write(JNIEnv *env, jclass cls, jint fd, jbyteArray buffer, jint offset,
                     jint length) {
  (void)cls;
  char small[SMALL];
  jint piece = length < LARGE ? length : LARGE;
  char *data = piece <= SMALL ? small : malloc((size_t)piece);
  if (data == NULL) return -ENOMEM;
  int result = 0;
  while (length > 0 && result == 0) {
    jint part = length < piece ? length : piece;
    (*env)->GetByteArrayRegion(env, buffer, offset, part, (jbyte *)data);
    result = write_all(fd, data, (size_t)part);
    offset += part;
    length -= part;
  }
  if (data != small) free(data);
  return result;
}

/* One character of UTF-16, as Java's encoder writes it: half a pair becomes a question mark. */
static size_t encode(const jchar *text, jsize length, jsize *at, char *out) {
  unsigned c = text[(*at)++];
  if (c >= 0xd800 && c < 0xe000) {
    bool pair = c < 0xdc00 && *at < length && (text[*at] & 0xfc00) == 0xdc00;
    c = pair ? 0x10000 + ((c - 0xd800) << 10) + (text[(*at)++] - 0xdc00u) : '?';
  }
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  for (size_t i = more; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3f));
  out[0] = (char)(0xff00 >> (more + 1) | c);
  return more + 1;
}

/* Encodes here: Java's encoder is a loop, which takes long while Java is interpreted. */
static jint io_print(JNIEnv *env, jclass cls, jint fd, jstring string) {
  (void)cls;
  jsize length = (*env)->GetStringLength(env, string);
  jchar *text = malloc((size_t)length * sizeof(jchar) + 1);
  char *bytes = malloc((size_t)length * 3 + 1);
  int result = -ENOMEM;
  if (text != NULL && bytes != NULL) {
    (*env)->GetStringRegion(env, string, 0, length, text);
    size_t used = 0;
    for (jsize i = 0; i < length;) used += encode(text, length, &i, bytes + used);
    result = write_all(fd, bytes, used);
  }
  free(text);
  free(bytes);
  return result;
}

static jint io_close(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  return close(fd) == 0 ? 0 : -errno; /* never retried: the descriptor is free in any case */
}

static jint io_fsync(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  return RESULT(fsync(fd));
}

static jint io_syncfs(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  return RESULT(syncfs(fd));
}

static jint io_truncate(JNIEnv *env, jclass cls, jint fd, jlong length) {
  (void)env, (void)cls;
  return RESULT(ftruncate(fd, length));
}

static jlong io_seek(JNIEnv *env, jclass cls, jint fd, jlong offset, jint whence) {
  (void)env, (void)cls;
  return RESULT(lseek(fd, offset, whence));
}

static jint io_rename(JNIEnv *env, jclass cls, jbyteArray from_name, jbyteArray to_name) {
  (void)cls;
  struct path from, to;
  int bad = kapok_path(env, from_name, &from);
  if (bad == 0) bad = kapok_path(env, to_name, &to);
  return bad != 0 ? bad : RESULT(rename(from.text, to.text));
}

/* Where the kernel has no short cut between the two (a pipe, an appended file). */
static ssize_t copy_by_hand(int from, int to, size_t length) {
  char data[SMALL];
  ssize_t got = RESULT(read(from, data, length < SMALL ? length : SMALL));
  if (got <= 0) return got;
  int result = write_all(to, data, (size_t)got);
  return result < 0 ? result : got;
}

static ssize_t copy_piece(int from, int to, size_t length, int *way) {
  if (length > 1 << 30) length = 1 << 30;
  if (*way == 0) {
    ssize_t done = RETRY(copy_file_range(from, NULL, to, NULL, length, 0));
    if (done > 0 || (done < 0 && (errno == ENOSPC || errno == EIO || errno == EDQUOT)))
      return done < 0 ? -errno : done;
    *way = 1; /* also at 0: some file systems of the kernel report no end, only nothing */
  }
  if (*way == 1) {
    ssize_t done = RETRY(sendfile(to, from, NULL, length));
    if (done >= 0 || (errno != EINVAL && errno != ENOSYS && errno != EAGAIN))
      return done < 0 ? -errno : done;
    *way = 2;
  }
  return copy_by_hand(from, to, length);
}

static jlong io_copy(JNIEnv *env, jclass cls, jint from, jint to, jlong length) {
  (void)env, (void)cls;
  jlong copied = 0;
  int way = 0;
  while (copied < length) {
    ssize_t done = copy_piece(from, to, (size_t)(length - copied), &way);
    if (done < 0) return done;
    if (done == 0) break;
    copied += done;
  }
  return copied;
}

static const JNINativeMethod TABLE[] = {
    METHOD("open", "([BII)I", io_open),
    METHOD("read", "(I[BII)I", io_read),
    METHOD("write", "(I[BII)I", io_write),
    METHOD("print", "(ILjava/lang/String;)I", io_print),
    METHOD("close", "(I)I", io_close),
    METHOD("fsync", "(I)I", io_fsync),
    METHOD("syncfs", "(I)I", io_syncfs),
    METHOD("truncate", "(IJ)I", io_truncate),
    METHOD("seek", "(IJI)J", io_seek),
    METHOD("rename", "([B[B)I", io_rename),
    METHOD("copy", "(IIJ)J", io_copy),
};
const struct kapok_methods kapok_io_methods = METHODS(TABLE);
