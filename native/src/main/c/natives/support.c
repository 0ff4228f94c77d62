#include "support.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define CHILD_STACK (128u << 10)

int kapok_path(JNIEnv *env, jbyteArray bytes, struct path *path) {
  jsize length = (*env)->GetArrayLength(env, bytes);
  if (length >= PATH_MAX) return -ENAMETOOLONG;
  (*env)->GetByteArrayRegion(env, bytes, 0, length, (jbyte *)path->text);
  path->text[length] = '\0';
  return memchr(path->text, 0, (size_t)length) == NULL ? 0 : -EINVAL;
}

char *kapok_text(JNIEnv *env, jbyteArray bytes) {
  jsize length = (*env)->GetArrayLength(env, bytes);
  char *text = malloc((size_t)length + 1);
  if (text == NULL) return NULL;
  (*env)->GetByteArrayRegion(env, bytes, 0, length, (jbyte *)text);
  text[length] = '\0';
  if (memchr(text, 0, (size_t)length) != NULL) {
    free(text);
    errno = EINVAL;
    return NULL;
  }
  return text;
}

static size_t texts_size(JNIEnv *env, jobjectArray array, jsize count) {
  size_t size = ((size_t)count + 1) * sizeof(char *);
  for (jsize i = 0; i < count; i++) {
    jbyteArray bytes = (*env)->GetObjectArrayElement(env, array, i);
    size += (size_t)(*env)->GetArrayLength(env, bytes) + 1;
    (*env)->DeleteLocalRef(env, bytes);
  }
  return size;
}

char **kapok_texts(JNIEnv *env, jobjectArray array) {
  jsize count = (*env)->GetArrayLength(env, array);
  char **texts = malloc(texts_size(env, array, count));
  if (texts == NULL) return NULL;
  char *next = (char *)(texts + count + 1);
  for (jsize i = 0; i < count; i++) {
    jbyteArray bytes = (*env)->GetObjectArrayElement(env, array, i);
    jsize length = (*env)->GetArrayLength(env, bytes);
    (*env)->GetByteArrayRegion(env, bytes, 0, length, (jbyte *)next);
    (*env)->DeleteLocalRef(env, bytes);
    if (memchr(next, 0, (size_t)length) != NULL) {
      free(texts);
      errno = EINVAL;
      return NULL;
    }
    next[length] = '\0';
    texts[i] = next;
    next += length + 1;
  }
  texts[count] = NULL;
  return texts;
}

jbyteArray kapok_bytes(JNIEnv *env, const void *data, size_t length) {
  jbyteArray bytes = (*env)->NewByteArray(env, (jsize)length);
  if (bytes != NULL) (*env)->SetByteArrayRegion(env, bytes, 0, (jsize)length, data);
  return bytes;
}

long long kapok_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int kapok_clone(int flags, int (*run)(void *), void *data, char **stack) {
  *stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK,
                -1, 0);
  if (*stack == MAP_FAILED) return -errno;
  sigset_t all, before;
  sigfillset(&all);
  /* A handler of the JVM must never run in the child: it would work on this process's memory. */
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int pid = clone(run, *stack + CHILD_STACK, flags | CLONE_VM | SIGCHLD, data);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (pid >= 0) return pid;
  kapok_free_stack(*stack);
  return -error;
}

void kapok_free_stack(char *stack) {
  munmap(stack, CHILD_STACK);
}

int kapok_clone_vfork(int (*run)(void *), void *data) {
  char *stack;
  int pid = kapok_clone(CLONE_VFORK, run, data, &stack);
  if (pid >= 0) kapok_free_stack(stack);
  return pid;
}
