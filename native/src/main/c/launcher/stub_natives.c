#include "../natives/natives.h"

/* Stands in until the real natives are linked: a strong definition elsewhere wins. */
__attribute__((weak)) int kapok_register_natives(JNIEnv *env, jclass cls) {
  (void)env;
  (void)cls;
  return 0;
}

__attribute__((weak)) void kapok_terminal_restore(void) {}
