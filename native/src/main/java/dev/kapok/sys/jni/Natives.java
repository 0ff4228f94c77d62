package dev.kapok.sys.jni;

/** The functions that the launcher registers. */
final class Natives {
  private Natives() {}
}
