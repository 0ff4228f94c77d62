#ifndef KAPOK_NATIVES_H
#define KAPOK_NATIVES_H

#include <jni.h>

/*
 * What the launcher uses of the natives. The natives in turn read launcher/start.h.
 */

/* Registers every native method of dev.kapok.sys.jni.Natives; returns 0, or a JNI error (< 0). */
int kapok_register_natives(JNIEnv *env, jclass cls);

/* Puts the terminal back as it was found. May be called at any time, also from a signal thread. */
void kapok_terminal_restore(void);

#endif
