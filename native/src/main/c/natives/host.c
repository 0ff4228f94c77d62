#include "../launcher/start.h"
#include "support.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static jobjectArray host_environment(JNIEnv *env, jclass cls) {
  (void)cls;
  jsize count = 0;
  while (kapok_start.environment[count] != NULL) count++;
  jclass bytes = (*env)->FindClass(env, "[B");
  jobjectArray array = bytes == NULL ? NULL : (*env)->NewObjectArray(env, count, bytes, NULL);
  for (jsize i = 0; array != NULL && i < count; i++) {
    const char *entry = kapok_start.environment[i];
    jbyteArray text = kapok_bytes(env, entry, strlen(entry));
    if (text == NULL) return NULL;
    (*env)->SetObjectArrayElement(env, array, i, text);
    (*env)->DeleteLocalRef(env, text);
  }
  return array;
}

/* 0 user name, 1 home, 2 launcher, 3 folder of the installation. */
static jbyteArray host_text(JNIEnv *env, jclass cls, jint which) {
  (void)cls;
  const char *const texts[] = {kapok_start.user, kapok_start.home, kapok_start.launcher,
                               kapok_start.folder};
  const char *text = texts[which];
  return text == NULL ? NULL : kapok_bytes(env, text, strlen(text));
}

/* Most kernels have x32 switched off. Under a filter asking might be deadly: then it may be there. */
static bool may_take_x32(void) {
#ifdef __x86_64__
  const long x32_bit = 0x40000000;
  return prctl(PR_GET_SECCOMP) != 0 || syscall(x32_bit | SYS_getpid) >= 0 || errno != ENOSYS;
#else
  return false;
#endif
}

/* 0 user id, 1 group id, 2 whether rootless, 3 processors, 4 whether x32 may be there. */
static jint host_number(JNIEnv *env, jclass cls, jint which) {
  (void)env, (void)cls;
  switch (which) {
    case 0: return (jint)kapok_start.uid;
    case 1: return (jint)kapok_start.gid;
    case 2: return kapok_start.rootless;
    case 3: return (jint)sysconf(_SC_NPROCESSORS_ONLN);
    default: return may_take_x32();
  }
}

static const JNINativeMethod TABLE[] = {
    METHOD("hostEnvironment", "()[[B", host_environment),
    METHOD("hostText", "(I)[B", host_text),
    METHOD("hostNumber", "(I)I", host_number),
};
const struct kapok_methods kapok_host_methods = METHODS(TABLE);
