package dev.kapok.libpod.lock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back all that was taken, whatever fails meanwhile. */
public final class Closing {
  private Closing() {}

  /** Does all the steps in their order; throws the first failure, which bears the others. */
  public static void all(List<? extends Runnable> steps) {
    @Nullable RuntimeException first = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
