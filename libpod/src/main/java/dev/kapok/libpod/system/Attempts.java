package dev.kapok.libpod.system;

import java.util.ArrayList;
import java.util.List;

/** Steps that each happen whatever became of those before; what failed is told at the end. */
final class Attempts {
  private final List<String> failures = new ArrayList<>();

  /** One step, which may fail without keeping the others from happening. */
  interface Step {
    void run();
  }

  /** Does a step; returns false where it failed. */
  boolean succeeds(Step step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      failures.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Notes a failure that was met elsewhere. */
  void failed(String sentence) {
    failures.add(sentence);
  }

  /** Returns sentences about what failed, in order. */
  List<String> failures() {
    return failures;
  }
}
