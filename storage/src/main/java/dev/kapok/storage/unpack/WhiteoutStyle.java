package dev.kapok.storage.unpack;

/** How a driver wants to read that a layer deletes something of the layers beneath it. */
public enum WhiteoutStyle {
  /** Character devices 0/0 and {@code trusted.overlay.opaque}: the kernel's overlay, for root. */
  OVERLAY,

  /** The same with {@code user.overlay.opaque}, for overlays mounted with {@code userxattr}. */
  OVERLAY_USER,

  /** Empty files {@code .wh.NAME} and {@code .wh..wh..opq}, as in the tar. */
  FILES,

  /** None: the tar is no layer, and such names in it are names like any. */
  NONE
}
