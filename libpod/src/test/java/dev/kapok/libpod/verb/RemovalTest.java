package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalTest extends VerbTest {
  private static final String ANONYMOUS = "a".repeat(64);

  private void insert(char digit, String name, String volume, boolean anonymous) {
    MountConfig mount = new MountConfig(MountConfig.Type.VOLUME, volume, "/data", List.of());
    Container container = Configs.mounting(Configs.plain(digit, name), List.of(mount));
    engine.insert(container);
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.volumes().put(tx, VolumeSummary.plain(volume, 1, anonymous));
      engine.parts.volumes().use(tx, volume, container.config().id());
      tx.commit();
    }
    engine.parts.disk().makeFolders(engine.parts.paths().volumeData(volume), 0700);
  }

  private void remove(String name) {
    RemoveOptions withVolumes = new RemoveOptions(false, true, null);
    new RemoveContainer(engine.parts, withVolumes, new StopSignals(engine.parts)).remove(name);
  }

  private boolean hasData(String volume) {
    return engine.parts.disk().exists(engine.parts.paths().volumeData(volume));
  }

  @Test
  void removesAnonymousVolumesWithTheirData() {
    insert('1', "one", ANONYMOUS, true);

    remove("one");

    assertThat(hasData(ANONYMOUS)).isFalse();
  }

  @Test
  void keepsTheDataOfAVolumeThatAnotherContainerUses() {
    insert('1', "one", ANONYMOUS, true);
    insert('2', "two", ANONYMOUS, true);

    remove("one");
    assertThat(hasData(ANONYMOUS)).isTrue();
    remove("two");
    assertThat(hasData(ANONYMOUS)).isFalse();
  }

  @Test
  void keepsNamedVolumes() {
    insert('1', "one", "named", false);

    remove("one");

    assertThat(hasData("named")).isTrue();
  }

  @Test
  void waitsForARemovalThatAnotherProcessIsAboutToFinish() throws InterruptedException {
    String id = "c".repeat(64);
    String folder = engine.parts.paths().container(id);
    engine.parts.disk().makeFolders(folder, 0700);
    int held = engine.parts.locks().lock(id);
    new Sweep(engine.parts).sweep();
    assertThat(engine.parts.disk().exists(folder)).isTrue();

    Thread sweep = new Thread(new Sweep(engine.parts, true)::sweep);
    sweep.start();
    sweep.join(50);
    assertThat(sweep.isAlive()).isTrue();
    engine.parts.disk().deleteTree(folder);
    engine.parts.locks().unlock(held);
    sweep.join();

    assertThat(engine.parts.disk().exists(engine.parts.paths().lock(id))).isFalse();
  }

  @Test
  void sweepsTheFoldersOfMadeUpVolumesThatNobodyRecorded() {
    insert('1', "one", ANONYMOUS, true);
    String abandoned = "b".repeat(64);
    engine.parts.disk().makeFolders(engine.parts.paths().volumeData(abandoned), 0700);
    engine.parts.disk().makeFolders(engine.parts.paths().volumeData("named"), 0700);

    new Sweep(engine.parts).sweep();

    assertThat(hasData(ANONYMOUS)).isTrue();
    assertThat(hasData("named")).isTrue();
    assertThat(hasData(abandoned)).isFalse();
  }

  @Test
  void sweepsConnectionsThatOnlyTheirRecordTellsOf() throws IOException {
    Path results = Files.createDirectories(folder.resolve("run/cni/results"));
    Path record = Files.writeString(results.resolve("gone-" + "d".repeat(64) + "-eth0"), "{");

    new Sweep(engine.parts).sweep();

    assertThat(record).doesNotExist();
  }

  @Test
  void undoesTheRestWhereAConnectionCannotBeTakenAway() throws IOException {
    String id = "d".repeat(64);
    Path results = Files.createDirectories(folder.resolve("run/cni/results"));
    // A folder cannot be forgotten as a file is.
    Files.createDirectories(results.resolve("gone-" + id + "-eth0/full"));
    Path netns = Files.createDirectories(folder.resolve("run/netns"));
    Files.createFile(netns.resolve(id));

    assertThatThrownBy(new Sweep(engine.parts)::sweep).hasMessageContaining("-eth0");

    assertThat(netns.resolve(id)).doesNotExist();
  }

  @Test
  void leavesOtherEnginesVolumesAlone() throws IOException {
    Path shared = folder.resolve("shared");
    Path theirs = Files.createDirectories(shared.resolve("b".repeat(64) + "/_data"));
    Path ours = Files.createDirectories(shared.resolve("c".repeat(64) + "/_data"));
    Files.createFile(ours.resolveSibling("lock"));
    try (TestEngine other = new TestEngine(folder, shared)) {
      new Sweep(other.parts).sweep();
    }
    assertThat(theirs).exists();
    assertThat(ours).doesNotExist();
  }

  @Test
  void leavesOtherEnginesLayersAlone() throws IOException {
    insert('1', "one", "named", false);
    Path root = folder.resolve("root");
    Path layer = Files.createDirectories(root.resolve("overlay/" + "d".repeat(64) + "/diff"));
    Files.createDirectory(root.resolve("overlay-layers"));
    new Sweep(engine.parts).sweep();
    assertThat(layer).exists();
    Files.delete(root.resolve("overlay-layers"));
    new Sweep(engine.parts).sweep();
    assertThat(layer).doesNotExist();
  }

  @Test
  void makesNoStoreAmongAnotherEnginesData() throws IOException {
    Files.createDirectories(folder.resolve("root/overlay-images"));
    assertThatThrownBy(engine.parts::database)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("containers/storage", "overlay-images", "choose another --root");
    assertThat(folder.resolve("root/kapok.db")).doesNotExist();
  }
}
