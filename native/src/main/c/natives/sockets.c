#include "support.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define RECEIVE_MAX (1 << 20)

static jint give_pair(JNIEnv *env, jintArray out, const int pair[2]) {
  const jint values[] = {pair[0], pair[1]};
  (*env)->SetIntArrayRegion(env, out, 0, 2, values);
  return 0;
}

static jint sockets_packet_pair(JNIEnv *env, jclass cls, jintArray out) {
  (void)cls;
  int pair[2];
  int result = RESULT(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair));
  return result != 0 ? result : give_pair(env, out, pair);
}

static jint sockets_pipe(JNIEnv *env, jclass cls, jintArray out) {
  (void)cls;
  int pair[2];
  int result = RESULT(pipe2(pair, O_CLOEXEC));
  return result != 0 ? result : give_pair(env, out, pair);
}

/* Fills an address; a path too long for one goes by a descriptor of its folder, which is returned
   for closing, -1 where none was needed. < -1 is -errno - 1. */
static int fill_address(const struct path *path, struct sockaddr_un *address, socklen_t *length) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  size_t size = strlen(path->text);
  *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size + 1);
  if (size < sizeof address->sun_path) {
    memcpy(address->sun_path, path->text, size + 1);
    return -1;
  }
  struct path folder = *path;
  char *slash = strrchr(folder.text, '/');
  if (slash == NULL) return -ENAMETOOLONG - 1;
  *slash = '\0';
  int fd = RESULT(open(folder.text, O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (fd < 0) return fd - 1;
  int used = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s", fd,
                      slash + 1);
  if ((size_t)used >= sizeof address->sun_path) {
    close(fd);
    return -ENAMETOOLONG - 1;
  }
  *length = sizeof *address;
  return fd;
}

static jint sockets_connect(JNIEnv *env, jclass cls, jbyteArray name, jboolean packet) {
  (void)cls;
  struct path path;
  struct sockaddr_un address;
  socklen_t length;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  int folder = fill_address(&path, &address, &length);
  if (folder < -1) return folder + 1;
  int fd = RESULT(socket(AF_UNIX, (packet ? SOCK_SEQPACKET : SOCK_STREAM) | SOCK_CLOEXEC, 0));
  if (fd >= 0) {
    int result = RESULT(connect(fd, (struct sockaddr *)&address, length));
    if (result != 0) {
      close(fd);
      fd = result;
    }
  }
  if (folder >= 0) close(folder);
  return fd;
}

static jint sockets_shutdown_write(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  return RESULT(shutdown(fd, SHUT_WR));
}

/* Waits for data; 0, or -errno (EAGAIN: the time ran out). */
static int wait_readable(int fd, jlong timeout) {
  long long deadline = timeout < 0 ? -1 : kapok_now_ms() + timeout;
  struct pollfd ready = {.fd = fd, .events = POLLIN};
  for (;;) {
    long long left = deadline < 0 ? -1 : deadline - kapok_now_ms();
    if (deadline >= 0 && left < 0) left = 0;
    int result = poll(&ready, 1, left > INT_MAX ? INT_MAX : (int)left);
    if (result > 0) return 0;
    if (result == 0) return -EAGAIN;
    if (errno != EINTR) return -errno;
  }
}

/* Returns how many bytes came, 0 at the end. A reset is an end: the other side is gone. */
static jint sockets_receive(JNIEnv *env, jclass cls, jint fd, jbyteArray buffer, jlong timeout) {
  (void)cls;
  jsize size = (*env)->GetArrayLength(env, buffer);
  if (size > RECEIVE_MAX) size = RECEIVE_MAX;
  int result = wait_readable(fd, timeout);
  if (result != 0) return result;
  jbyte *data = malloc((size_t)size);
  if (data == NULL) return -ENOMEM;
  ssize_t got = RESULT(read(fd, data, (size_t)size));
  if (got > 0) (*env)->SetByteArrayRegion(env, buffer, 0, (jsize)got, data);
  free(data);
  return got == -ECONNRESET ? 0 : (jint)got;
}

/* An address that starts with @ is abstract, as sd_notify(3) has it. */
static jint sockets_notify(JNIEnv *env, jclass cls, jbyteArray name, jbyteArray bytes) {
  (void)cls;
  struct path path;
  struct sockaddr_un address;
  socklen_t length;
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  int folder = fill_address(&path, &address, &length);
  if (folder < -1) return folder + 1;
  if (address.sun_path[0] == '@') {
    address.sun_path[0] = '\0';
    length--; /* an abstract name has no NUL at its end */
  }
  char *message = kapok_text(env, bytes);
  int fd = message == NULL ? -errno : RESULT(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (fd >= 0) {
    ssize_t sent = RESULT(sendto(fd, message, strlen(message), MSG_NOSIGNAL,
                                 (struct sockaddr *)&address, length));
    close(fd);
    fd = sent < 0 ? (int)sent : 0;
  }
  free(message);
  if (folder >= 0) close(folder);
  return fd;
}

static const JNINativeMethod TABLE[] = {
    METHOD("packetPair", "([I)I", sockets_packet_pair),
    METHOD("pipe", "([I)I", sockets_pipe),
    METHOD("connect", "([BZ)I", sockets_connect),
    METHOD("shutdownWrite", "(I)I", sockets_shutdown_write),
    METHOD("receive", "(I[BJ)I", sockets_receive),
    METHOD("notify", "([B[B)I", sockets_notify),
};
const struct kapok_methods kapok_socket_methods = METHODS(TABLE);
