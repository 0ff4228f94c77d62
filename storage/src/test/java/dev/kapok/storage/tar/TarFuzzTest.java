package dev.kapok.storage.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Archives that were right until they were changed at random, with checksums that hold, so that the
 * changes get past the first look. {@code -Dkapok.fuzz.rounds=N} does more of them.
 */
class TarFuzzTest {
  private static final int BLOCK = 512;
  private static final int ROUNDS = Integer.getInteger("kapok.fuzz.rounds", 20_000);

  private static final List<String> NUMBERS =
      List.of("77777777777", "00000000000", "-0000000001", "           ", "\377\377\377\377", "9");

  private static final List<String> TYPES =
      List.of("0", "1", "2", "5", "S", "x", "g", "L", "K", "\0");

  @Test
  void refusesOrReadsWhateverItGets() {
    List<byte[]> corpus = corpus();
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] archive = mutate(corpus, random);
      try {
        read(archive);
      } catch (IOException refused) {
        assertThat(refused).as("round %d", round).hasMessageContaining(" ");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + " broke the reader", e);
      }
    }
  }

  /** Every entry's content adds up to its size, and no more is handed over than there is. */
  private static void read(byte[] archive) throws IOException {
    TarReader reader = new TarReader(new ArraySource(archive, 700));
    long handed = 0;
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      Count count = new Count();
      reader.content(count);
      handed += count.data;
      assertThat(entry.size()).isNotNegative();
      assertThat(count.holes).isNotNegative();
      assertThat(handed).isLessThanOrEqualTo(archive.length);
      if (entry.type() == TarEntry.FILE) {
        assertThat(count.data + count.holes).isEqualTo(entry.size());
      }
      assertThat(entry.displayName()).isNotNull();
    }
  }

  private static byte[] mutate(List<byte[]> corpus, Random random) {
    byte[] archive = corpus.get(random.nextInt(corpus.size())).clone();
    if (random.nextInt(3) == 0) {
      archive = spliced(archive, corpus.get(random.nextInt(corpus.size())), random);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      change(archive, random);
    }
    if (random.nextInt(4) > 0) {
      repairChecksums(archive);
    }
    return random.nextInt(8) == 0
        ? Arrays.copyOf(archive, random.nextInt(archive.length))
        : archive;
  }

  private static byte[] spliced(byte[] one, byte[] other, Random random) {
    int head = random.nextInt(one.length / BLOCK) * BLOCK;
    int tail = random.nextInt(other.length / BLOCK) * BLOCK;
    byte[] both = Arrays.copyOf(one, head + other.length - tail);
    System.arraycopy(other, tail, both, head, other.length - tail);
    return both;
  }

  private static void change(byte[] archive, Random random) {
    int block = random.nextInt(archive.length / BLOCK) * BLOCK;
    switch (random.nextInt(5)) {
      case 0 -> archive[random.nextInt(archive.length)] = (byte) random.nextInt();
      case 1 -> put(archive, block + 124, NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 2 -> put(archive, block + 156, TYPES.get(random.nextInt(TYPES.size())));
      case 3 ->
          put(archive, block + random.nextInt(480), NUMBERS.get(random.nextInt(NUMBERS.size())));
      default ->
          Arrays.fill(
              archive, block, block + 1 + random.nextInt(BLOCK - 1), (byte) random.nextInt(256));
    }
  }

  private static void put(byte[] archive, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, archive, at, Math.min(bytes.length, archive.length - at));
  }

  /** Gives everything that looks like a header a sum that holds. */
  private static void repairChecksums(byte[] archive) {
    for (int at = 0; at + BLOCK <= archive.length; at += BLOCK) {
      if (archive[at + 257] == 'u' && archive[at + 258] == 's') {
        Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
          sum += archive[i] & 0xff;
        }
        put(archive, at + 148, String.format("%06o\0", sum));
      }
    }
  }

  private static List<byte[]> corpus() {
    List<byte[]> corpus = new ArrayList<>();
    corpus.add(
        RawTar.archive()
            .folder("etc/")
            .file("etc/a", "1".repeat(1000))
            .hardLink("etc/b", "etc/a")
            .symlink("s", "etc")
            .file("z", "")
            .end());
    corpus.add(
        RawTar.archive()
            .pax("path", "p".repeat(300), "mtime", "1.5", "uid", "70000", "size", "3")
            .file("x", "abc")
            .pax("SCHILY.xattr.user.a", "\0\u00ff", "linkpath", "l".repeat(200))
            .symlink("y", "t")
            .end());
    corpus.add(
        RawTar.archive()
            .file("n".repeat(300), "1")
            .symlink("m".repeat(200), "t".repeat(400))
            .end());
    corpus.add(
        RawTar.archive()
            .pax("GNU.sparse.map", "0,3,1000,2", "GNU.sparse.size", "2000", "GNU.sparse.name", "r")
            .entry('0', "x", "", "abcde".getBytes(StandardCharsets.ISO_8859_1))
            .end());
    byte[] map = Arrays.copyOf("2\n0\n3\n1000\n2\n".getBytes(StandardCharsets.ISO_8859_1), 517);
    corpus.add(
        RawTar.archive()
            .pax("GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "2000")
            .entry('0', "GNUSparseFile.0/r", "", map)
            .file("next", "1")
            .end());
    corpus.add(
        RawTar.archive()
            .pax("GNU.sparse.size", "20", "GNU.sparse.offset", "0", "GNU.sparse.numbytes", "3")
            .entry('0', "r", "", "abc".getBytes(StandardCharsets.ISO_8859_1))
            .entry('g', "global", "", "13 path=evil\n".getBytes(StandardCharsets.ISO_8859_1))
            .end());
    corpus.add(oldGnuSparse());
    return corpus;
  }

  private static byte[] oldGnuSparse() {
    byte[] header = RawTar.archive().header('S', "sparse", "", 3).unfinished();
    put(header, 386, "00000000000\0" + "00000000003\0");
    put(header, 483, "00000004000\0");
    byte[] content = new byte[3];
    return RawTar.archive().block(header).content(content).file("next", "1").end();
  }

  private static final class Count implements DataSink {
    private long data;
    private long holes;

    @Override
    public void data(byte[] buffer, int offset, int length) {
      data += length;
    }

    @Override
    public void hole(long length) {
      assertThat(length).isNotNegative();
      holes += length;
    }
  }
}
