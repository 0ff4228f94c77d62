package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.cli.args.Arguments;
import dev.kapok.image.ImageSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PruneImagesTest {
  private final RecordingConsole console = new RecordingConsole();
  private final FakeServices services = new FakeServices();

  @BeforeEach
  void addImages() {
    add("named", 10, null, "localhost/a:1");
    add("dangling", 20, "{\"k\":\"v\"}");
    add("used", 30, null);
    services.images.used.add("used");
  }

  private void add(String id, long created, @Nullable String labels, String... names) {
    services.images.all.add(
        new ImageSummary(id, List.of(names), null, created, 1, labels, false, false));
  }

  private String prune(String... words) {
    List<String> all = new ArrayList<>(List.of("image", "prune", "-f"));
    all.addAll(List.of(words));
    assertThat(new CommandLine(console, services, new Arguments()).run(all))
        .as(console.err.toString())
        .isZero();
    return console.out.toString();
  }

  @Test
  void takesImagesWithoutNamesThatNothingNeeds() {
    assertThat(prune()).isEqualTo("dangling\n");
    assertThat(services.images.all).hasSize(2);
  }

  @Test
  void takesNamedOnesTooWhereAllAreMeant() {
    assertThat(prune("-a")).isEqualTo("named\ndangling\n");
  }

  @Test
  void takesWhatTheFiltersFit() {
    assertThat(prune("-a", "--filter", "label=k=w")).isEmpty();
    assertThat(prune("-a", "--filter", "label!=k", "--filter", "until=5")).isEmpty();
    assertThat(prune("-a", "--filter", "label=k=v", "--filter", "until=1970-01-01T00:00:21Z"))
        .isEqualTo("dangling\n");
  }
}
