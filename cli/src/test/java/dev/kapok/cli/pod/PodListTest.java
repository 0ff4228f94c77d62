package dev.kapok.cli.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodListTest {
  private static final long SECOND = 1_000_000_000L;

  private static PodSummary pod(
      String name, char digit, Map<String, String> labels, Status... containers) {
    List<ContainerSummary> members = new ArrayList<>();
    @Nullable String infra = containers.length == 0 ? null : "1".repeat(64);
    for (int i = 0; i < containers.length; i++) {
      members.add(container(name, i, containers[i]));
    }
    String id = String.valueOf(digit).repeat(64);
    List<String> shared = List.of("ipc", "net");
    return new PodSummary(
        new Pod(id, name, digit * SECOND, labels, infra, shared, null, false, List.of()), members);
  }

  private static ContainerSummary container(String pod, int number, Status status) {
    return new ContainerSummary(
        Integer.toString(number + 1).repeat(64),
        pod + "-" + number,
        "",
        "",
        List.of(),
        0,
        status,
        0,
        0,
        0,
        0,
        0,
        false,
        Map.of(),
        List.of(),
        List.of(),
        "net" + pod,
        "",
        pod,
        number == 0,
        -1,
        -1);
  }

  private static final List<PodSummary> ALL =
      List.of(
          pod("web", 'c', Map.of("k", "v"), Status.RUNNING, Status.RUNNING, Status.EXITED),
          pod("db", 'b', Map.of("k", "w"), Status.EXITED, Status.EXITED),
          pod("none", 'a', Map.of()));

  private static String names(String... filters) {
    StringBuilder names = new StringBuilder();
    for (PodSummary found : PodFilter.of(List.of(filters), 99 * SECOND).apply(ALL)) {
      names.append(found.pod().name()).append(' ');
    }
    return names.toString().trim();
  }

  @Test
  void statesFollowFromTheContainers() {
    assertThat(pod("p", 'a', Map.of()).status()).isEqualTo("Created");
    assertThat(pod("p", 'a', Map.of(), Status.CONFIGURED).status()).isEqualTo("Created");
    assertThat(pod("p", 'a', Map.of(), Status.RUNNING, Status.RUNNING).status())
        .isEqualTo("Running");
    assertThat(pod("p", 'a', Map.of(), Status.RUNNING, Status.EXITED).status())
        .isEqualTo("Degraded");
    assertThat(pod("p", 'a', Map.of(), Status.EXITED, Status.STOPPED).status()).isEqualTo("Exited");
    assertThat(pod("p", 'a', Map.of(), Status.EXITED, Status.CONFIGURED).status())
        .isEqualTo("Stopped");
    assertThat(pod("p", 'a', Map.of(), Status.PAUSED).status()).isEqualTo("Paused");
    assertThat(pod("p", 'a', Map.of(), Status.PAUSED, Status.EXITED).status())
        .isEqualTo("Degraded");
  }

  @Test
  void filtersByWhatAPodIs() {
    assertThat(names()).isEqualTo("web db none");
    assertThat(names("name=^d")).isEqualTo("db");
    assertThat(names("id=c")).isEqualTo("web");
    assertThat(names("label=k")).isEqualTo("web db");
    assertThat(names("label=k=v")).isEqualTo("web");
    assertThat(names("label!=k")).isEqualTo("none");
    assertThat(names("status=degraded", "status=Exited")).isEqualTo("web db");
    assertThat(names("until=98")).isEqualTo("none");
  }

  @Test
  void filtersByWhatIsInIt() {
    assertThat(names("ctr-number=3")).isEqualTo("web");
    assertThat(names("ctr-names=db-1")).isEqualTo("db");
    assertThat(names("ctr-ids=33")).isEqualTo("web");
    assertThat(names("ctr-status=running")).isEqualTo("web");
    assertThat(names("ctr-status=stopped")).isEqualTo("web db");
    assertThat(names("network=netdb")).isEqualTo("db");
  }

  @Test
  void refusesFiltersThatAreNone() {
    assertThatThrownBy(() -> names("status=odd")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> names("ctr-status=odd")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> names("colour=red")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new PodOrder("colour")).isInstanceOf(UsageException.class);
  }

  @Test
  void templatesNameTheFields() {
    PodText text = new PodText('c' * SECOND, false);
    assertThat(text.formatted("{{.Id}} {{.Name}} {{.Status}} {{.NumberOfContainers}}", ALL, false))
        .startsWith("cccccccccccc web Degraded 3\n");
    assertThat(text.formatted("table {{.Id}} {{.InfraId}}", ALL, false))
        .startsWith("POD ID        INFRA ID\n");
    assertThat(text.formatted("json", List.of(), false)).isEqualTo("[]\n");
    assertThat(text.ids(ALL)).endsWith("aaaaaaaaaaaa\n");
  }
}
