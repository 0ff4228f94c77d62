#ifndef KAPOK_DETACH_H
#define KAPOK_DETACH_H

#include <stdbool.h>
#include <stddef.h>

#define DETACH_KEYS_MAX 64

/*
 * Finds the detach keys in what is typed. Keys that may be the start of the sequence are held back
 * until it is complete or broken.
 */
struct detach {
  unsigned char keys[DETACH_KEYS_MAX];
  size_t count;   /* 0: there are no detach keys */
  size_t matched; /* how many of them are held back */
};

/* Passes bytes on to out, which has room for DETACH_KEYS_MAX more than length; returns how many.
   *complete tells that the sequence was typed; what follows it is dropped. */
size_t kapok_detach_feed(struct detach *detach, const unsigned char *in, size_t length,
                         unsigned char *out, bool *complete);

/* Passes on what is held back, at the end of the input. */
size_t kapok_detach_flush(struct detach *detach, unsigned char *out);

#endif
