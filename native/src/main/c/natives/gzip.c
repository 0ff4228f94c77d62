#include "../launcher/start.h"
#include "support.h"

#include <dlfcn.h>
#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * gzip by ISA-L, three times as fast as zlib. It has no static library, so it lies beside the
 * launcher and is loaded at its first use. Where it is missing, Java has its own.
 */

#define LIBRARY "libisal.so.2"

/* What a gzip member needs besides its deflated bytes (RFC 1952), and what deflate adds at worst:
   five bytes for each block that is stored as it is (RFC 1951). */
#define FRAME 64
#define SCRATCH ISAL_DEF_LVL3_DEFAULT /* enough for the lower levels, too */
#define BOUND(length) ((size_t)(length) + (size_t)(length) / 1000 + 4096 + FRAME)

static struct {
  __typeof__(isal_inflate_init) *inflate_init;
  __typeof__(isal_inflate_reset) *inflate_reset;
  __typeof__(isal_inflate) *inflate;
  __typeof__(isal_deflate_init) *deflate_init;
  __typeof__(isal_deflate) *deflate;
  bool found;
} isal;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_library(void) {
  char path[PATH_MAX];
  void *handle = NULL;
  if (kapok_start.folder != NULL &&
      snprintf(path, sizeof path, "%s/%s", kapok_start.folder, LIBRARY) < (int)sizeof path)
    handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  return handle != NULL ? handle : dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
}

static void load(void) {
  void *handle = open_library();
  if (handle == NULL) return;
  isal.inflate_init = (__typeof__(isal.inflate_init))dlsym(handle, "isal_inflate_init");
  isal.inflate_reset = (__typeof__(isal.inflate_reset))dlsym(handle, "isal_inflate_reset");
  isal.inflate = (__typeof__(isal.inflate))dlsym(handle, "isal_inflate");
  isal.deflate_init = (__typeof__(isal.deflate_init))dlsym(handle, "isal_deflate_init");
  isal.deflate = (__typeof__(isal.deflate))dlsym(handle, "isal_deflate");
  isal.found = isal.inflate_init != NULL && isal.inflate_reset != NULL && isal.inflate != NULL &&
               isal.deflate_init != NULL && isal.deflate != NULL;
}

static bool available(void) {
  pthread_once(&once, load);
  return isal.found;
}

static jint gzip_available(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return available();
}

/* Packs a block into one member, at level 1 to 3; null where there is no memory. */
static jbyteArray gzip_pack(JNIEnv *env, jclass cls, jbyteArray block, jint length, jint level) {
  (void)cls;
  struct isal_zstream *stream = malloc(sizeof *stream);
  uint8_t *scratch = malloc(SCRATCH);
  uint8_t *out = malloc(BOUND(length));
  jbyteArray result = NULL;
  if (available() && stream != NULL && scratch != NULL && out != NULL) {
    isal.deflate_init(stream);
    stream->level = (uint32_t)level;
    stream->level_buf = scratch;
    stream->level_buf_size = SCRATCH;
    stream->gzip_flag = IGZIP_GZIP;
    stream->end_of_stream = 1;
    stream->flush = NO_FLUSH;
    stream->next_out = out;
    stream->avail_out = (uint32_t)BOUND(length);
    uint8_t *in = (*env)->GetPrimitiveArrayCritical(env, block, NULL);
    int failed = in == NULL;
    if (!failed) {
      stream->next_in = in;
      stream->avail_in = (uint32_t)length;
      failed = isal.deflate(stream) != COMP_OK;
      (*env)->ReleasePrimitiveArrayCritical(env, block, in, JNI_ABORT);
    }
    if (!failed && stream->internal_state.state == ZSTATE_END)
      result = kapok_bytes(env, out, stream->total_out);
  }
  free(stream);
  free(scratch);
  free(out);
  return result;
}

struct reader {
  struct inflate_state state;
  bool begun; /* whether a member is being read */
};

static jlong gunzip_open(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  struct reader *reader = available() ? malloc(sizeof *reader) : NULL;
  if (reader == NULL) return 0;
  isal.inflate_init(&reader->state);
  reader->state.crc_flag = ISAL_GZIP;
  reader->begun = false;
  return (jlong)(intptr_t)reader;
}

static void gunzip_close(JNIEnv *env, jclass cls, jlong handle) {
  (void)env, (void)cls;
  free((void *)(intptr_t)handle);
}

/* Unpacks what fits, member after member; -EBADMSG where the data is damaged. */
static int unpack(struct reader *reader) {
  struct inflate_state *state = &reader->state;
  while (state->avail_in > 0 || (reader->begun && state->avail_out > 0)) {
    if (state->avail_out == 0) break;
    if (!reader->begun) {
      isal.inflate_reset(state);
      state->crc_flag = ISAL_GZIP;
      reader->begun = true;
    }
    uint32_t before_in = state->avail_in, before_out = state->avail_out;
    if (isal.inflate(state) != ISAL_DECOMP_OK) return -EBADMSG;
    if (state->block_state == ISAL_BLOCK_FINISH)
      reader->begun = false;
    else if (state->avail_in == before_in && state->avail_out == before_out)
      break; /* it wants more input */
  }
  return 0;
}

/* counts: how many bytes were read, how many were written, whether a member has ended just now. */
static jint gunzip_run(JNIEnv *env, jclass cls, jlong handle, jbyteArray in, jint in_at,
                       jint in_length, jbyteArray out, jint out_at, jint out_length,
                       jintArray counts) {
  (void)cls;
  struct reader *reader = (struct reader *)(intptr_t)handle;
  uint8_t *from = (*env)->GetPrimitiveArrayCritical(env, in, NULL);
  if (from == NULL) return -ENOMEM;
  uint8_t *to = (*env)->GetPrimitiveArrayCritical(env, out, NULL);
  if (to == NULL) {
    (*env)->ReleasePrimitiveArrayCritical(env, in, from, JNI_ABORT);
    return -ENOMEM;
  }
  reader->state.next_in = from + in_at;
  reader->state.avail_in = (uint32_t)in_length;
  reader->state.next_out = to + out_at;
  reader->state.avail_out = (uint32_t)out_length;
  int result = unpack(reader);
  (*env)->ReleasePrimitiveArrayCritical(env, out, to, 0);
  (*env)->ReleasePrimitiveArrayCritical(env, in, from, JNI_ABORT);
  const jint found[] = {in_length - (jint)reader->state.avail_in,
                        out_length - (jint)reader->state.avail_out, !reader->begun};
  (*env)->SetIntArrayRegion(env, counts, 0, COUNT(found), found);
  return result;
}

static const JNINativeMethod TABLE[] = {
    METHOD("gzipAvailable", "()I", gzip_available),
    METHOD("gzipPack", "([BII)[B", gzip_pack),
    METHOD("gunzipOpen", "()J", gunzip_open),
    METHOD("gunzipRun", "(J[BII[BII[I)I", gunzip_run),
    METHOD("gunzipClose", "(J)V", gunzip_close),
};
const struct kapok_methods kapok_gzip_methods = METHODS(TABLE);
