#include "../launcher/start.h"
#include "../natives/natives.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * The natives as a library of their own, for a JVM that was not started by the launcher (tests,
 * tools). What the launcher would have found out is found out here; no namespace is entered.
 */

extern char **environ;

static void find_start(void) {
  const struct passwd *entry = getpwuid(getuid());
  const char *home = getenv("HOME");
  kapok_start.environment = environ;
  kapok_start.uid = getuid();
  kapok_start.gid = getgid();
  kapok_start.rootless = getuid() != 0;
  kapok_start.user = entry != NULL ? entry->pw_name : "nobody";
  kapok_start.home = home != NULL ? home : entry != NULL ? entry->pw_dir : "/";
}

__attribute__((visibility("default"))) jint JNI_OnLoad(JavaVM *vm, void *reserved) {
  (void)reserved;
  JNIEnv *env;
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  find_start();
  jclass natives = (*env)->FindClass(env, "dev/kapok/sys/jni/Natives");
  if (natives == NULL || kapok_register_natives(env, natives) != 0) return JNI_ERR;
  return JNI_VERSION_1_8;
}
