#include "../../main/c/natives/natives.h"

/* The launcher without the natives: the fake JVM never comes to registering them. */
int kapok_register_natives(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return 0;
}

void kapok_terminal_restore(void) {}
