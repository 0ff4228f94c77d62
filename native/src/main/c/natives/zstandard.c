#include "support.h"

#include <stdint.h>
#include <stdlib.h>
#include <zstd.h>

/* zstd (RFC 8878) by its own library, which is linked into the launcher. */

/* The largest window that is read, as its logarithm: 128 MB, the format's recommendation. */
#define WINDOW_LOG_MAX 27

/* Packs a block into one frame; null where it fails. */
static jbyteArray zstd_pack(JNIEnv *env, jclass cls, jbyteArray block, jint length, jint level) {
  (void)cls;
  size_t bound = ZSTD_compressBound((size_t)length);
  void *out = malloc(bound);
  ZSTD_CCtx *context = ZSTD_createCCtx();
  void *in = out == NULL || context == NULL
                 ? NULL
                 : (*env)->GetPrimitiveArrayCritical(env, block, NULL);
  jbyteArray result = NULL;
  if (in != NULL) {
    size_t size = ZSTD_compressCCtx(context, out, bound, in, (size_t)length, level);
    (*env)->ReleasePrimitiveArrayCritical(env, block, in, JNI_ABORT);
    if (!ZSTD_isError(size)) result = kapok_bytes(env, out, size);
  }
  ZSTD_freeCCtx(context);
  free(out);
  return result;
}

static jlong unzstd_open(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  ZSTD_DCtx *context = ZSTD_createDCtx();
  if (context != NULL) ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
  return (jlong)(intptr_t)context;
}

static void unzstd_close(JNIEnv *env, jclass cls, jlong handle) {
  (void)env, (void)cls;
  ZSTD_freeDCtx((ZSTD_DCtx *)(intptr_t)handle);
}

/* Unpacks what fits, frame after frame, as gunzip_run does; in natives/gzip.c. */
static jint unzstd_run(JNIEnv *env, jclass cls, jlong handle, jbyteArray in, jint in_at,
                       jint in_length, jbyteArray out, jint out_at, jint out_length,
                       jintArray counts) {
  (void)cls;
  char *from = (*env)->GetPrimitiveArrayCritical(env, in, NULL);
  if (from == NULL) return -ENOMEM;
  char *to = (*env)->GetPrimitiveArrayCritical(env, out, NULL);
  if (to == NULL) {
    (*env)->ReleasePrimitiveArrayCritical(env, in, from, JNI_ABORT);
    return -ENOMEM;
  }
  ZSTD_inBuffer input = {.src = from + in_at, .size = (size_t)in_length};
  ZSTD_outBuffer output = {.dst = to + out_at, .size = (size_t)out_length};
  size_t wanted = ZSTD_decompressStream((ZSTD_DCtx *)(intptr_t)handle, &output, &input);
  while (!ZSTD_isError(wanted) && input.pos < input.size && output.pos < output.size)
    wanted = ZSTD_decompressStream((ZSTD_DCtx *)(intptr_t)handle, &output, &input);
  (*env)->ReleasePrimitiveArrayCritical(env, out, to, 0);
  (*env)->ReleasePrimitiveArrayCritical(env, in, from, JNI_ABORT);
  const jint found[] = {(jint)input.pos, (jint)output.pos, wanted == 0};
  (*env)->SetIntArrayRegion(env, counts, 0, COUNT(found), found);
  return ZSTD_isError(wanted) ? -EBADMSG : 0;
}

static const JNINativeMethod TABLE[] = {
    METHOD("zstdPack", "([BII)[B", zstd_pack),
    METHOD("unzstdOpen", "()J", unzstd_open),
    METHOD("unzstdRun", "(J[BII[BII[I)I", unzstd_run),
    METHOD("unzstdClose", "(J)V", unzstd_close),
};
const struct kapok_methods kapok_zstd_methods = METHODS(TABLE);
