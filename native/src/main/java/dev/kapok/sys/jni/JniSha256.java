package dev.kapok.sys.jni;

import java.security.MessageDigest;
import java.util.Objects;

/** SHA-256 by the launcher, at full speed from the first byte on. */
public final class JniSha256 extends MessageDigest {
  private static final int BYTES = 32;

  /** The collector waits while a piece is hashed, some tenths of a millisecond. */
  private static final int PIECE = 1 << 18;

  private final byte[] state = new byte[Natives.sha256Size()];
  private final boolean byHand;

  /** Starts with nothing. */
  public JniSha256() {
    this(false);
  }

  /**
   * As above.
   *
   * @param byHand leaves the CPU's instructions aside, as hosts do that lack them
   */
  JniSha256(boolean byHand) {
    super("SHA-256");
    this.byHand = byHand;
    engineReset();
  }

  @Override
  protected int engineGetDigestLength() {
    return BYTES;
  }

  @Override
  protected void engineReset() {
    Natives.sha256Start(state);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, input.length);
    int done = 0;
    while (done < length) {
      int part = Math.min(PIECE, length - done);
      int result = Natives.sha256Add(state, input, offset + done, part, byHand);
      Result.check(result, "hash", "some bytes");
      done += part;
    }
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = Natives.sha256Finish(state);
    engineReset();
    return digest;
  }
}
