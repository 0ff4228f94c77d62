package dev.kapok.test.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The folders of one run of the suites: a short path in /tmp (unix sockets have short names), the
 * archive of the image, and for each identity a store that holds it, which tests copy.
 */
final class TestHost implements AutoCloseable {
  private static final TestHost INSTANCE = new TestHost();

  private final Path base;
  private final Path archive;
  private final Map<Identity, Path> templates = new EnumMap<>(Identity.class);
  private final AtomicInteger count = new AtomicInteger();

  private TestHost() {
    try {
      base = Files.createTempDirectory(Path.of("/tmp"), "kit");
      Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path image = Files.createDirectory(base.resolve("image"));
      archive = BusyboxImage.archive(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestHost get() {
    return INSTANCE;
  }

  Path archive() {
    return archive;
  }

  /** Returns a command with a new, empty store. */
  Kapok fresh(Identity identity) {
    Path folder = base.resolve((identity == Identity.ROOT ? "r" : "u") + count.incrementAndGet());
    makeFolder(identity, folder);
    return new Kapok(identity, folder, runtimeDir(identity));
  }

  /** Returns a command with a store of its own that holds the busybox image. */
  synchronized Kapok withImage(Identity identity) {
    Path template = templates.get(identity);
    if (template == null) {
      Kapok loader = fresh(identity);
      loader.run("load", "-q", "-i", archive.toString()).ok();
      template = loader.folder();
      templates.put(identity, template);
    }
    Kapok kapok = fresh(identity);
    Shell.run("cp", "-a", template + "/root", kapok.folder().toString()).ok();
    return kapok;
  }

  private Path runtimeDir(Identity identity) {
    Path folder = base.resolve(identity == Identity.ROOT ? "xr" : "xu");
    if (!Files.exists(folder)) {
      makeFolder(identity, folder);
    }
    return folder;
  }

  private static void makeFolder(Identity identity, Path folder) {
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.setAttribute(folder, "unix:uid", identity.uid());
      Files.setAttribute(folder, "unix:gid", identity.uid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process that keeps the user's namespaces, and deletes everything. */
  @Override
  public void close() {
    Path keeper = base.resolve("xu/kapok/pause.pid");
    try {
      if (Files.exists(keeper)) {
        String pid = Files.readString(keeper).strip().split(" ", 2)[0];
        Shell.run("kill", "-9", pid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Shell.run("rm", "-rf", "--one-file-system", base.toString());
    }
  }
}
