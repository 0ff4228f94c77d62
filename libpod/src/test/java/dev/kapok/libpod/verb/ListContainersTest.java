package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListContainersTest extends VerbTest {
  @BeforeEach
  void make() {
    engine.insert(Configs.plain('1', "one"));
    engine.insert(engine.running(Configs.plain('2', "two"), engine.kernel.pids().self()));
    ContainerState ended = ContainerState.NEW.ended(5, 3, false, null).in(Status.EXITED);
    engine.insert(new Container(Configs.plain('3', "three").config(), ended));
  }

  private List<String> names(boolean all, int last, Map<String, List<String>> filters) {
    return new Queries(engine.parts)
        .list(new ListFilter(all, last, false, filters)).stream()
            .map(ContainerSummary::name)
            .toList();
  }

  @Test
  void showsWhatRunsOrAll() {
    assertThat(names(false, 0, Map.of())).containsExactly("two");
    assertThat(names(true, 0, Map.of())).containsExactly("three", "two", "one");
    assertThat(names(false, 2, Map.of())).containsExactly("three", "two");
  }

  @Test
  void filtersByEveryKey() {
    assertThat(names(true, 0, Map.of("name", List.of("t")))).containsExactly("three", "two");
    assertThat(names(true, 0, Map.of("name", List.of("^t.o$")))).containsExactly("two");
    assertThat(names(true, 0, Map.of("id", List.of("111")))).containsExactly("one");
    assertThat(names(false, 0, Map.of("status", List.of("created", "exited"))))
        .containsExactly("three", "one");
    assertThat(names(false, 0, Map.of("exited", List.of("3")))).containsExactly("three");
    assertThat(names(true, 0, Map.of("label", List.of("tier=web", "tier")))).hasSize(3);
    assertThat(names(true, 0, Map.of("label", List.of("tier", "none")))).isEmpty();
    assertThat(names(true, 0, Map.of("before", List.of("two")))).containsExactly("one");
    assertThat(names(true, 0, Map.of("since", List.of("two")))).containsExactly("three");
  }

  @Test
  void filtersByVolumesAndPartsOfIds() {
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.volumes().put(tx, VolumeSummary.plain("data", 1, false));
      engine.parts.volumes().use(tx, "data", Configs.id('2'));
      tx.commit();
    }
    assertThat(names(true, 0, Map.of("volume", List.of("data")))).containsExactly("two");
    assertThat(names(true, 0, Map.of("volume", List.of("other")))).isEmpty();
    assertThat(names(true, 0, Map.of("id", List.of("^2+$")))).containsExactly("two");
    assertThat(names(true, 0, Map.of("until", List.of("1000000051"))))
        .containsExactly("two", "one");
  }

  @Test
  void refusesFiltersThatMakeNoSense() {
    for (Map<String, List<String>> filters :
        List.of(
            Map.of("nope", List.of("x")),
            Map.of("status", List.of("fine")),
            Map.of("exited", List.of("-1")),
            Map.of("name", List.of("[")),
            Map.of("before", List.of("nobody")))) {
      assertThatThrownBy(() -> names(true, 0, filters)).isNotNull();
    }
  }

  @Test
  void showsAsExitedWhatEndedUnseen() {
    Container dead =
        new Container(
            Configs.plain('4', "four").config(),
            new ContainerState(
                Status.RUNNING,
                1,
                1,
                1,
                1,
                engine.parts.boot().id(),
                1,
                0,
                0,
                false,
                0,
                false,
                null,
                null));
    engine.insert(dead);
    engine.exited(dead, 9);

    assertThat(names(false, 0, Map.of("exited", List.of("9")))).containsExactly("four");
    assertThat(names(false, 0, Map.of())).containsExactly("two");
  }
}
