package dev.kapok.storage.store;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.file.RandomId;

/** Names that nobody else will have. */
final class RandomNames {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int ID_LENGTH = 64;
  private static final int LINK_LENGTH = 26;

  private final RandomId random;

  RandomNames(FileIo io) {
    this.random = new RandomId(io);
  }

  /** Returns 64 hex digits. */
  String id() {
    return random.hex(ID_LENGTH);
  }

  /** Returns 26 letters and digits, 130 bits. */
  String link() {
    byte[] bytes = random.bytes(LINK_LENGTH);
    char[] name = new char[LINK_LENGTH];
    for (int i = 0; i < LINK_LENGTH; i++) {
      name[i] = BASE32.charAt(bytes[i] & (BASE32.length() - 1));
    }
    return new String(name);
  }
}
