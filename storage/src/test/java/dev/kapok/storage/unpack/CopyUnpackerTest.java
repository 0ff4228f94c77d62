package dev.kapok.storage.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyUnpackerTest {
  private static final CopyOptions KEEPING = new CopyOptions(null, false, false, null);
  private static final CopyOptions OVERWRITING = new CopyOptions(null, true, false, null);

  private final Kernel kernel = TestKernel.get();

  @TempDir private Path temp;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectory(root.resolve("to"));
  }

  /** JUnit complains of links out of its folder. */
  @AfterEach
  void deleteRoot() {
    new TreeDeleter(kernel).delete(root.toString());
  }

  private void unpack(CopyOptions options, byte[] tar) throws IOException {
    int fd = kernel.io().open(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      new CopyUnpacker(kernel, options)
          .unpack(new ByteArrayInputStream(tar), fd, "to".getBytes(StandardCharsets.US_ASCII));
    } finally {
      kernel.io().close(fd);
    }
  }

  @Test
  void writesManyFilesAtOnce() throws IOException {
    RawTar tar = RawTar.archive();
    for (int i = 0; i < 500; i++) {
      tar.file("f" + i, "content of " + i);
    }
    unpack(KEEPING, tar.hardLink("link", "f499").end());
    for (int i = 0; i < 500; i++) {
      assertThat(root.resolve("to/f" + i)).hasContent("content of " + i);
    }
    assertThat(root.resolve("to/link")).hasContent("content of 499");
  }

  @Test
  void tellsWhichFileCannotBeWritten() {
    IdMaps nobody = new IdMaps(IdMap.NONE, IdMap.NONE);
    byte[] tar = RawTar.archive().file("a", "a").file("b", "b").end();
    assertThatThrownBy(() -> unpack(new CopyOptions(null, false, false, nobody), tar))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("its owner");
  }

  @Test
  void writesIntoTheFolderBesideWhatIsThere() throws IOException {
    Files.writeString(root.resolve("to/old"), "old");
    Files.writeString(root.resolve("to/file"), "before");
    unpack(
        KEEPING,
        RawTar.archive()
            .folder("new/")
            .file("file", "after")
            .file("new/a", "a")
            .hardLink("new/b", "new/a")
            .symlink("new/l", "a")
            .end());
    assertThat(root.resolve("to/old")).hasContent("old");
    assertThat(root.resolve("to/file")).hasContent("after");
    assertThat(root.resolve("to/new/b")).hasContent("a");
    assertThat(Files.readSymbolicLink(root.resolve("to/new/l"))).hasToString("a");
  }

  @Test
  void noNameIsSpecial() throws IOException {
    Files.writeString(root.resolve("to/old"), "old");
    unpack(KEEPING, RawTar.archive().file(".wh.old", "").file(".wh..wh..opq", "x").end());
    assertThat(root.resolve("to/old")).hasContent("old");
    assertThat(root.resolve("to/.wh.old")).isEmptyFile();
    assertThat(root.resolve("to/.wh..wh..opq")).hasContent("x");
  }

  @Test
  void folderAndFileReplaceEachOtherOnlyWhereThatIsWanted() throws IOException {
    Files.createDirectories(root.resolve("to/folder/deep"));
    Files.writeString(root.resolve("to/file"), "f");
    byte[] overFolder = RawTar.archive().file("folder", "now a file").end();
    byte[] overFile = RawTar.archive().folder("file/").end();

    assertThatThrownBy(() -> unpack(KEEPING, overFolder))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("\"folder\": what is there is a directory");
    assertThatThrownBy(() -> unpack(KEEPING, overFile))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("\"file\": what is there is no directory")
        .hasMessageContaining("--overwrite");
    assertThat(root.resolve("to/folder/deep")).isDirectory();
    assertThat(root.resolve("to/file")).hasContent("f");

    unpack(OVERWRITING, overFolder);
    unpack(OVERWRITING, overFile);
    assertThat(root.resolve("to/folder")).hasContent("now a file");
    assertThat(root.resolve("to/file")).isDirectory();
  }

  @Test
  void linksThatAreThereStayInsideTheRoot() throws IOException {
    Files.createSymbolicLink(root.resolve("to/out"), outside);
    Files.createSymbolicLink(root.resolve("to/in"), Path.of("/elsewhere"));
    Files.createDirectory(root.resolve("elsewhere"));
    assertThatThrownBy(() -> unpack(KEEPING, RawTar.archive().file("out/x", "x").end()))
        .isInstanceOf(LayerFormatException.class);
    unpack(KEEPING, RawTar.archive().file("in/x", "x").end());
    assertThat(root.resolve("elsewhere/x")).hasContent("x");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void fileTakesTheNameOfALinkAndNotOfWhatItLeadsTo() throws IOException {
    Path victim = Files.writeString(outside.resolve("victim"), "untouched");
    Files.createSymbolicLink(root.resolve("to/file"), victim);
    unpack(KEEPING, RawTar.archive().file("file", "new").end());
    assertThat(victim).hasContent("untouched");
    assertThat(Files.isSymbolicLink(root.resolve("to/file"))).isFalse();
    assertThat(root.resolve("to/file")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/../x"})
  void refusesNamesThatLeaveTheFolder(String name) {
    assertThatThrownBy(() -> unpack(KEEPING, RawTar.archive().file(name, "x").end()))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining("could leave");
    assertThat(root.resolve("x")).doesNotExist();
  }

  @Test
  void leavesOutDevices() throws IOException {
    unpack(KEEPING, RawTar.archive().entry('3', "null", "", new byte[0]).file("f", "1").end());
    assertThat(root.resolve("to/null")).doesNotExist();
    assertThat(root.resolve("to/f")).exists();
  }

  @Test
  void folderThatIsWrittenToHasChanged() throws IOException {
    Path to = root.resolve("to");
    Files.setLastModifiedTime(to, FileTime.from(Instant.EPOCH));
    unpack(KEEPING, RawTar.archive().file("f", "1").end());
    assertThat(Files.getLastModifiedTime(to).toInstant()).isAfter(Instant.ofEpochSecond(1 << 30));
  }

  @Test
  void newOwnerDoesNotLendItsRights() throws IOException {
    int uid = kernel.pids().uid();
    int gid = kernel.pids().gid();
    byte[] tar =
        RawTar.archive().pax("uid", "77777").file("f", "x").pax("uid", "77777").folder("d/").end();
    for (boolean setId : new boolean[] {true, false}) {
      byte[] marked = withMode(tar, "0006755");
      CopyOptions.Owner owner = new CopyOptions.Owner(uid, gid, setId);
      unpack(new CopyOptions(owner, false, false, null), marked);
      int mode = (int) Files.getAttribute(root.resolve("to/f"), "unix:mode");
      assertThat(mode & 07777).isEqualTo(setId ? 06755 : 0755);
      assertThat(Files.getAttribute(root.resolve("to/f"), "unix:uid")).isEqualTo(uid);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("to/d"))))
        .isEqualTo("rwxr-xr-x");
  }

  /** An access list of the owner's, one user's, one group's and all others' rights (acl(5)). */
  private static byte[] list(int user, int group) {
    ByteBuffer list = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    int[][] entries = {
      {1, 6, -1}, {2, 4, user}, {4, 4, -1}, {8, 2, group}, {16, 6, -1}, {32, 0, -1}
    };
    for (int[] entry : entries) {
      list.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
    }
    return list.array();
  }

  private static byte[] listed(int user, int group) {
    String list = new String(list(user, group), StandardCharsets.ISO_8859_1);
    return RawTar.archive()
        .pax("uid", "7", "gid", "8", "SCHILY.xattr.system.posix_acl_access", list)
        .file("f", "x")
        .end();
  }

  @Test
  void ownersAndListsAreThoseOutsideTheNamespace() throws IOException {
    int uid = kernel.pids().uid();
    int gid = kernel.pids().gid();
    IdMaps maps =
        new IdMaps(
            new IdMap(List.of(new IdRange(7, uid, 1), new IdRange(70, 700_000, 1))),
            new IdMap(List.of(new IdRange(8, gid, 1), new IdRange(80, 800_000, 1))));
    CopyOptions inside = new CopyOptions(null, false, false, maps);

    unpack(inside, listed(70, 80));

    Path file = root.resolve("to/f");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(uid);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(gid);
    byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
    byte[] found = kernel.attributes().getXattr(FileTree.CWD, path, "system.posix_acl_access");
    assertThat(found).isEqualTo(list(700_000, 800_000));
    assertThatThrownBy(() -> unpack(inside, listed(71, 80)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("posix_acl_access names user 71, which the container does not have");
  }

  @Test
  void refusesOwnersThatTheNamespaceDoesNotHave() {
    IdMap own = new IdMap(List.of(new IdRange(0, kernel.pids().uid(), 1)));
    CopyOptions inside = new CopyOptions(null, false, false, new IdMaps(own, own));
    assertThatThrownBy(() -> unpack(inside, listed(0, 0)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("its owner 7:8 is not among this user's ids");
  }

  /** Gives each entry of an archive a mode. */
  private static byte[] withMode(byte[] tar, String mode) {
    byte[] changed = tar.clone();
    for (int at = 0; at + 512 <= tar.length; at += 512) {
      String magic = new String(tar, at + 257, 5, StandardCharsets.US_ASCII);
      if (magic.equals("ustar")) {
        RawTar.put(changed, at + 100, mode);
        RawTar.put(changed, at + 148, "        ");
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
          sum += changed[i] & 0xff;
        }
        RawTar.put(changed, at + 148, String.format("%06o\0 ", sum));
      }
    }
    return changed;
  }
}
