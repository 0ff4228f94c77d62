#include "support.h"

#include <stdint.h>
#include <string.h>

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

/*
 * SHA-256 (FIPS 180-4), with the CPU's instructions where it has them. The JVM has these only in
 * code of its slower compiler, which is late for a command that ends after a second.
 */

#define BLOCK 64
#define ROUNDS 64

/* What Java keeps between two calls, as bytes. */
struct hash {
  uint32_t state[8];
  uint64_t length; /* in bytes */
  uint8_t rest[BLOCK];
};

static const uint32_t START[] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static const uint32_t K[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t value, int bits) {
  return value >> bits | value << (32 - bits);
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The schedule of a block's words, section 6.2.2 of the standard, step 1. */
static void schedule(uint32_t w[ROUNDS], const uint8_t *block) {
  for (int i = 0; i < 16; i++) w[i] = big_endian(block + 4 * i);
  for (int i = 16; i < ROUNDS; i++) {
    uint32_t early = w[i - 15], late = w[i - 2];
    uint32_t s0 = turned(early, 7) ^ turned(early, 18) ^ early >> 3;
    uint32_t s1 = turned(late, 17) ^ turned(late, 19) ^ late >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
}

static void hash_by_hand(uint32_t state[8], const uint8_t *data, size_t blocks) {
  for (; blocks > 0; blocks--, data += BLOCK) {
    uint32_t w[ROUNDS], v[8];
    schedule(w, data);
    memcpy(v, state, sizeof v);
    /* The standard moves all eight words on by one place each round; here the places move. */
#define AT(place) v[((place) - i) & 7]
#pragma GCC unroll 8
    for (int i = 0; i < ROUNDS; i++) {
      uint32_t e = AT(4), a = AT(0), b = AT(1), c = AT(2);
      uint32_t first = AT(7) + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
                       ((e & AT(5)) ^ (~e & AT(6))) + K[i] + w[i];
      uint32_t second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      AT(3) += first;
      AT(7) = first + second;
    }
#undef AT
    for (int i = 0; i < 8; i++) state[i] += v[i];
  }
}

#ifdef __x86_64__

#define LOAD(from) _mm_loadu_si128((const __m128i *)(const void *)(from))
#define STORE(to, value) _mm_storeu_si128((__m128i *)(void *)(to), (value))

/* The instructions want the state as two halves, the words A B E F and C D G H, A and C on top. */
__attribute__((target("sha,sse4.1"))) static void hash_by_cpu(uint32_t state[8],
                                                              const uint8_t *data, size_t blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i badc = _mm_shuffle_epi32(LOAD(state), 0xb1), hgfe = _mm_shuffle_epi32(LOAD(state + 4), 0x1b);
  __m128i abef = _mm_alignr_epi8(badc, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
  for (; blocks > 0; blocks--, data += BLOCK) {
    __m128i abef_before = abef, cdgh_before = cdgh, w[4];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) { /* four rounds each */
      __m128i *next = &w[i & 3], last = w[(i + 3) & 3];
      if (i < 4) {
        *next = _mm_shuffle_epi8(LOAD(data + 16 * i), swap);
      } else {
        __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*next, w[(i + 1) & 3]),
                                    _mm_alignr_epi8(last, w[(i + 2) & 3], 4));
        *next = _mm_sha256msg2_epu32(sum, last);
      }
      __m128i words = _mm_add_epi32(*next, LOAD(K + 4 * i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0e));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  STORE(state, _mm_blend_epi16(feba, dchg, 0xf0));
  STORE(state + 4, _mm_alignr_epi8(dchg, feba, 8));
}

static bool has_instructions(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3)) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
}

#endif

static void hash_blocks(uint32_t state[8], const uint8_t *data, size_t blocks) {
#ifdef __x86_64__
  static int with_instructions = -1; /* every thread finds the same */
  int found = __atomic_load_n(&with_instructions, __ATOMIC_RELAXED);
  if (found < 0) {
    found = has_instructions();
    __atomic_store_n(&with_instructions, found, __ATOMIC_RELAXED);
  }
  if (found) {
    hash_by_cpu(state, data, blocks);
    return;
  }
#endif
  hash_by_hand(state, data, blocks);
}

typedef void (*hash_function)(uint32_t state[8], const uint8_t *data, size_t blocks);

static void add(struct hash *hash, const uint8_t *data, size_t length, hash_function hash_blocks) {
  size_t held = hash->length % BLOCK;
  hash->length += length;
  if (held > 0) {
    size_t part = length < BLOCK - held ? length : BLOCK - held;
    memcpy(hash->rest + held, data, part);
    if (held + part < BLOCK) return;
    hash_blocks(hash->state, hash->rest, 1);
    data += part;
    length -= part;
  }
  hash_blocks(hash->state, data, length / BLOCK);
  memcpy(hash->rest, data + length / BLOCK * BLOCK, length % BLOCK);
}

static void finish(struct hash *hash, uint8_t digest[32]) {
  uint64_t bits = hash->length * 8;
  uint8_t end[BLOCK + 8] = {0x80};
  size_t padding = BLOCK - (hash->length + 8) % BLOCK; /* 1 to 64 bytes, so that 8 more fill up */
  for (int i = 0; i < 8; i++) end[padding + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
  add(hash, end, padding + 8, hash_by_hand);
  for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

static jint sha256_size(JNIEnv *env, jclass cls) {
  (void)env, (void)cls;
  return sizeof(struct hash);
}

static void sha256_start(JNIEnv *env, jclass cls, jbyteArray state) {
  (void)cls;
  struct hash hash = {.length = 0};
  memcpy(hash.state, START, sizeof START);
  (*env)->SetByteArrayRegion(env, state, 0, sizeof hash, (jbyte *)&hash);
}

/* Stops the collector for as long as it takes, which is why Java passes large arrays piecemeal. */
static jint sha256_add(JNIEnv *env, jclass cls, jbyteArray state, jbyteArray data, jint offset,
                       jint length, jboolean by_hand) {
  (void)cls;
  struct hash hash;
  (*env)->GetByteArrayRegion(env, state, 0, sizeof hash, (jbyte *)&hash);
  const uint8_t *bytes = (*env)->GetPrimitiveArrayCritical(env, data, NULL);
  if (bytes == NULL) return -ENOMEM;
  add(&hash, bytes + offset, (size_t)length, by_hand ? hash_by_hand : hash_blocks);
  (*env)->ReleasePrimitiveArrayCritical(env, data, (void *)bytes, JNI_ABORT);
  (*env)->SetByteArrayRegion(env, state, 0, sizeof hash, (jbyte *)&hash);
  return 0;
}

static jbyteArray sha256_finish(JNIEnv *env, jclass cls, jbyteArray state) {
  (void)cls;
  struct hash hash;
  uint8_t digest[32];
  (*env)->GetByteArrayRegion(env, state, 0, sizeof hash, (jbyte *)&hash);
  finish(&hash, digest);
  return kapok_bytes(env, digest, sizeof digest);
}

static const JNINativeMethod TABLE[] = {
    METHOD("sha256Size", "()I", sha256_size),
    METHOD("sha256Start", "([B)V", sha256_start),
    METHOD("sha256Add", "([B[BIIZ)I", sha256_add),
    METHOD("sha256Finish", "([B)[B", sha256_finish),
};
const struct kapok_methods kapok_sha256_methods = METHODS(TABLE);
