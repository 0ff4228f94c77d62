/*
 * Stands in for libjvm.so: JNI_CreateJavaVM prints what the launcher hands to a JVM, a line
 * "KIND: VALUE" each, and ends the process with 0. With the option -Xlog:sleep it waits instead.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <jni.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void print_file(const char *kind, const char *path) {
  char line[4096];
  FILE *file = fopen(path, "re");
  while (file != NULL && fgets(line, sizeof line, file) != NULL) printf("%s: %s", kind, line);
  if (file != NULL) fclose(file);
}

static void print_stack(void) {
  pthread_attr_t attributes;
  size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstacksize(&attributes, &size);
  printf("stack: %zu\n", size >> 20);
}

static void print_namespace(const char *kind) {
  char *path, target[64] = "";
  if (asprintf(&path, "/proc/self/ns/%s", kind) < 0) return;
  if (readlink(path, target, sizeof target - 1) > 0) printf("namespace: %s\n", target);
  free(path);
}

JNIEXPORT jint JNI_CreateJavaVM(JavaVM **vm, void **env, void *data) {
  (void)vm, (void)env;
  const JavaVMInitArgs *arguments = data;
  bool sleeps = false;
  for (int i = 0; i < arguments->nOptions; i++) {
    printf("option: %s\n", arguments->options[i].optionString);
    sleeps = sleeps || strcmp(arguments->options[i].optionString, "-Xlog:sleep") == 0;
  }
  for (char **variable = environ; *variable != NULL; variable++)
    printf("environment: %s\n", *variable);
  char *folder = getcwd(NULL, 0);
  printf("folder: %s\nuid: %u\n", folder, (unsigned)getuid());
  free(folder);
  print_stack();
  print_namespace("user");
  print_namespace("mnt");
  print_file("status", "/proc/thread-self/status");
  print_file("uid_map", "/proc/self/uid_map");
  fflush(stdout);
  while (sleeps) pause();
  _exit(0);
}
