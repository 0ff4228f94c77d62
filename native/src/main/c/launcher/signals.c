#define _GNU_SOURCE
#include "launcher.h"
#include "../natives/natives.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

/* The signals that the engine answers; everything else keeps its default. */
static const int ENGINE_SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static _Atomic(JavaVM *) running_vm;

/* What nohup(1), and a shell that starts a job in the background, ignore because the user wants it. */
static bool ignored_on_purpose(int number) {
  struct sigaction found;
  return (number == SIGHUP || number == SIGINT || number == SIGQUIT) &&
         sigaction(number, NULL, &found) == 0 && found.sa_handler == SIG_IGN;
}

/* conmon and some shells leave signals blocked or ignored, and both are inherited through exec. */
void reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++)
    if (!ignored_on_purpose(number)) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static sigset_t engine_set(void) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < COUNT(ENGINE_SIGNALS); i++) sigaddset(&set, ENGINE_SIGNALS[i]);
  return set;
}

/* Before the first thread starts, so that every thread of the JVM inherits it. */
void block_signals(void) {
  sigset_t set = engine_set();
  sigprocmask(SIG_BLOCK, &set, NULL);
}

void publish_vm(JavaVM *vm) { atomic_store(&running_vm, vm); }

/* Asks the engine; false where it can't be asked yet, or leaves the signal to its default. */
static bool engine_handles(int number) {
  JavaVM *vm = atomic_load(&running_vm);
  JNIEnv *env;
  if (vm == NULL || (*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, NULL) != JNI_OK)
    return false;
  jclass signals = (*env)->FindClass(env, "dev/kapok/sys/Signals");
  jmethodID deliver =
      signals == NULL ? NULL : (*env)->GetStaticMethodID(env, signals, "deliver", "(I)Z");
  bool handled =
      deliver != NULL && (*env)->CallStaticBooleanMethod(env, signals, deliver, number);
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionDescribe(env);
    (*env)->ExceptionClear(env);
    handled = false;
  }
  if (signals != NULL) (*env)->DeleteLocalRef(env, signals);
  return handled;
}

/* What would have happened without a launcher: most signals end the process, and the waiter sees by which. */
static void take_default(int number) {
  if (number == SIGWINCH || ignored_on_purpose(number)) return;
  kapok_terminal_restore();
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  raise(number); /* pending until unblocked */
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  _exit(128 + number);
}

void wait_for_signals(void) {
  sigset_t set = engine_set();
  for (;;) {
    int number;
    if (sigwait(&set, &number) == 0 && !engine_handles(number)) take_default(number);
  }
}
