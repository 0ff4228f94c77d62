package dev.kapok.storage.change;

/** How the folders of a source say that they delete something beneath them. */
public enum Marks {
  /** Not at all: the source is a whole root. */
  NONE,

  /** Empty files {@code .wh.NAME} and {@code .wh..wh..opq}. */
  FILES,

  /** Character devices 0/0 and {@code trusted.overlay.opaque}. */
  OVERLAY,

  /** Character devices 0/0 and {@code user.overlay.opaque}. */
  OVERLAY_USER
}
