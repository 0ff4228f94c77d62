package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import dev.kapok.storage.store.ContainerSizes;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container's layer is walked once after each of its runs. */
class ContainerSizesTest extends VerbTest {
  private static final String ID = Configs.id('1');

  @BeforeEach
  void make() throws IOException {
    engine.insert(Configs.plain('1', "one"));
    try (Tx tx = engine.parts.database().begin()) {
      tx.execute("update containers set image_id='an image'");
      engine.parts.layers().create(tx, ID, null, false);
      tx.commit();
    }
    write(10);
  }

  private void write(int bytes) throws IOException {
    String root = engine.parts.config().root();
    Files.write(Path.of(root, "overlay/c", ID, "diff/file"), new byte[bytes]);
  }

  private long size() {
    return new Queries(engine.parts)
        .list(new ListFilter(true, 0, true, Map.of()))
        .getFirst()
        .rwSize();
  }

  private void save(ContainerState state) {
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.containers().save(tx, ID, state);
      tx.commit();
    }
  }

  @Test
  void restingContainerIsMeasuredOnce() throws IOException {
    assertThat(size()).isEqualTo(10);
    write(20); // nobody can, while it rests: so nobody looks
    assertThat(size()).isEqualTo(10);
  }

  @Test
  void containerThatRanAgainIsMeasuredAgain() throws IOException {
    assertThat(size()).isEqualTo(10);
    write(20);
    save(ContainerState.NEW.ended(5, 3, false, null).in(Status.EXITED));
    assertThat(size()).isEqualTo(20);
    write(30);
    assertThat(size()).isEqualTo(20);
    save(ContainerState.NEW.ended(6, 3, false, null).in(Status.EXITED));
    assertThat(size()).isEqualTo(30);
  }

  @Test
  void runningContainerIsMeasuredEachTime() throws IOException {
    Container running = engine.running(Configs.plain('1', "one"), engine.kernel.pids().self());
    save(running.state());
    assertThat(size()).isEqualTo(10);
    write(20);
    assertThat(size()).isEqualTo(20);
  }

  @Test
  void forgottenSizeIsMeasuredAgain() throws IOException {
    assertThat(size()).isEqualTo(10);
    write(20);
    try (Tx tx = engine.parts.database().begin()) {
      new ContainerSizes(engine.parts.database()).forget(tx, ID);
      tx.commit();
    }
    assertThat(size()).isEqualTo(20);
  }
}
