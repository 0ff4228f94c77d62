#ifndef KAPOK_SUPPORT_H
#define KAPOK_SUPPORT_H

#define _GNU_SOURCE

#include <errno.h>
#include <jni.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The convention of all natives: a result >= 0, or -errno. Interrupted calls are retried here.
 * Paths and texts come as bytes in UTF-8 without a NUL.
 */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Evaluates a call until it is not interrupted. */
#define RETRY(call)                                  \
  ({                                                 \
    __typeof__(call) result_;                        \
    do result_ = (call);                             \
    while (result_ == -1 && errno == EINTR);         \
    result_;                                         \
  })

/* The result of a call as natives return it. */
#define RESULT(call)                                 \
  ({                                                 \
    __typeof__(call) value_ = RETRY(call);           \
    value_ == -1 ? -errno : value_;                  \
  })

/* One file's native methods. */
struct kapok_methods {
  const JNINativeMethod *methods;
  jint count;
};

#define METHOD(name, signature, function) {(char *)(name), (char *)(signature), (void *)(function)}
#define METHODS(table) {(table), (jint)COUNT(table)}

extern const struct kapok_methods kapok_io_methods, kapok_tree_methods, kapok_attribute_methods,
    kapok_mount_methods, kapok_lock_methods, kapok_pid_methods, kapok_socket_methods,
    kapok_terminal_methods, kapok_pump_methods, kapok_process_methods, kapok_sqlite_methods,
    kapok_host_methods, kapok_gzip_methods, kapok_zstd_methods, kapok_sha256_methods, kapok_column_methods,
    kapok_copy_methods;

/* A path that was copied out of a byte[]. */
struct path {
  char text[PATH_MAX];
};

/* Copies a path; 0, or -errno for one that is too long or holds a NUL. */
int kapok_path(JNIEnv *env, jbyteArray bytes, struct path *path);

/* Copies bytes into new memory with a NUL behind them; NULL (ENOMEM, EINVAL) where it fails. */
char *kapok_text(JNIEnv *env, jbyteArray bytes);

/* Copies an array of byte[] as execve(2) wants it, in one piece for free(3); NULL where it fails. */
char **kapok_texts(JNIEnv *env, jobjectArray array);

/* Makes a byte[]; NULL with an exception pending where there is no memory. */
jbyteArray kapok_bytes(JNIEnv *env, const void *data, size_t length);

/* The clock for time-outs, in milliseconds. */
long long kapok_now_ms(void);

/* Runs a function in a child that shares this memory, with signals blocked and further flags of
   clone(2). Returns its process id, which the caller waits for before it frees the stack; or
   -errno, without a stack. */
int kapok_clone(int flags, int (*run)(void *), void *data, char **stack);
void kapok_free_stack(char *stack);

/* Runs a function in a child that shares this memory, while this thread waits (vfork(2)). Signals
   are blocked in it. Returns its process id, which the caller waits for, or -errno. */
int kapok_clone_vfork(int (*run)(void *), void *data);


/*
 * Feeds a program and collects what it says until it has ended; it is left for waiting. fds are
 * this side's ends of its standard pipes (-1 for none), which are closed. In communicate.c.
 */
jint kapok_communicate(JNIEnv *env, jclass cls, jint pid, jintArray fds, jbyteArray input,
                       jlong timeout, jobjectArray outputs);

#endif
