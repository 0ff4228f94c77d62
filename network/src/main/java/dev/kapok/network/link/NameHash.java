package dev.kapok.network.link;

/**
 * Makes short names of long texts by FNV-1a with 64 bits: the names have to differ, nobody is to be
 * kept from making equal ones.
 */
public final class NameHash {
  private NameHash() {}

  /** Returns the hash of a text's characters. */
  public static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
