package dev.kapok.storage.unpack;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.record.Replays;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerUnpackerTest {
  private static final UnpackOptions ROOTLESS =
      new UnpackOptions(WhiteoutStyle.OVERLAY_USER, true, false);

  @TempDir private Path temp;
  private Path root;
  private Path outside;
  private Kernel kernel;
  private int records;

  @BeforeEach
  void makeFolders() throws IOException {
    kernel = TestKernel.get();
    root = Files.createDirectory(temp.resolve("root"));
    outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("victim"), "untouched");
  }

  /** JUnit deletes neither deep trees nor links out of its folder without complaint. */
  @AfterEach
  void deleteRoot() {
    new TreeDeleter(kernel).delete(root.toString());
  }

  @Test
  void unpacksFilesFoldersAndLinks() throws IOException {
    UnpackResult result =
        unpack(
            RawTar.archive()
                .folder("./")
                .folder("etc/")
                .file("etc/passwd", "root")
                .symlink("etc/link", "/somewhere/else")
                .hardLink("etc/shadow", "etc/passwd")
                .entry('6', "pipe", "", new byte[0])
                .end());
    assertThat(root.resolve("etc/passwd")).hasContent("root");
    assertThat(Files.readSymbolicLink(root.resolve("etc/link"))).hasToString("/somewhere/else");
    assertThat(inode("etc/shadow")).isEqualTo(inode("etc/passwd"));
    assertThat(attribute("pipe", "unix:mode")).isEqualTo(0010644);
    assertThat(result.size()).isEqualTo(4);
    assertThat(result.rootSeen()).isTrue();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void hashesEveryByteOfTheTar() throws Exception {
    byte[] tar = RawTar.archive().file("a", "x".repeat(1_000_000)).end();
    byte[] padded = Arrays.copyOf(tar, tar.length + 10240);
    padded[padded.length - 1] = 7;
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(padded));
    assertThat(unpack(padded).diffId().hex()).isEqualTo(expected);
  }

  @Test
  void keepsModesAndTimesToTheNanosecond() throws IOException {
    unpack(
        RawTar.archive()
            .pax("mtime", "1500000000.000000123", "atime", "1400000000.5")
            .file("file", "x")
            .pax("mtime", "1200000000.25")
            .symlink("link", "file")
            .end());
    assertThat(modified("file")).isEqualTo(Instant.ofEpochSecond(1_500_000_000, 123));
    assertThat(modified("link")).isEqualTo(Instant.ofEpochSecond(1_200_000_000, 250_000_000));
    assertThat(attribute("file", "unix:mode")).isEqualTo(0100644);
  }

  @Test
  void keepsTheTimesOfFoldersWhateverTheOrder() throws IOException {
    unpack(
        RawTar.archive()
            .pax("mtime", "1000000000.5")
            .folder("before/")
            .folder("before/deep/")
            .file("before/deep/file", "1")
            .file("before/file", "1")
            .file("after/file", "1")
            .pax("mtime", "1100000000.5")
            .folder("after/")
            .file("before/another", "1")
            .pax("mtime", "1200000000.5")
            .folder("./")
            .end());
    assertThat(modified("before")).isEqualTo(Instant.ofEpochSecond(1_000_000_000, 500_000_000));
    assertThat(modified("after")).isEqualTo(Instant.ofEpochSecond(1_100_000_000, 500_000_000));
    assertThat(modified(".")).isEqualTo(Instant.ofEpochSecond(1_200_000_000, 500_000_000));
  }

  @Test
  void makesHolesOfLongRunsOfZeros() throws IOException {
    byte[] content = new byte[3_000_017];
    content[0] = 1;
    content[1_500_001] = 2;
    content[1_600_000] = 3;
    unpack(
        RawTar.archive()
            .entry('0', "middle", "", content)
            .entry('0', "zeros", "", new byte[2_000_000])
            .entry('0', "short", "", new byte[100])
            .file("after", "text")
            .end());
    assertThat(root.resolve("middle")).hasBinaryContent(content);
    assertThat(root.resolve("zeros")).hasBinaryContent(new byte[2_000_000]);
    assertThat(root.resolve("short")).hasBinaryContent(new byte[100]);
    assertThat(root.resolve("after")).hasContent("text");
    for (String name : List.of("middle", "zeros")) {
      FileStat stat = kernel.tree().stat(FileTree.CWD, path(name));
      assertThat(stat).isNotNull().extracting(FileStat::blocks, as(LONG)).isLessThan(1000);
    }
  }

  @Test
  void keepsHolesAsHoles() throws IOException {
    unpack(
        RawTar.archive()
            .pax("GNU.sparse.map", "0,3,100000000,2", "GNU.sparse.size", "200000000")
            .entry('0', "sparse", "", bytes("abcde"))
            .end());
    assertThat(Files.size(root.resolve("sparse"))).isEqualTo(200_000_000);
    FileStat stat = kernel.tree().stat(FileTree.CWD, path("sparse"));
    assertThat(stat).isNotNull().extracting(FileStat::blocks, as(LONG)).isLessThan(100);
    try (InputStream in = Files.newInputStream(root.resolve("sparse"))) {
      in.skipNBytes(100_000_000);
      assertThat(in.readNBytes(3)).isEqualTo(bytes("de\0"));
    }
  }

  @Test
  void keepsExtendedAttributesButNotThoseOfOverlay() throws IOException {
    UnpackResult result =
        unpack(
            RawTar.archive()
                .pax(
                    "SCHILY.xattr.user.binary",
                    "\0\u00ff\n",
                    "SCHILY.xattr.user.overlay.opaque",
                    "y",
                    "SCHILY.xattr.trusted.overlay.redirect",
                    "/etc")
                .file("file", "x")
                .end());
    assertThat(xattr("file", "user.binary")).isEqualTo(bytes("\0\u00ff\n"));
    assertThat(kernel.attributes().listXattrs(FileTree.CWD, path("file")))
        .doesNotContain("user.overlay.opaque", "trusted.overlay.redirect");
    assertThat(result.notes()).singleElement().asString().contains("overlayfs", "1 more");
  }

  @Test
  void keepsCapabilitiesAsRoot() throws IOException {
    assumeThat(kernel.pids().uid()).isZero();
    String capability = "\1\0\0\2\u0080 \0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    unpack(
        RawTar.archive()
            .pax("SCHILY.xattr.security.capability", capability)
            .file("ping", "")
            .end());
    assertThat(xattr("ping", "security.capability")).isEqualTo(bytes(capability));
  }

  @Test
  void leavesDevicesOutWithoutRoot() throws IOException {
    UnpackResult result =
        unpack(
            RawTar.archive()
                .entry('3', "dev/null", "", new byte[0])
                .entry('4', "dev/sda", "", new byte[0])
                .end());
    assertThat(root.resolve("dev/null")).doesNotExist();
    assertThat(result.notes()).singleElement().asString().contains("\"dev/null\" and 1 more");
  }

  @Test
  void makesDevicesAsRoot() throws IOException {
    String wholeRange = "4294967295";
    assumeThat(Path.of("/proc/self/uid_map")).content().contains(wholeRange);
    assumeThat(kernel.pids().uid()).isZero();
    byte[] block = new byte[512];
    RawTar.put(block, 0, "dev/null");
    block[156] = '3';
    RawTar.put(block, 100, "0000666");
    RawTar.put(block, 257, "ustar\00000");
    RawTar.put(block, 329, "0000001");
    RawTar.put(block, 337, "0000003");
    unpack(
        new UnpackOptions(WhiteoutStyle.OVERLAY, false, false),
        RawTar.archive().block(block).end());
    assertThat(attribute("dev/null", "unix:rdev")).isEqualTo(0x103L);
    assertThat(attribute("dev/null", "unix:mode")).isEqualTo(0020666);
  }

  @Test
  void writesWhiteoutsTheWayOverlayReadsThem() throws IOException {
    unpack(
        RawTar.archive()
            .folder("etc/")
            .file("etc/.wh.gone", "")
            .folder("opaque/")
            .file("opaque/.wh..wh..opq", "")
            .file("opaque/new", "1")
            .file(".wh..wh.plnk", "")
            .end());
    assertThat(attribute("etc/gone", "unix:rdev")).isEqualTo(0L);
    assertThat(attribute("etc/gone", "unix:mode")).isEqualTo(0020000);
    assertThat(xattr("opaque", "user.overlay.opaque")).isEqualTo(bytes("y"));
    assertThat(root.resolve("etc/.wh.gone")).doesNotExist();
    assertThat(root.resolve(".wh..wh.plnk")).doesNotExist();
  }

  @Test
  void hidesNothingOfTheSameLayer() throws IOException {
    unpack(
        RawTar.archive()
            .file("first/file", "kept")
            .file(".wh.first", "")
            .file(".wh.second", "")
            .file("second/file", "kept")
            .file(".wh.third", "")
            .folder("third/")
            .file("plain", "kept")
            .file(".wh.plain", "")
            .file(".wh.later", "")
            .file("later", "kept")
            .end());
    for (String name : List.of("first/file", "second/file", "plain", "later")) {
      assertThat(root.resolve(name)).hasContent("kept");
    }
    for (String name : List.of("first", "second", "third")) {
      assertThat(xattr(name, "user.overlay.opaque")).as(name).isEqualTo(bytes("y"));
    }
  }

  @Test
  void keepsWhiteoutFilesForDriversThatCopy() throws IOException {
    unpack(
        new UnpackOptions(WhiteoutStyle.FILES, true, false),
        RawTar.archive().file("a/.wh.gone", "").file("a/.wh..wh..opq", "").end());
    assertThat(root.resolve("a/.wh.gone")).exists();
    assertThat(root.resolve("a/.wh..wh..opq")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.."})
  void refusesWhiteoutsOfNothing(String name) {
    assertRefused(RawTar.archive().file(name, "").end(), "hides no name");
  }

  @Test
  void replacesWhatComesTwice() throws IOException {
    unpack(
        RawTar.archive()
            .file("a", "first")
            .file("a", "second")
            .folder("b/")
            .file("b/c/d", "deep")
            .file("b", "now a file")
            .symlink("e", "a")
            .folder("e/")
            .file("e/f", "1")
            .folder("g/")
            .symlink("g", "a")
            .file("h", "1")
            .hardLink("h", "a")
            .hardLink("a", "a")
            .end());
    assertThat(root.resolve("a")).hasContent("second");
    assertThat(root.resolve("b")).hasContent("now a file");
    assertThat(root.resolve("e/f")).exists();
    assertThat(root.resolve("g")).isSymbolicLink();
    assertThat(inode("h")).isEqualTo(inode("a"));
  }

  @Test
  void writesAgainWhatWasReplacedBeforeItsFolderWas() throws IOException {
    unpack(
        RawTar.archive()
            .file("a/b", "content")
            .entry('6', "a/b", "", new byte[0])
            .symlink("a", "elsewhere")
            .end());
    assertThat(root.resolve("a")).isSymbolicLink();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside/victim", "a/../../outside/victim", "/../outside/victim"})
  void refusesDotDot(String name) {
    assertRefused(RawTar.archive().file(name, "evil").end(), "could leave the layer");
  }

  @Test
  void keepsAbsoluteNamesInside() throws IOException {
    unpack(RawTar.archive().file(outside.resolve("victim").toString(), "evil").end());
    assertThat(root.resolve(outside.resolve("victim").toString().substring(1))).hasContent("evil");
    assertUntouched();
  }

  @Test
  void refusesToWriteThroughLinksThatLeadOut() {
    assertRefused(
        RawTar.archive().symlink("link", outside.toString()).file("link/victim", "evil").end(),
        "leads to no folder of this layer");
    assertRefused(
        RawTar.archive().symlink("up", "../outside").file("up/victim", "evil").end(),
        "leads to no folder of this layer");
    assertRefused(
        RawTar.archive().symlink("p", "/proc/self/root").file("p/tmp/x", "evil").end(),
        "leads to no folder of this layer");
  }

  @Test
  void followsLinksThatStayInside() throws IOException {
    unpack(
        RawTar.archive()
            .folder("usr/lib/")
            .symlink("lib", "/usr/lib")
            .file("lib/libc", "1")
            .symlink("lib2", "../../../../usr/lib")
            .file("lib2/new/libm", "2")
            .end());
    assertThat(root.resolve("usr/lib/libc")).hasContent("1");
    assertThat(root.resolve("usr/lib/new/libm")).hasContent("2");
  }

  @Test
  void replacesLinksInsteadOfWritingThroughThem() throws IOException {
    String victim = outside.resolve("victim").toString();
    unpack(RawTar.archive().symlink("a", victim).file("a", "mine").end());
    assertThat(root.resolve("a")).hasContent("mine").isRegularFile();
    assertUntouched();
  }

  @Test
  void setsNoModesThroughLinks() throws IOException {
    unpack(
        RawTar.archive()
            .symlink("a", outside.toString())
            .hardLink("b", "a")
            .folder("a/")
            .pax("mtime", "1")
            .symlink("c", outside.resolve("victim").toString())
            .end());
    assertThat(root.resolve("b")).isSymbolicLink();
    assertThat(Files.getLastModifiedTime(outside.resolve("victim")).toInstant())
        .isAfter(Instant.ofEpochSecond(1000));
  }

  @Test
  void refusesHardLinksToWhatIsNotInTheLayer() {
    String victim = outside.resolve("victim").toString();
    assertRefused(RawTar.archive().hardLink("a", victim).end(), "is not in the layer");
    assertRefused(RawTar.archive().hardLink("a", "../outside/victim").end(), "could leave");
    assertRefused(RawTar.archive().hardLink("a", "missing").end(), "is no file of the layer");
    assertRefused(
        RawTar.archive().symlink("s", outside.toString()).hardLink("a", "s/victim").end(),
        "is not in the layer");
    assertRefused(RawTar.archive().folder("d/").hardLink("a", "d").end(), "no file of the layer");
    assertRefused(RawTar.archive().hardLink("a", "/").end(), "hard link");
  }

  @Test
  void refusesFoldersThatAreNone() {
    assertRefused(RawTar.archive().file("a", "").file("a/b", "").end(), "no folder");
    assertRefused(RawTar.archive().symlink("a", "a").file("a/b", "").end(), "points to itself");
    assertRefused(RawTar.archive().symlink("a", "b").file("a/b", "").end(), "leads to no folder");
    assertRefused(RawTar.archive().file("./", "").end(), "root of a layer");
  }

  @Test
  void refusesTypesItDoesNotKnow() {
    assertRefused(RawTar.archive().entry('V', "volume", "", new byte[0]).end(), "type 'V'");
    assertRefused(RawTar.archive().symlink("a", "").end(), "symbolic link holds");
  }

  @Test
  void unpacksPathsAsLongAsTheKernelTakes() throws IOException {
    String deep = "d/".repeat(2047) + "f";
    unpack(RawTar.archive().file(deep, "deep").end());
    assertRefused(RawTar.archive().file("d/" + deep, "").end(), "longer than 4095");
  }

  @Test
  void saysWhoseIdsAreMissing() {
    assumeThat(kernel.pids().uid()).isNotZero();
    byte[] block = new byte[512];
    RawTar.put(block, 0, "file");
    block[156] = '5';
    assertThatThrownBy(() -> unpack(RawTar.archive().block(block).end()))
        .hasMessageContaining("/etc/subuid");
  }

  @Test
  void refusesOwnersThatDoNotExist() {
    byte[] tar = RawTar.archive().pax("uid", "4294967295").file("a", "").end();
    assertRefused(tar, "no such owner");
  }

  @Test
  void tellsWhereATruncatedLayerEnds() {
    byte[] tar = RawTar.archive().file("big", "x".repeat(100_000)).end();
    assertThatThrownBy(() -> unpack(Arrays.copyOf(tar, 50_000)))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("\"big\"");
  }

  @Test
  void passesTheStreamsOwnFailureOn() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(RawTar.archive().file("a", "1").unfinished()), new Rest(true));
    assertThatThrownBy(() -> unpack(ROOTLESS, broken)).hasMessage("connection lost");
  }

  @Test
  void stopsReadingAnEndlessLayerOnceItIsRefused() {
    byte[] start = RawTar.archive().file("../evil", "").unfinished();
    InputStream endless = new SequenceInputStream(new ByteArrayInputStream(start), new Rest(false));
    assertThatThrownBy(() -> unpack(ROOTLESS, endless)).isInstanceOf(LayerFormatException.class);
  }

  private void assertRefused(byte[] tar, String why) {
    assertThatThrownBy(() -> unpack(tar))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining(why);
    assertUntouched();
  }

  private void assertUntouched() {
    assertThat(outside.resolve("victim")).hasContent("untouched");
    assertThat(outside).isDirectoryNotContaining(path -> !path.endsWith("victim"));
  }

  private UnpackResult unpack(byte[] tar) throws IOException {
    return unpack(ROOTLESS, tar);
  }

  /** Every tar that is taken has to come out again, whatever is in it. */
  private UnpackResult unpack(UnpackOptions options, byte[] tar) throws IOException {
    UnpackResult result = unpack(options, new ByteArrayInputStream(tar));
    assertThat(Replays.replay(kernel, temp, "tar" + records, "root", "kept" + records))
        .as("the tar that was written again")
        .isEqualTo(tar);
    return result;
  }

  private UnpackResult unpack(UnpackOptions options, InputStream tar) throws IOException {
    int fd = kernel.io().open(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    int tempFd = kernel.io().open(temp.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    records++;
    try (TarRecorder recorder =
        new TarRecorder(kernel, tempFd, "tar" + records, "kept" + records)) {
      return new LayerUnpacker(kernel, options).unpack(tar, fd, recorder);
    } finally {
      kernel.io().close(tempFd);
      kernel.io().close(fd);
    }
  }

  private Object attribute(String name, String attribute) throws IOException {
    return Files.getAttribute(root.resolve(name), attribute, LinkOption.NOFOLLOW_LINKS);
  }

  private Object inode(String name) throws IOException {
    return attribute(name, "unix:ino");
  }

  private Instant modified(String name) throws IOException {
    return ((FileTime) attribute(name, "lastModifiedTime")).toInstant();
  }

  private byte[] xattr(String name, String attribute) {
    return kernel.attributes().getXattr(FileTree.CWD, path(name), attribute);
  }

  private byte[] path(String name) {
    return bytes(root.resolve(name).toString());
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What follows the bytes that a test wrote: zeros without end, or a broken connection. */
  private static final class Rest extends InputStream {
    private final boolean broken;

    Rest(boolean broken) {
      this.broken = broken;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1) - 1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("connection lost");
      }
      Arrays.fill(buffer, offset, offset + length, (byte) 0);
      return length;
    }
  }
}
