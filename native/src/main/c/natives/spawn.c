#include "support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FDS_MAX 64

/* What the child does, in the memory that it shares with this process. */
struct program {
  char **argv, **env;
  const char *directory;
  int fds[FDS_MAX];
  int fd_count;
  bool new_session;
  int error; /* set by the child */
  bool at_directory;
};

/* By the bare system call: glibc's would leave out two signals that it uses itself, which a parent
   may have left ignored. All zero is SIG_DFL in the kernel's own struct sigaction. */
static void default_signals(void) {
  const unsigned long action[4] = {0};
  for (int signal = 1; signal < _NSIG; signal++)
    (void)syscall(SYS_rt_sigaction, signal, action, NULL, _NSIG / 8);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Puts each descriptor in its place; all are moved out of the way first, so that none is
   overwritten before it is used. */
static int place_fds(const struct program *program) {
  int moved[FDS_MAX];
  for (int i = 0; i < program->fd_count; i++) {
    int from = program->fds[i];
    if (from < 0) from = open("/dev/null", O_RDWR | O_CLOEXEC);
    moved[i] = fcntl(from, F_DUPFD_CLOEXEC, FDS_MAX);
    if (moved[i] < 0) return -1;
  }
  for (int i = 0; i < program->fd_count; i++)
    if (dup2(moved[i], i) < 0) return -1;
  return 0;
}

/* Where close_range(2) is filtered, as in containers made by older engines, one by one. */
static void close_others(int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  long limit = sysconf(_SC_OPEN_MAX);
  for (long fd = first; fd < limit; fd++) close((int)fd);
}

static int run_program(void *data) {
  struct program *program = data;
  default_signals();
  if (program->new_session) setsid();
  if (place_fds(program) == 0) {
    close_others(program->fd_count);
    program->at_directory = program->directory != NULL && chdir(program->directory) != 0;
    if (!program->at_directory) execve(program->argv[0], program->argv, program->env);
  }
  program->error = errno;
  _exit(127);
}

static int collect(JNIEnv *env, struct program *program, jobjectArray argv, jobjectArray variables,
                   jintArray fds) {
  program->fd_count = (*env)->GetArrayLength(env, fds);
  if (program->fd_count > FDS_MAX) return -EMFILE;
  (*env)->GetIntArrayRegion(env, fds, 0, program->fd_count, (jint *)program->fds);
  program->argv = kapok_texts(env, argv);
  if (program->argv == NULL) return -errno;
  program->env = kapok_texts(env, variables);
  return program->env == NULL ? -errno : 0;
}

static int start(struct program *program) {
  int pid = kapok_clone_vfork(run_program, program);
  if (pid < 0 || program->error == 0) return pid;
  int status;
  RETRY(waitpid(pid, &status, 0));
  return -program->error;
}

/* Returns the process id; of an error, failed[0] tells whether the directory is to blame. */
static jint process_spawn(JNIEnv *env, jclass cls, jobjectArray argv, jobjectArray variables,
                          jbyteArray directory, jintArray fds, jboolean session,
                          jintArray failed) {
  (void)cls;
  struct path path;
  struct program program = {.new_session = session};
  int result = directory == NULL ? 0 : kapok_path(env, directory, &path);
  if (directory != NULL) program.directory = path.text;
  if (result == 0) result = collect(env, &program, argv, variables, fds);
  if (result == 0) result = start(&program);
  const jint at_directory = program.at_directory;
  (*env)->SetIntArrayRegion(env, failed, 0, 1, &at_directory);
  free(program.argv);
  free(program.env);
  return result;
}

/* Returns the exit code, or 128 plus the signal. */
static jint process_wait(JNIEnv *env, jclass cls, jint pid) {
  (void)env, (void)cls;
  int status;
  int result = RESULT(waitpid(pid, &status, 0));
  if (result < 0) return result;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static const JNINativeMethod TABLE[] = {
    METHOD("spawn", "([[B[[B[B[IZ[I)I", process_spawn),
    METHOD("waitFor", "(I)I", process_wait),
    METHOD("communicate", "(I[I[BJ[[B)I", kapok_communicate),
};
const struct kapok_methods kapok_process_methods = METHODS(TABLE);
