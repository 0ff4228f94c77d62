#include "natives.h"
#include "support.h"

#include <pthread.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define TERMINALS_MAX 3

/* Terminals in raw mode, with the mode each had. */
static struct {
  int fd;
  struct termios mode;
} saved[TERMINALS_MAX];
static int saved_count;
static pthread_mutex_t saved_lock = PTHREAD_MUTEX_INITIALIZER;

static jint terminals_is_terminal(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  return isatty(fd);
}

static jint terminals_size(JNIEnv *env, jclass cls, jint fd, jintArray out) {
  (void)cls;
  struct winsize size;
  int result = RESULT(ioctl(fd, TIOCGWINSZ, &size));
  if (result != 0) return result;
  const jint values[] = {size.ws_row, size.ws_col};
  (*env)->SetIntArrayRegion(env, out, 0, 2, values);
  return 0;
}

/* Remembers a mode, unless the terminal is raw already. */
static int save_mode(int fd, const struct termios *mode) {
  for (int i = 0; i < saved_count; i++)
    if (saved[i].fd == fd) return 0;
  if (saved_count == TERMINALS_MAX) return -EMFILE;
  saved[saved_count].fd = fd;
  saved[saved_count].mode = *mode;
  saved_count++;
  return 0;
}

static jint terminals_raw(JNIEnv *env, jclass cls, jint fd) {
  (void)env, (void)cls;
  struct termios mode;
  int result = RESULT(tcgetattr(fd, &mode));
  if (result != 0) return result;
  pthread_mutex_lock(&saved_lock);
  result = save_mode(fd, &mode);
  if (result == 0) {
    cfmakeraw(&mode);
    result = RESULT(tcsetattr(fd, TCSANOW, &mode));
  }
  pthread_mutex_unlock(&saved_lock);
  return result;
}

void kapok_terminal_restore(void) {
  pthread_mutex_lock(&saved_lock);
  while (saved_count > 0) {
    saved_count--;
    (void)RETRY(tcsetattr(saved[saved_count].fd, TCSANOW, &saved[saved_count].mode));
  }
  pthread_mutex_unlock(&saved_lock);
}

static void terminals_restore(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  kapok_terminal_restore();
}

static const JNINativeMethod TABLE[] = {
    METHOD("isTerminal", "(I)I", terminals_is_terminal),
    METHOD("terminalSize", "(I[I)I", terminals_size),
    METHOD("rawTerminal", "(I)I", terminals_raw),
    METHOD("restoreTerminals", "()V", terminals_restore),
};
const struct kapok_methods kapok_terminal_methods = METHODS(TABLE);
