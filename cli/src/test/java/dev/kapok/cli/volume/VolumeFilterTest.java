package dev.kapok.cli.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.VolumeSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeFilterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<VolumeSummary> ALL =
      List.of(
          new VolumeSummary("a", 100 * SECOND, false, "{\"k\":\"v\"}", "{}", 1),
          new VolumeSummary("ab", 200 * SECOND, true, "{}", "{\"type\":\"tmpfs\"}", 0),
          new VolumeSummary("c", 300 * SECOND, false, "{\"k\":\"w\"}", "{}", 0));

  private static String names(String... filters) {
    StringBuilder names = new StringBuilder();
    for (VolumeSummary volume : VolumeFilter.ofList(List.of(filters), 400 * SECOND).apply(ALL)) {
      names.append(volume.name()).append(' ');
    }
    return names.toString().trim();
  }

  @Test
  void fitsByName() {
    assertThat(names("name=a")).isEqualTo("a ab");
    assertThat(names("name=^a$")).isEqualTo("a");
    assertThat(names("name=b", "name=c")).isEqualTo("ab c");
    assertThatThrownBy(() -> names("name=[")).isInstanceOf(UsageException.class);
  }

  @Test
  void fitsByWhatItIs() {
    assertThat(names("dangling=true")).isEqualTo("ab c");
    assertThat(names("dangling=false")).isEqualTo("a");
    assertThat(names("driver=local", "scope=local")).isEqualTo("a ab c");
    assertThat(names("driver=other")).isEmpty();
    assertThat(names("opt=type")).isEqualTo("ab");
    assertThat(names("opt=type=nfs")).isEmpty();
    assertThatThrownBy(() -> names("dangling=perhaps")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> names("colour=red")).isInstanceOf(UsageException.class);
  }

  @Test
  void fitsByLabelsOfWhichAllCount() {
    assertThat(names("label=k")).isEqualTo("a c");
    assertThat(names("label=k", "label=k=w")).isEqualTo("c");
    assertThat(names("label!=k")).isEqualTo("ab");
  }

  @Test
  void fitsByTime() {
    assertThat(names("until=200")).isEqualTo("a");
    assertThat(names("until=150s")).isEqualTo("a ab");
    assertThat(names("until=200", "until=300")).isEqualTo("a");
    assertThat(names("since=a")).isEqualTo("ab c");
    assertThat(names("since=a", "dangling=true", "name=c")).isEqualTo("c");
  }
}
