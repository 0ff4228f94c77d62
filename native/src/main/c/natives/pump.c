#include "detach.h"
#include "support.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* conmon sends at most 8193 bytes in a packet, and reads up to 32 KiB. */
#define PACKET_MAX 32768
#define INPUT_MAX 16384
/* A pipe that poll(2) calls writable takes this much without blocking (PIPE_BUF). */
#define WRITE_MAX 4096

/* The first byte of a packet (conmon's conn_sock.c). */
#define STREAM_OUT 2
#define STREAM_ERR 3

/* dev.kapok.sys.Terminals */
enum { ENDED = 0, DETACHED = 1, OUTPUT_BROKEN = 2, GOING_ON = 100 };

struct pump {
  int socket, in, out, err;
  struct detach detach;
  int target; /* where the rest of the packet goes */
  size_t packet_at, packet_end;
  size_t input_at, input_end;
  bool detaching; /* the keys were typed: send what came before them, then end */
  bool in_ended, write_closed;
  unsigned char packet[PACKET_MAX];
  unsigned char input[INPUT_MAX + DETACH_KEYS_MAX];
};

static bool output_pending(const struct pump *pump) { return pump->packet_at < pump->packet_end; }

static bool input_pending(const struct pump *pump) { return pump->input_at < pump->input_end; }

static void end_input(struct pump *pump) {
  pump->in_ended = true;
  pump->input_at = pump->input_end = 0;
}

static int receive_packet(struct pump *pump) {
  ssize_t got = RESULT(recv(pump->socket, pump->packet, sizeof pump->packet, MSG_DONTWAIT));
  if (got == -EAGAIN) return GOING_ON;
  if (got == 0 || got == -ECONNRESET) return ENDED;
  if (got < 0) return (int)got;
  int stream = pump->packet[0];
  pump->target = stream == STREAM_OUT ? pump->out : stream == STREAM_ERR ? pump->err : -1;
  pump->packet_at = 1;
  pump->packet_end = pump->target < 0 ? 1 : (size_t)got;
  return GOING_ON;
}

static int write_output(struct pump *pump) {
  size_t length = pump->packet_end - pump->packet_at;
  if (length > WRITE_MAX) length = WRITE_MAX;
  ssize_t put = RESULT(write(pump->target, pump->packet + pump->packet_at, length));
  if (put == -EAGAIN) return GOING_ON;
  if (put == -EPIPE) return OUTPUT_BROKEN;
  if (put < 0) return (int)put;
  pump->packet_at += (size_t)put;
  return GOING_ON;
}

/* An input that fails (a terminal that is gone, EIO) has ended. */
static void read_input(struct pump *pump) {
  unsigned char typed[INPUT_MAX];
  ssize_t got = RESULT(read(pump->in, typed, sizeof typed));
  if (got == -EAGAIN) return;
  pump->input_at = 0;
  if (got <= 0) {
    pump->in_ended = true;
    pump->input_end = kapok_detach_flush(&pump->detach, pump->input);
    return;
  }
  pump->input_end =
      kapok_detach_feed(&pump->detach, typed, (size_t)got, pump->input, &pump->detaching);
}

/* A container that reads no more is no error: its output is still wanted. */
static void send_input(struct pump *pump) {
  size_t length = pump->input_end - pump->input_at;
  ssize_t put = RESULT(
      send(pump->socket, pump->input + pump->input_at, length, MSG_DONTWAIT | MSG_NOSIGNAL));
  if (put == -EAGAIN) return;
  if (put < 0)
    end_input(pump);
  else
    pump->input_at += (size_t)put;
}

static void close_input(struct pump *pump) {
  if (pump->in_ended && !input_pending(pump) && !pump->write_closed) {
    pump->write_closed = true;
    (void)shutdown(pump->socket, SHUT_WR);
  }
}

static int step(struct pump *pump) {
  enum { SOCKET, OUTPUT, INPUT, POLLED };
  bool out = output_pending(pump), in = input_pending(pump);
  bool reading = !in && !pump->in_ended && !pump->detaching;
  struct pollfd fds[POLLED] = {
      [SOCKET] = {.fd = out && !in ? -1 : pump->socket,
                  .events = (short)((out ? 0 : POLLIN) | (in ? POLLOUT : 0))},
      [OUTPUT] = {.fd = out ? pump->target : -1, .events = POLLOUT},
      [INPUT] = {.fd = reading ? pump->in : -1, .events = POLLIN},
  };
  if (RETRY(poll(fds, POLLED, -1)) < 0) return -errno;
  int result = GOING_ON;
  if (fds[OUTPUT].revents != 0)
    result = write_output(pump);
  else if (!out && (fds[SOCKET].revents & ~POLLOUT) != 0)
    result = receive_packet(pump);
  if (in && fds[SOCKET].revents != 0) send_input(pump);
  if (fds[INPUT].revents != 0) read_input(pump);
  close_input(pump);
  if (pump->detaching && !input_pending(pump) && result == GOING_ON) return DETACHED;
  return result;
}

static jint pump_run(JNIEnv *env, jclass cls, jint socket, jint in, jint out, jint err,
                     jbyteArray keys) {
  (void)cls;
  struct pump pump = {.socket = socket, .in = in, .out = out, .err = err, .write_closed = in < 0};
  pump.in_ended = in < 0; /* without an input nothing is closed: others may be attached */
  jsize count = (*env)->GetArrayLength(env, keys);
  if (count > DETACH_KEYS_MAX) return -EINVAL;
  (*env)->GetByteArrayRegion(env, keys, 0, count, (jbyte *)pump.detach.keys);
  pump.detach.count = (size_t)count;
  int result;
  do result = step(&pump);
  while (result == GOING_ON);
  return result;
}

static const JNINativeMethod TABLE[] = {
    METHOD("pump", "(IIII[B)I", pump_run),
};
const struct kapok_methods kapok_pump_methods = METHODS(TABLE);
