package dev.kapok.libpod.parts;

import org.jspecify.annotations.Nullable;

/** Collects what goes wrong while everything is tried; the first failure is thrown at the end. */
public final class Failures {
  private @Nullable RuntimeException first;

  /** Remembers a failure. */
  public void add(RuntimeException failure) {
    if (first == null) {
      first = failure;
    } else {
      first.addSuppressed(failure);
    }
  }

  /** Tells whether nothing went wrong. */
  public boolean none() {
    return first == null;
  }

  /** Returns the first failure, null for none. */
  public @Nullable RuntimeException first() {
    return first;
  }

  /** Throws the first failure, if there was one; the others are suppressed in it. */
  public void throwFirst() {
    if (first != null) {
      throw first;
    }
  }
}
