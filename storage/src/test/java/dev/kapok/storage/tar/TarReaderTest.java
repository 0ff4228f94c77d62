package dev.kapok.storage.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.LayerFormatException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  private static final int ODD_STEP = 333;

  @Test
  void readsWhatCommonsCompressWrites() throws IOException {
    String longName = "folder/" + "x".repeat(180) + "/" + "é".repeat(60);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      TarArchiveEntry entry = new TarArchiveEntry(longName);
      entry.setSize(3);
      entry.setMode(04751);
      entry.setIds(70_000_000, 1234);
      entry.addPaxHeader("SCHILY.xattr.user.mime", "text/plain");
      entry.addPaxHeader("mtime", "1700000000.5");
      out.putArchiveEntry(entry);
      out.write(new byte[] {'a', 'b', 'c'});
      out.closeArchiveEntry();
    }
    List<Read> entries = readAll(bytes.toByteArray());
    assertThat(entries).hasSize(1);
    TarEntry entry = entries.get(0).entry;
    assertThat(new String(entry.name(), StandardCharsets.UTF_8)).isEqualTo(longName);
    assertThat(entry.mode()).isEqualTo(04751);
    assertThat(entry.uid()).isEqualTo(70_000_000);
    assertThat(entry.gid()).isEqualTo(1234);
    assertThat(entry.modifiedSeconds()).isEqualTo(1_700_000_000);
    assertThat(entry.modifiedNanos()).isEqualTo(500_000_000);
    assertThat(entry.xattrs().get("user.mime")).isEqualTo(bytes("text/plain"));
    assertThat(entries.get(0).content()).isEqualTo("abc");
  }

  @Test
  void keepsNamesAndAttributesThatAreNotUtf8() throws IOException {
    byte[] tar =
        RawTar.archive()
            .pax("SCHILY.xattr.security.capability", "\1\0\0\2\u0080\u00ff\0\n")
            .file("b\u00ff", "")
            .end();
    TarEntry entry = readAll(tar).get(0).entry;
    assertThat(entry.name()).isEqualTo(bytes("b\u00ff"));
    assertThat(entry.xattrs().get("security.capability"))
        .isEqualTo(bytes("\1\0\0\2\u0080\u00ff\0\n"));
  }

  @Test
  void readsGnuLongNamesAndLinks() throws IOException {
    String name = "n".repeat(300);
    String target = "t".repeat(400);
    TarEntry entry = readAll(RawTar.archive().symlink(name, target).end()).get(0).entry;
    assertThat(entry.name()).isEqualTo(bytes(name));
    assertThat(entry.linkName()).isEqualTo(bytes(target));
  }

  @Test
  void joinsUstarPrefixAndName() throws IOException {
    byte[] block = new byte[512];
    RawTar.put(block, 0, "name");
    RawTar.put(block, 257, "ustar\00000");
    RawTar.put(block, 345, "some/prefix");
    block[156] = '5';
    TarEntry entry = readAll(RawTar.archive().block(block).end()).get(0).entry;
    assertThat(entry.name()).isEqualTo(bytes("some/prefix/name"));
  }

  @Test
  void readsNumbersInBase256() throws IOException {
    byte[] block = new byte[512];
    RawTar.put(block, 0, "name");
    block[108] = (byte) 0x80;
    block[112] = 1;
    block[156] = '5';
    for (int i = 136; i < 148; i++) {
      block[i] = (byte) 0xff;
    }
    TarEntry entry = readAll(RawTar.archive().block(block).end()).get(0).entry;
    assertThat(entry.uid()).isEqualTo(1L << 24);
    assertThat(entry.modifiedSeconds()).isEqualTo(-1);
  }

  @Test
  void readsTimesBeforeTheEpoch() throws IOException {
    TarEntry entry = readAll(RawTar.archive().pax("mtime", "-1.25").folder("a").end()).get(0).entry;
    assertThat(entry.modifiedSeconds()).isEqualTo(-2);
    assertThat(entry.modifiedNanos()).isEqualTo(750_000_000);
  }

  @Test
  void takesTheLastRecordAndIgnoresEmptyOnes() throws IOException {
    byte[] tar =
        RawTar.archive().pax("path", "one", "path", "two", "linkpath", "").folder("x").end();
    TarEntry entry = readAll(tar).get(0).entry;
    assertThat(entry.name()).isEqualTo(bytes("two"));
  }

  @Test
  void skipsGlobalHeaders() throws IOException {
    byte[] records = bytes("13 path=evil\n");
    byte[] tar = RawTar.archive().entry('g', "global", "", records).file("a", "1").end();
    assertThat(readAll(tar).get(0).entry.name()).isEqualTo(bytes("a"));
  }

  @Test
  void endsWhereTheBytesEndBetweenTwoEntries() throws IOException {
    assertThat(readAll(RawTar.archive().file("a", "1").unfinished())).hasSize(1);
    assertThat(readAll(new byte[0])).isEmpty();
    assertThat(readAll(new byte[512])).isEmpty();
  }

  @Test
  void looksAtNothingBehindTheEnd() throws IOException {
    byte[] first = RawTar.archive().file("a", "1").end();
    byte[] second = RawTar.archive().file("b", "2").end();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(readAll(both)).hasSize(1);
  }

  @Test
  void refusesAnArchiveThatEndsInsideAnEntry() {
    byte[] tar = RawTar.archive().header('0', "file", "", 5000).content(new byte[512]).unfinished();
    assertThatThrownBy(() -> readAll(tar))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("\"file\"");
    assertThatThrownBy(() -> readAll(Arrays.copyOf(tar, 100))).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesWhatIsNoTar() {
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);
    assertThatThrownBy(() -> readAll(noise)).isInstanceOf(LayerFormatException.class);
  }

  @Test
  void refusesExtendedHeadersWithoutBound() {
    byte[] tar = RawTar.archive().header('x', "pax", "", 1L << 32).unfinished();
    assertThatThrownBy(() -> readAll(tar))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining("longer than 1048576");
    byte[] name = RawTar.archive().header('L', "long", "", 1L << 32).unfinished();
    assertThatThrownBy(() -> readAll(name)).isInstanceOf(LayerFormatException.class);
  }

  @Test
  void refusesRecordsWithWrongLengths() {
    for (String records :
        List.of("5 a=b\n", "99 a=b\n", "0 a=b\n", "x a=b\n", "6 abc\n", "999999999999 a=b\n")) {
      byte[] tar = RawTar.archive().entry('x', "pax", "", bytes(records)).folder("a").end();
      assertThatThrownBy(() -> readAll(tar)).as(records).isInstanceOf(LayerFormatException.class);
    }
  }

  @Test
  void refusesNumbersThatAreNone() {
    for (String size : List.of("-1", "1x", "9999999999999999999999", "1.5")) {
      byte[] tar = RawTar.archive().pax("size", size).file("a", "").end();
      assertThatThrownBy(() -> readAll(tar)).as(size).isInstanceOf(LayerFormatException.class);
    }
    byte[] time = RawTar.archive().pax("mtime", "1e9").file("a", "").end();
    assertThatThrownBy(() -> readAll(time)).isInstanceOf(LayerFormatException.class);
  }

  @Test
  void refusesNulInPaxPaths() {
    byte[] tar = RawTar.archive().pax("path", "a\0b").file("a", "").end();
    assertThatThrownBy(() -> readAll(tar)).hasMessageContaining("NUL");
  }

  @Test
  void readsSparseFilesOfPax() throws IOException {
    String map = "2\n0\n3\n1000\n2\n";
    byte[] content = Arrays.copyOf(bytes(map), 512 + 5);
    System.arraycopy(bytes("abcde"), 0, content, 512, 5);
    byte[] tar =
        RawTar.archive()
            .pax(
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                "real",
                "GNU.sparse.realsize",
                "2000")
            .entry('0', "GNUSparseFile.0/real", "", content)
            .file("next", "")
            .end();
    assertSparse(readAll(tar));
    byte[] version01 =
        RawTar.archive()
            .pax(
                "GNU.sparse.map",
                "0,3,1000,2",
                "GNU.sparse.size",
                "2000",
                "GNU.sparse.name",
                "real")
            .entry('0', "x", "", bytes("abcde"))
            .file("next", "")
            .end();
    assertSparse(readAll(version01));
    byte[] version00 =
        RawTar.archive()
            .pax(
                "GNU.sparse.size",
                "2000",
                "GNU.sparse.numblocks",
                "2",
                "GNU.sparse.offset",
                "0",
                "GNU.sparse.numbytes",
                "3",
                "GNU.sparse.offset",
                "1000",
                "GNU.sparse.numbytes",
                "2")
            .entry('0', "real", "", bytes("abcde"))
            .file("next", "")
            .end();
    assertSparse(readAll(version00));
  }

  private static void assertSparse(List<Read> entries) {
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).entry.name()).isEqualTo(bytes("real"));
    assertThat(entries.get(0).entry.size()).isEqualTo(2000);
    assertThat(entries.get(0).content()).isEqualTo("abc<997>de<998>");
  }

  @Test
  void refusesSparseMapsThatLie() {
    for (String map :
        List.of("0,3,1,2", "5,3,0,2", "0,3,1999,2", "0,3", "0,3,9223372036854775807,2")) {
      byte[] tar =
          RawTar.archive()
              .pax("GNU.sparse.map", map, "GNU.sparse.size", "2000")
              .entry('0', "x", "", bytes("abcde"))
              .end();
      assertThatThrownBy(() -> readAll(tar)).as(map).isInstanceOf(LayerFormatException.class);
    }
  }

  @Test
  void refusesSparseFilesOfNegativeSize() {
    byte[] header = RawTar.archive().header('S', "x", "", 0).unfinished();
    for (int i = 483; i < 495; i++) {
      header[i] = (byte) 0xff;
    }
    byte[] tar = RawTar.archive().block(header).end();
    assertThatThrownBy(() -> readAll(tar))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining("negative size");
  }

  @Test
  void refusesSparseMapsWithoutBound() {
    byte[] endless = new byte[2 << 20];
    Arrays.fill(endless, (byte) '1');
    byte[] tar = RawTar.archive().pax("GNU.sparse.major", "1").entry('0', "x", "", endless).end();
    assertThatThrownBy(() -> readAll(tar)).isInstanceOf(LayerFormatException.class);
  }

  @Test
  void survivesEveryDamagedByteOfAHeader() {
    byte[] good = RawTar.archive().pax("path", "abc", "mtime", "1.5").file("file", "content").end();
    Random random = new Random(7);
    for (int round = 0; round < 5000; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 3; i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        readAll(bad);
      } catch (IOException refused) {
        assertThat(refused).hasMessageContaining(" ");
      }
    }
  }

  private static List<Read> readAll(byte[] tar) throws IOException {
    TarReader reader = new TarReader(new ArraySource(tar, ODD_STEP));
    List<Read> all = new ArrayList<>();
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      Read read = new Read(entry);
      reader.content(read);
      all.add(read);
    }
    return all;
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Keeps an entry with its content, holes as {@code <length>}. */
  private static final class Read implements DataSink {
    private final TarEntry entry;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Read(TarEntry entry) {
      this.entry = entry;
    }

    @Override
    public void data(byte[] buffer, int offset, int length) {
      content.write(buffer, offset, length);
    }

    @Override
    public void hole(long length) {
      content.writeBytes(bytes("<" + length + ">"));
    }

    String content() {
      return content.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
