package dev.kapok.libpod.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTableTest {
  @TempDir Path folder;
  private StateDatabase database;
  private ContainerTable table;

  @BeforeEach
  void open() {
    database =
        StateDatabase.open(TestKernel.get(), folder + "/kapok.db", List.of(LibpodSchema.SCHEMA));
    table = new ContainerTable(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void insert(Container container) {
    try (Tx tx = database.begin()) {
      table.insert(tx, container);
      tx.commit();
    }
  }

  @Test
  void findsByNameIdAndBeginningOfTheId() {
    insert(Configs.plain('1', "one"));
    insert(Configs.plain('2', "two"));

    assertThat(table.find("one").config().id()).isEqualTo(Configs.id('1'));
    assertThat(table.find(Configs.id('2')).config().name()).isEqualTo("two");
    assertThat(table.find("22").config().name()).isEqualTo("two");
  }

  @Test
  void prefersANameToTheBeginningOfAnId() {
    insert(Configs.plain('1', "2222"));
    insert(Configs.plain('2', "two"));

    assertThat(table.find("2222").config().id()).isEqualTo(Configs.id('1'));
  }

  @Test
  void refusesABeginningThatSeveralIdsHave() {
    insert(Configs.plain('a', "one"));
    Container other = Configs.plain('a', "two");
    insert(
        new Container(
            ConfigReader.read("a".repeat(63) + "b", "two", ConfigWriter.write(other.config())),
            ContainerState.NEW));

    assertThatThrownBy(() -> table.find("aa"))
        .isInstanceOfSatisfying(
            KapokException.class, e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.INVALID));
  }

  @Test
  void tellsWhoHasANameThatIsTaken() {
    insert(Configs.plain('1', "one"));

    assertThatThrownBy(() -> insert(Configs.plain('2', "one")))
        .isInstanceOfSatisfying(
            KapokException.class, e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.EXISTS))
        .hasMessageContaining("\"one\" is already in use by " + Configs.id('1'));
  }

  @Test
  void savesEveryPartOfAState() {
    insert(Configs.plain('1', "one"));
    ContainerState state =
        new ContainerState(
            Status.RUNNING, 1, 2, 3, 4, "boot", 5, 6, 7, true, 8, true, "/netns", "odd");

    try (Tx tx = database.begin()) {
      table.save(tx, Configs.id('1'), state);
      tx.commit();
    }

    assertThat(table.find("one").state()).isEqualTo(state);
  }

  @Test
  void forgetsWhatIsRolledBack() {
    try (Tx tx = database.begin()) {
      table.insert(tx, Configs.plain('1', "one"));
    }

    assertThat(table.get(Configs.id('1'))).isNull();
  }

  @Test
  void doesNotFindWhatIsNoId() {
    for (String name : new String[] {"", "nope", "../x", "x'; drop table containers", "%"}) {
      assertThatThrownBy(() -> table.find(name)).hasMessageContaining("no such container");
    }
  }

  @Test
  void listsNewestFirstWithoutDecodingConfigurations() {
    insert(Configs.plain('1', "one"));
    insert(Configs.plain('2', "two"));

    List<ContainerList.Row> rows = new ContainerList(database).rows();

    assertThat(rows).extracting(ContainerList.Row::name).containsExactly("two", "one");
    assertThat(rows.getFirst().image()).isEqualTo("/srv/root");
    assertThat(rows.getFirst().command()).containsExactly("top");
    assertThat(rows.getFirst().labels()).containsEntry("tier", "web");
  }

  @Test
  void keepsExitCodesForAWhile() {
    ExitCodes codes = new ExitCodes(database);
    long later = 2 * ExitCodes.KEPT;
    try (Tx tx = database.begin()) {
      codes.put(tx, Configs.id('1'), "old", 1, 1);
      tx.commit();
    }
    assertThat(codes.find("old")).isEqualTo(1);

    try (Tx tx = database.begin()) {
      codes.put(tx, Configs.id('2'), "new", 2, later);
      tx.commit();
    }

    assertThat(codes.find(Configs.id('2'))).isEqualTo(2);
    assertThat(codes.find("old")).isNull();
  }

  @Test
  void keepsAVolumeThatAnotherContainerUses() {
    VolumeTable volumes = new VolumeTable(database);
    try (Tx tx = database.begin()) {
      volumes.put(tx, VolumeSummary.plain("data", 1, true));
      volumes.use(tx, "data", "one");
      volumes.use(tx, "data", "two");
      volumes.release(tx, "one");
      assertThat(volumes.delete(tx, "data")).isFalse();
      tx.commit();
    }

    assertThat(volumes.anonymous("one")).isEmpty();
    assertThat(volumes.anonymous("two")).containsExactly("data");
  }
}
