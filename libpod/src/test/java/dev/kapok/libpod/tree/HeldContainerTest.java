package dev.kapok.libpod.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldContainerTest {
  @TempDir private Path folder;
  private Path calls;
  private TestEngine engine;
  private int pid;
  private String id;
  private HeldContainer held;

  @BeforeEach
  void run() throws IOException {
    engine = new TestEngine(folder);
    calls = folder.resolve("calls");
    pid = engine.spawn("/bin/sleep", "60");
    var container = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    id = engine.insert(engine.running(container, pid)).config().id();
    engine.parts.disk().makeFolders(engine.parts.paths().bundle(id), 0700);
    held = new HeldContainer(engine.parts, id);
    refuses("none");
  }

  @AfterEach
  void end() {
    engine.kernel.pids().kill(pid, 9);
    engine.close();
  }

  /** Makes the runtime fail at a command. */
  private void refuses(String command) throws IOException {
    Files.writeString(
        Path.of(engine.runtime),
        "#!/bin/sh\nfor word; do case $word in pause|resume) echo $word >> "
            + calls
            + ";; esac; [ $word != "
            + command
            + " ] || { echo '{\"level\":\"error\",\"msg\":\"no memory\"}' >&2; exit 1; }; done\n");
  }

  private List<String> called() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private boolean isMarked() {
    return engine.parts.disk().exists(engine.parts.paths().inBundle(id, "frozen"));
  }

  @Test
  void freezesAndLetsGo() throws IOException {
    assertThat(held.<Boolean>during(true, _ -> isMarked())).isTrue();
    assertThat(called()).containsExactly("pause", "resume");
    assertThat(isMarked()).isFalse();
  }

  @Test
  void halfFrozenContainerIsLetGo() throws IOException {
    refuses("pause");
    assertThatThrownBy(() -> held.during(true, _ -> ""))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("cannot be frozen");
    assertThat(called()).containsExactly("pause", "resume");
    assertThat(isMarked()).isFalse();
  }

  @Test
  void failedWorkIsToldThoughTheContainerStaysFrozen() throws IOException {
    refuses("resume");
    assertThatThrownBy(() ->
            held.during(
                true,
                _ -> {
                  throw new IllegalStateException("disk full");
                }))
        .hasMessage("disk full")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(isMarked()).as("so that the next command tries again").isTrue();
  }

  @Test
  void containerThatStaysFrozenIsNamed() throws IOException {
    refuses("resume");
    assertThatThrownBy(() -> held.during(true, _ -> "")).hasMessageContaining("no memory");
    assertThat(isMarked()).isTrue();
  }

  @Test
  void secondCloseFreesNobodysLock() throws IOException {
    InputStream stream = held.reading(_ -> new ByteArrayInputStream(new byte[1]));
    assertThat(engine.parts.locks().tryLock(id)).isNegative();
    stream.close();
    int lock = engine.parts.locks().tryLock(id);
    assertThat(lock).isNotNegative();
    stream.close();
    assertThat(engine.parts.locks().tryLock(id)).as("it is still held").isNegative();
    engine.parts.locks().unlock(lock);
  }

  @Test
  void mountWaitsForTheContainersLock() throws InterruptedException {
    for (char needed : new char[] {'a', 'b', 'c', 'd', 'e'}) {
      engine.insert(Configs.plain(needed, "needed" + needed));
    }
    Container full = new Container(Configs.full(), ContainerState.NEW);
    String stored = engine.insert(full).config().id();
    int lock = engine.parts.locks().lock(stored);
    Thread mount = new Thread(() -> new LocalTrees(engine.parts).mount(stored));
    mount.setUncaughtExceptionHandler((_, _) -> {}); // it has no layer that could be mounted
    mount.start();
    mount.join(100);
    assertThat(mount.isAlive()).isTrue();
    engine.parts.locks().unlock(lock);
    mount.join();
  }
}
