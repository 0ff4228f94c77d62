#include "detach.h"

#include <string.h>

/* The longest start of the sequence that the keys held back and one more byte end with. */
static size_t next_match(const struct detach *detach, unsigned char byte) {
  for (size_t length = detach->matched + 1; length > 0; length--) {
    size_t skipped = detach->matched + 1 - length;
    if (detach->keys[length - 1] == byte &&
        memcmp(detach->keys, detach->keys + skipped, length - 1) == 0)
      return length;
  }
  return 0;
}

size_t kapok_detach_feed(struct detach *detach, const unsigned char *in, size_t length,
                         unsigned char *out, bool *complete) {
  size_t used = 0;
  *complete = false;
  for (size_t i = 0; i < length; i++) {
    if (detach->count == 0) {
      out[used++] = in[i];
      continue;
    }
    size_t match = next_match(detach, in[i]);
    size_t freed = detach->matched + 1 - match;
    /* What is freed are the first keys held back, and the byte itself where nothing matches. */
    size_t from_keys = freed < detach->matched ? freed : detach->matched;
    memcpy(out + used, detach->keys, from_keys);
    used += from_keys;
    if (match == 0) out[used++] = in[i];
    detach->matched = match;
    if (match == detach->count) {
      *complete = true;
      return used;
    }
  }
  return used;
}

size_t kapok_detach_flush(struct detach *detach, unsigned char *out) {
  size_t used = detach->matched;
  memcpy(out, detach->keys, used);
  detach->matched = 0;
  return used;
}
