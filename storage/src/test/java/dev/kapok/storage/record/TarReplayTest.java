package dev.kapok.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.storage.unpack.LayerUnpacker;
import dev.kapok.storage.unpack.UnpackOptions;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarReplayTest {
  @TempDir private Path temp;
  private Path layer;
  private Kernel kernel;

  @BeforeEach
  void makeLayer() throws IOException {
    kernel = TestKernel.get();
    layer = Files.createDirectory(temp.resolve("layer"));
    Files.createDirectory(layer.resolve("diff"));
  }

  @AfterEach
  void deleteLayer() {
    new TreeDeleter(kernel).delete(layer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "pax"})
  void writesWhatGnuTarWroteAgain(String format) throws Exception {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    boolean longNames = !format.equals("v7") && !format.equals("ustar");
    fill(tree, longNames);
    assertTaken(gnuTar(tree, "--format=" + format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "0.0", "0.1", "1.0"})
  void writesSparseFilesAgain(String sparse) throws Exception {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    try (RandomAccessFile file = new RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
      for (int i = 0; i < 30; i++) {
        file.seek(i * 1_000_000L);
        file.write(("piece " + i).getBytes(StandardCharsets.US_ASCII));
      }
      file.setLength(40_000_000);
    }
    Files.writeString(tree.resolve("dense"), "after it");
    assertTaken(
        sparse.equals("gnu")
            ? gnuTar(tree, "-S", "--format=gnu")
            : gnuTar(tree, "-S", "--format=pax", "--sparse-version=" + sparse));
  }

  @Test
  void writesWhatFollowsTheEndAgain() throws IOException {
    byte[] tar = RawTar.archive().file("a", "1").end();
    byte[] garbage = Arrays.copyOf(tar, tar.length + 100_001);
    garbage[tar.length + 700] = 1;
    garbage[garbage.length - 1] = 'x';
    assertTaken(garbage);
  }

  @Test
  void writesAnArchiveWithoutAnEndAgain() throws IOException {
    assertTaken(RawTar.archive().file("a", "1").unfinished());
  }

  @Test
  void writesNothingAgain() throws IOException {
    assertTaken(new byte[0]);
  }

  @Test
  void writesPaddingAgainThatIsNotZero() throws IOException {
    byte[] tar = RawTar.archive().file("a", "1").file("b", "2").end();
    tar[700] = 'p';
    assertTaken(tar);
  }

  @Test
  void writesContentAgainThatNoFileHolds() throws IOException {
    byte[] content = "lost".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    assertTaken(
        RawTar.archive()
            .entry('0', ".wh.gone", "", content)
            .entry('0', ".wh..wh..opq", "", content)
            .entry('0', ".wh..wh.aufs", "", content)
            .entry('g', "global", "", "20 comment=whatever\n".getBytes(StandardCharsets.US_ASCII))
            .file("b", "2")
            .end());
  }

  @Test
  void writesFilesAgainThatLaterOnesReplaced() throws IOException {
    assertTaken(
        RawTar.archive()
            .file("a", "first")
            .file("a", "second")
            .file("folder/a", "in a folder")
            .file("folder/b/c", "deeper")
            .file("a", "third")
            .symlink("folder", "elsewhere")
            .file("a", "")
            .file("d", "replaced by a folder")
            .folder("d/")
            .file("d/e", "in it")
            .file("d", "replaces the folder")
            .hardLink("hard", "d")
            .file("d", "but not its other name")
            .file("hard", "and now that")
            .end());
  }

  @Test
  void writesFilesAgainWhosePathHadALink() throws IOException {
    assertTaken(
        RawTar.archive()
            .folder("real/")
            .folder("real/sub/")
            .symlink("link", "/real")
            .file("link/a", "through the link")
            .file("link/sub/b", "through it and on")
            .file("link/made/c", "in a folder the archive forgot")
            .file("link", "no link any more")
            .file("real/a", "replaced")
            .file("real", "all replaced")
            .end());
  }

  @Test
  void writesRandomArchivesAgain() throws IOException {
    Random random = new Random(42);
    int taken = 0;
    for (int i = 0; i < 100; i++) {
      taken += assertSame(randomArchive(random)) ? 1 : 0;
      deleteLayer();
      Files.createDirectory(layer);
      Files.createDirectory(layer.resolve("diff"));
    }
    assertThat(taken).isGreaterThan(30);
  }

  @Test
  void needsLittleForZeros() throws IOException {
    InputStream tar = new ByteArrayInputStream(RawTar.archive().file("a", "1").end());
    record(new SequenceInputStream(tar, new Zeros(2L << 30)));
    assertThat(layer.resolve("tar"))
        .satisfies(file -> assertThat(Files.size(file)).isLessThan(1000));
  }

  @Test
  void refusesATarThatIsMoreThanItsFiles() {
    InputStream tar = new ByteArrayInputStream(RawTar.archive().file("a", "1").end());
    assertThatThrownBy(() -> record(new SequenceInputStream(tar, new Noise())))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining("belong to no file");
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void noticesAFileThatChanged(Damage damage) throws IOException {
    record(new ByteArrayInputStream(RawTar.archive().file("etc/a", "12345").end()));
    Path file = layer.resolve("diff/etc/a");
    switch (damage) {
      case OTHER_CONTENT -> Files.writeString(file, "12346");
      case SHORTER -> Files.writeString(file, "1234");
      case GONE -> Files.delete(file);
      case LINK -> {
        Files.move(file, layer.resolve("diff/etc/b"));
        Files.createSymbolicLink(file, Path.of("b"));
      }
      case LINKED_FOLDER -> {
        Files.move(layer.resolve("diff/etc"), layer.resolve("diff/other"));
        Files.createSymbolicLink(layer.resolve("diff/etc"), Path.of("other"));
      }
    }
    assertThatThrownBy(this::replay)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"etc/a\"");
  }

  @Test
  void noticesADamagedRecord() throws IOException {
    byte[] tar = RawTar.archive().file("a", "12345").end();
    record(new ByteArrayInputStream(tar));
    byte[] record = Files.readAllBytes(layer.resolve("tar"));
    for (int length = 0; length < record.length; length++) {
      assertSameOrRefused(Arrays.copyOf(record, length), tar);
    }
    for (int i = 0; i < record.length; i++) {
      byte[] damaged = record.clone();
      damaged[i] ^= 0x55;
      Files.write(layer.resolve("tar"), damaged);
      try {
        replay();
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotNull();
      }
    }
  }

  private void assertSameOrRefused(byte[] record, byte[] tar) throws IOException {
    Files.write(layer.resolve("tar"), record);
    byte[] again;
    try {
      again = replay();
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotNull();
      return;
    }
    assertThat(again).isEqualTo(tar);
  }

  /** What may have become of a file. */
  enum Damage {
    OTHER_CONTENT,
    SHORTER,
    GONE,
    LINK,
    LINKED_FOLDER
  }

  private static byte[] randomArchive(Random random) {
    RawTar tar = RawTar.archive();
    String[] names = {"a", "b", "c", "a/b", "a/c", "b/a/c", "link/a", "link/b/c", "c/c", "c/c/c"};
    for (int i = 0; i < 7; i++) {
      String name = names[random.nextInt(names.length)];
      switch (random.nextInt(8)) {
        case 0 -> tar.folder("c/");
        case 1 -> tar.symlink("link", random.nextBoolean() ? "a" : "/c");
        case 2 -> tar.file(name.replaceAll("(^|/)([^/]*)$", "$1.wh.$2"), "stray");
        default -> tar.file(name, "content ".repeat(random.nextInt(200)) + i);
      }
    }
    return random.nextBoolean() ? tar.end() : tar.unfinished();
  }

  private void fill(Path tree, boolean longNames) throws IOException {
    Files.writeString(tree.resolve("empty"), "");
    Files.writeString(tree.resolve("small"), "small");
    Files.write(tree.resolve("whole-block"), new byte[512]);
    byte[] large = new byte[700_001];
    new Random(1).nextBytes(large);
    Files.write(tree.resolve("large"), large);
    Files.createLink(tree.resolve("hard"), tree.resolve("large"));
    Files.createSymbolicLink(tree.resolve("soft"), Path.of("/somewhere"));
    if (longNames) {
      Path deep = tree.resolve("folder/".repeat(30) + "x".repeat(200));
      Files.createDirectories(deep.getParent());
      Files.writeString(deep, "deep");
      Files.createLink(tree.resolve("y".repeat(150)), deep);
      Files.createSymbolicLink(tree.resolve("z"), Path.of("t".repeat(300)));
    }
  }

  private byte[] gnuTar(Path tree, String... options) throws Exception {
    assumeThat(Path.of("/bin/tar")).exists();
    Path archive = temp.resolve("archive.tar");
    List<String> command = new ArrayList<>();
    command.add("tar");
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cf", archive.toString(), "-C", tree.toString(), "."));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Files.readAllBytes(archive);
  }

  /** Returns false where the archive is refused, so that there is nothing to write again. */
  private boolean assertSame(byte[] tar) throws IOException {
    try {
      record(new ByteArrayInputStream(tar));
    } catch (LayerFormatException e) {
      return false;
    }
    assertThat(replay()).isEqualTo(tar);
    return true;
  }

  private void assertTaken(byte[] tar) throws IOException {
    assertThat(assertSame(tar)).isTrue();
  }

  private byte[] replay() throws IOException {
    return Replays.replay(kernel, layer, "tar", "diff", "kept");
  }

  private void record(InputStream tar) throws IOException {
    int flags = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;
    int layerFd = kernel.io().open(layer.toString(), flags, 0);
    int diffFd = kernel.io().open(layer.resolve("diff").toString(), flags, 0);
    try (TarRecorder recorder = new TarRecorder(kernel, layerFd, "tar", "kept")) {
      new LayerUnpacker(kernel, new UnpackOptions(WhiteoutStyle.FILES, true, true))
          .unpack(tar, diffFd, recorder);
    } finally {
      kernel.io().close(diffFd);
      kernel.io().close(layerFd);
    }
  }

  /** So many zeros. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int part = (int) Math.min(length, left);
      Arrays.fill(buffer, offset, offset + part, (byte) 0);
      left -= part;
      return part;
    }
  }

  /** Noise without end. */
  private static final class Noise extends InputStream {
    private final byte[] bytes = new byte[1 << 16];

    Noise() {
      new Random(7).nextBytes(bytes);
    }

    @Override
    public int read() {
      return 1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int part = Math.min(length, bytes.length);
      System.arraycopy(bytes, 0, buffer, offset, part);
      return part;
    }
  }
}
