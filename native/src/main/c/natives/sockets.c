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

/* Hands both ends over where the call that made them returned 0. */
static jint give_pair(JNIEnv *env, jintArray out, int result, const int pair[2]) {
  if (result != 0) return result;
  const jint values[] = {pair[0], pair[1]};
  (*env)->SetIntArrayRegion(env, out, 0, 2, values);
  return 0;
}

static jint sockets_packet_pair(JNIEnv *env, jclass cls, jintArray out) {
  (void)cls;
  int pair[2];
  int result = RESULT(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair));
  return give_pair(env, out, result, pair);
}

static jint sockets_pipe(JNIEnv *env, jclass cls, jintArray out) {
  (void)cls;
  int pair[2];
  int result = RESULT(pipe2(pair, O_CLOEXEC));
  return give_pair(env, out, result, pair);
}

/* The address of a unix socket. A path too long for one goes by a descriptor of its folder. */
struct address {
  struct sockaddr_un value;
  socklen_t length;
  int folder; /* to be closed; -1 where none was needed */
};

static void set_path(struct address *address, const char *text, size_t size) {
  memcpy(address->value.sun_path, text, size + 1);
  address->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size + 1);
}

static int set_long_path(struct address *address, struct path *path) {
  char short_path[sizeof address->value.sun_path];
  char *slash = strrchr(path->text, '/');
  if (slash == NULL) return -ENAMETOOLONG;
  *slash = '\0';
  int folder = RESULT(open(path->text, O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (folder < 0) return folder;
  int size = snprintf(short_path, sizeof short_path, "/proc/self/fd/%d/%s", folder, slash + 1);
  if ((size_t)size >= sizeof short_path) {
    close(folder);
    return -ENAMETOOLONG;
  }
  set_path(address, short_path, (size_t)size);
  address->folder = folder;
  return 0;
}

/* Returns 0, or -errno. */
static int find_address(JNIEnv *env, jbyteArray name, struct address *address) {
  struct path path;
  *address = (struct address){.value.sun_family = AF_UNIX, .folder = -1};
  int bad = kapok_path(env, name, &path);
  if (bad != 0) return bad;
  size_t size = strlen(path.text);
  if (size >= sizeof address->value.sun_path) return set_long_path(address, &path);
  set_path(address, path.text, size);
  return 0;
}

/* Connects a new socket; returns it, or -errno. */
static int connect_to(const struct address *address, int type) {
  int fd = RESULT(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  if (fd < 0) return fd;
  int result = RESULT(connect(fd, (const struct sockaddr *)&address->value, address->length));
  if (result == 0) return fd;
  close(fd);
  return result;
}

static void forget_address(const struct address *address) {
  if (address->folder >= 0) close(address->folder);
}

static jint sockets_connect(JNIEnv *env, jclass cls, jbyteArray name, jboolean packet) {
  (void)cls;
  struct address address;
  int bad = find_address(env, name, &address);
  if (bad != 0) return bad;
  int fd = connect_to(&address, packet ? SOCK_SEQPACKET : SOCK_STREAM);
  forget_address(&address);
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

/* An address that starts with @ is abstract, as sd_notify(3) has it; its name ends without a NUL. */
static void make_abstract(struct address *address) {
  if (address->value.sun_path[0] != '@') return;
  address->value.sun_path[0] = '\0';
  address->length--;
}

static int send_message(const struct address *address, const char *message) {
  int fd = connect_to(address, SOCK_DGRAM);
  if (fd < 0) return fd;
  ssize_t sent = RESULT(send(fd, message, strlen(message), MSG_NOSIGNAL));
  close(fd);
  return sent < 0 ? (int)sent : 0;
}

static jint sockets_notify(JNIEnv *env, jclass cls, jbyteArray name, jbyteArray bytes) {
  (void)cls;
  struct address address;
  int result = find_address(env, name, &address);
  if (result != 0) return result;
  make_abstract(&address);
  char *message = kapok_text(env, bytes);
  result = message == NULL ? -errno : send_message(&address, message);
  free(message);
  forget_address(&address);
  return result;
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
