package dev.kapok.libpod.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.CopyRequest;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.TestEngine;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a tar on standard input. */
class CopyFilesTest {
  private static final int BLOCK = 512;

  @TempDir private Path folder;
  private TestEngine engine;
  private Path root;
  private int pid;
  private Container container;

  @BeforeEach
  void run() throws IOException {
    engine = new TestEngine(folder);
    root = folder.resolve("rootfs");
    Files.createDirectories(root.resolve("to"));
    pid = engine.spawn("/bin/sleep", "60");
    Container plain = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    Container rooted = Configs.rooted(plain, root.toString());
    container = engine.insert(engine.running(rooted, pid));
  }

  @AfterEach
  void end() {
    engine.kernel.pids().kill(pid, 9);
    engine.close();
  }

  private void copy(
      CopyRequest.Place from, CopyRequest.Place to, InputStream in, OutputStream out) {
    new CopyFiles(engine.parts, new CopyRequest(from, to, false, false)).copy(in, out);
  }

  private static CopyRequest.Place place(@Nullable String name, String path) {
    return new CopyRequest.Place(name, path);
  }

  private byte[] tar() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "of the tar");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    copy(place(null, file.toString()), place(null, CopyRequest.STREAM), nothing, tar);
    return tar.toByteArray();
  }

  private void endContainer() {
    try (Tx tx = engine.parts.database().begin()) {
      String id = container.config().id();
      engine.parts.containers().save(tx, id, container.state().ended(1, 0, false, null).cleaned());
      tx.commit();
    }
  }

  /** A tar that comes a block at a time, and whose reader sees whether the container is locked. */
  private final class SlowTar extends InputStream {
    private final ByteArrayInputStream tar;
    private final List<Boolean> locked = new ArrayList<>();

    private SlowTar(byte[] tar) {
      this.tar = new ByteArrayInputStream(tar);
    }

    @Override
    public int read() {
      throw new AssertionError("nobody reads by the byte");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int lock = engine.parts.locks().tryLock(container.config().id());
      locked.add(lock < 0);
      if (lock >= 0) {
        engine.parts.locks().unlock(lock);
      }
      if (locked.size() == 1) {
        endContainer();
      }
      return tar.read(buffer, offset, Math.min(length, BLOCK));
    }
  }

  @Test
  void containerThatEndsWhileTheTarComesIsNotLockedUntilItIsThere() throws IOException {
    SlowTar tar = new SlowTar(tar());

    copy(
        place(null, CopyRequest.STREAM), place("one", "/to"), tar, OutputStream.nullOutputStream());

    assertThat(root.resolve("to/file")).hasContent("of the tar");
    assertThat(tar.locked).hasSizeGreaterThan(2).containsOnly(false);
    assertThat(folder.resolve("root/imports")).doesNotExist();
    try (var left = Files.list(folder.resolve("root"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("arriving"));
    }
  }
}
