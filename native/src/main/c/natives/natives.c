#include "natives.h"

#include "support.h"

int kapok_register_natives(JNIEnv *env, jclass cls) {
  const struct kapok_methods *all[] = {
      &kapok_io_methods,       &kapok_tree_methods, &kapok_attribute_methods, &kapok_mount_methods,
      &kapok_lock_methods,     &kapok_pid_methods,  &kapok_socket_methods,
      &kapok_terminal_methods, &kapok_pump_methods, &kapok_process_methods,   &kapok_sqlite_methods,
      &kapok_host_methods,     &kapok_gzip_methods, &kapok_zstd_methods,
      &kapok_sha256_methods,   &kapok_column_methods,
      &kapok_copy_methods,
  };
  for (size_t i = 0; i < COUNT(all); i++) {
    jint result = (*env)->RegisterNatives(env, cls, all[i]->methods, all[i]->count);
    if (result != 0) return result;
  }
  return 0;
}
