package dev.kapok.storage.record;

/**
 * The format of a layer's record.
 *
 * <p>Four letters and a byte for the codec, then steps, compressed. A step is a byte and its
 * numbers (seven bits in a byte, the lowest first, the eighth says that more follow):
 *
 * <pre>
 * RAW length bytes          bytes of the tar: headers, names, padding, what follows the end
 * ZEROS length              so many zeros
 * FILE length path          names the file whose content comes next; no link is on this path
 * CONTENT offset length crc a piece of that file, with its CRC-32C (four bytes, big-endian)
 * END                       nothing follows
 * </pre>
 *
 * <p>A file that a later entry of the same tar replaced lies in the folder {@code kept} beside the
 * layer's, and {@code kept/index} has for each the number of FILE steps before it was replaced, the
 * length of its path and the path; its name is its place in that list. A path may be a folder's.
 */
final class RecordFormat {
  static final byte[] MAGIC = {'K', 'T', 'A', 'R'};
  static final int DEFLATE = 1;

  static final int END = 0;
  static final int RAW = 1;
  static final int ZEROS = 2;
  static final int FILE = 3;
  static final int CONTENT = 4;

  /** The name of the list in the folder of replaced files. */
  static final String INDEX = "index";

  /** Longest path, without its NUL (limits.h, PATH_MAX). */
  static final int MAX_PATH = 4095;

  /** Longest list of replaced files, in bytes. */
  static final int MAX_INDEX = 8 << 20;

  private RecordFormat() {}
}
