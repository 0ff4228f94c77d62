/*
 * The only process of a pod's infra container: it holds the pod's namespaces until it is told to
 * end. Where the pod shares one pid namespace, it is process 1 there, and reaps what loses its
 * parent (pid_namespaces(7)).
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>

int main(void) {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  /* Looked for first: one may have ended before signals were blocked. */
  for (;;) {
    while (waitpid(-1, NULL, WNOHANG) > 0) continue;
    int signal = 0;
    if (sigwait(&all, &signal) != 0) continue;
    if (signal == SIGTERM || signal == SIGINT || signal == SIGQUIT || signal == SIGHUP) return 0;
  }
}
