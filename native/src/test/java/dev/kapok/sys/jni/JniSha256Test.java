package dev.kapok.sys.jni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.TestKernel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JniSha256Test {
  @BeforeAll
  static void load() {
    TestKernel.get();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  private static byte[] expected(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheDigestOfTheStandard(boolean byHand) {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(new JniSha256(byHand).digest(abc)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesWithTheJdkAtEveryLength(boolean byHand) throws NoSuchAlgorithmException {
    for (int length = 0; length <= 200; length++) {
      byte[] bytes = noise(length);
      assertThat(new JniSha256(byHand).digest(bytes)).isEqualTo(expected(bytes));
    }
    byte[] large = noise(3_000_001);
    assertThat(new JniSha256(byHand).digest(large)).isEqualTo(expected(large));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 63, 64, 65, 1000})
  void takesItsInputInAnyPieces(int piece) throws NoSuchAlgorithmException {
    byte[] bytes = noise(5000);
    JniSha256 sha256 = new JniSha256();
    for (int at = 0; at < bytes.length; at += piece) {
      sha256.update(bytes, at, Math.min(piece, bytes.length - at));
    }
    assertThat(sha256.digest()).isEqualTo(expected(bytes));
  }

  @Test
  void startsAgainAfterADigest() throws NoSuchAlgorithmException {
    JniSha256 sha256 = new JniSha256();
    sha256.update(noise(100));
    sha256.digest();
    sha256.update((byte) 7);
    assertThat(sha256.digest()).isEqualTo(expected(new byte[] {7}));
    assertThat(sha256.getDigestLength()).isEqualTo(32);
  }

  @Test
  void refusesWhatIsOutsideTheArray() {
    JniSha256 sha256 = new JniSha256();
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> sha256.update(new byte[3], 2, 2));
  }
}
