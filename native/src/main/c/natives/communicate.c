#include "support.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PIECE 65536

/* What a pipe may hold, in bytes: the default of /proc/sys/fs/pipe-max-size. */
#define LARGEST_PIPE (1 << 20)

/* dev.kapok.sys.process.ProcessResult names these limits. */
#define STDOUT_MAX (16u << 20)
#define STDERR_MAX (1u << 20)

enum { IN, OUT, ERR, EXIT, POLLED };

struct output {
  char *data;
  size_t used, size, max;
};

struct talk {
  struct pollfd fds[POLLED];
  char *input;
  size_t input_at, input_end;
  struct output outputs[2];
  long long deadline; /* < 0: none */
};

static void close_fd(struct pollfd *fd) {
  if (fd->fd >= 0) close(fd->fd);
  fd->fd = -1;
}

/* What is beyond the limit is read and dropped, so that the program can go on. */
static int append(struct output *output, const char *data, size_t length) {
  if (length > output->max - output->used) length = output->max - output->used;
  if (output->used + length > output->size) {
    size_t size = output->size == 0 ? PIECE : 2 * output->size;
    char *larger = realloc(output->data, size);
    if (larger == NULL) return -ENOMEM;
    output->data = larger;
    output->size = size;
  }
  if (length > 0) memcpy(output->data + output->used, data, length);
  output->used += length;
  return 0;
}

static int read_output(struct pollfd *fd, struct output *output) {
  char data[PIECE];
  ssize_t got = RESULT(read(fd->fd, data, sizeof data));
  if (got == -EAGAIN) return 0;
  if (got <= 0) {
    close_fd(fd);
    return (int)got;
  }
  return append(output, data, (size_t)got);
}

/* A program that does not want its whole input is no error. */
static void write_input(struct talk *talk) {
  ssize_t put =
      RESULT(write(talk->fds[IN].fd, talk->input + talk->input_at, talk->input_end - talk->input_at));
  if (put == -EAGAIN) return;
  if (put > 0) talk->input_at += (size_t)put;
  if (put < 0 || talk->input_at == talk->input_end) close_fd(&talk->fds[IN]);
}

static int time_left(const struct talk *talk) {
  if (talk->deadline < 0) return -1;
  long long left = talk->deadline - kapok_now_ms();
  return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Until the program has ended and nothing more is in its pipes. They may stay open beyond, in a
   process that it left behind and that may go on talking: no more than a pipe can hold counts. */
static int talk_to_end(struct talk *talk) {
  bool ended = false;
  int rest = LARGEST_PIPE / PIECE;
  while (!ended || talk->fds[OUT].fd >= 0 || talk->fds[ERR].fd >= 0) {
    int left = time_left(talk);
    int ready = RETRY(poll(talk->fds, POLLED, ended ? 0 : left));
    if (ready < 0) return -errno;
    if (ended && (ready == 0 || rest-- == 0)) return 0;
    if (!ended && left == 0 && talk->fds[EXIT].revents == 0) return -ETIMEDOUT;
    if (talk->fds[IN].revents != 0) write_input(talk);
    int result = talk->fds[OUT].revents == 0 ? 0 : read_output(&talk->fds[OUT], &talk->outputs[0]);
    if (result == 0 && talk->fds[ERR].revents != 0)
      result = read_output(&talk->fds[ERR], &talk->outputs[1]);
    if (result < 0) return result;
    if (talk->fds[EXIT].revents != 0) {
      ended = true;
      close_fd(&talk->fds[EXIT]);
      close_fd(&talk->fds[IN]);
    }
  }
  return 0;
}

static int begin(JNIEnv *env, struct talk *talk, jint pid, jintArray fds, jbyteArray input) {
  jint pipes[3];
  (*env)->GetIntArrayRegion(env, fds, 0, 3, pipes);
  for (int i = 0; i < 3; i++) {
    talk->fds[i] = (struct pollfd){.fd = pipes[i], .events = i == IN ? POLLOUT : POLLIN};
    if (pipes[i] >= 0) (void)fcntl(pipes[i], F_SETFL, O_NONBLOCK);
  }
  int exit_fd = RESULT((int)syscall(SYS_pidfd_open, pid, 0));
  talk->fds[EXIT] = (struct pollfd){.fd = exit_fd, .events = POLLIN};
  if (exit_fd < 0) return exit_fd;
  if (input == NULL) return 0;
  talk->input_end = (size_t)(*env)->GetArrayLength(env, input);
  talk->input = malloc(talk->input_end + 1);
  if (talk->input == NULL) return -ENOMEM;
  (*env)->GetByteArrayRegion(env, input, 0, (jsize)talk->input_end, (jbyte *)talk->input);
  if (talk->input_end == 0) close_fd(&talk->fds[IN]);
  return 0;
}

jint kapok_communicate(JNIEnv *env, jclass cls, jint pid, jintArray fds, jbyteArray input,
                       jlong timeout, jobjectArray outputs) {
  (void)cls;
  struct talk talk = {.outputs = {{.max = STDOUT_MAX}, {.max = STDERR_MAX}},
                      .deadline = timeout < 0 ? -1 : kapok_now_ms() + timeout};
  int result = begin(env, &talk, pid, fds, input);
  if (result == 0) result = talk_to_end(&talk);
  for (int i = 0; i < POLLED; i++) close_fd(&talk.fds[i]);
  for (int i = 0; i < 2; i++) {
    jbyteArray bytes = kapok_bytes(env, talk.outputs[i].data, talk.outputs[i].used);
    if (bytes != NULL) (*env)->SetObjectArrayElement(env, outputs, i, bytes);
    free(talk.outputs[i].data);
  }
  free(talk.input);
  return result;
}
