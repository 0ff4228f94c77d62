package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kapok.image.registry.conf.RegistriesConf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final Search.Wanted ANY = new Search.Wanted(0, null, null);

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry registry;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Search search() {
    RegistriesConf conf = RegistriesConf.read(List.of());
    UserFiles user =
        new UserFiles(
            List.of("XDG_RUNTIME_DIR=" + folder, "XDG_CONFIG_HOME=" + folder),
            folder.toString(),
            1000,
            true);
    RegistryOptions options = new RegistryOptions(null, null, null, false, 0, Duration.ZERO);
    return new Search(FakeRegistry.registries(conf, user, options), conf);
  }

  private void answers(String path, String json, String... headers) {
    registry.misbehave(exchange -> {
      if (!exchange.getRequestURI().getPath().equals(path)) {
        return false;
      }
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      FakeRegistry.send(exchange, json.getBytes(StandardCharsets.UTF_8), 0);
      return true;
    });
  }

  @Test
  void readsWhatASearchFinds() throws IOException {
    answers(
        "/v1/search",
        "{\"results\":[{\"name\":\"team/app\",\"description\":\"An app\",\"star_count\":7,"
            + "\"is_official\":true},{\"name\":\"other\"}]}");
    assertThat(search().repositories(registry.host() + "/app", ANY, 10))
        .extracting(Search.Found::name)
        .containsExactly(registry.host() + "/team/app", registry.host() + "/other");
    assertThat(
            search().repositories(registry.host() + "/app", new Search.Wanted(5, true, false), 10))
        .extracting(Search.Found::description)
        .containsExactly("An app");
  }

  @Test
  void readsTheCatalogueWhereThereIsNoSearch() throws IOException {
    answers("/v2/_catalog", "{\"repositories\":[\"a/app\",\"b\",\"apple\"]}");
    assertThat(search().repositories(registry.host() + "/app", ANY, 10))
        .extracting(Search.Found::name)
        .containsExactly(registry.host() + "/a/app", registry.host() + "/apple");
  }

  @Test
  void listOfTagsThatNeverEndsIsCutOff() throws IOException {
    answers(
        "/v2/app/tags/list",
        "{\"tags\":[\"1\",\"2\"]}",
        "Link",
        "</v2/app/tags/list?last=2>; rel=\"next\"");
    assertThat(search().tags(registry.host() + "/app", 5).tags()).hasSize(5);
    assertThat(search().tags(registry.host() + "/app", Integer.MAX_VALUE).tags()).hasSize(400);
  }

  @Test
  void pagesOnOtherHostsAreNotAsked() throws IOException {
    answers(
        "/v2/app/tags/list",
        "{\"tags\":[\"1\"]}",
        "Link",
        "<http://192.0.2.1/v2/app/tags/list>; rel=\"next\"");
    assertThat(search().tags(registry.host() + "/app", 5).tags()).containsExactly("1");
  }

  @Test
  void nonsenseIsRefused() {
    answers("/v2/app/tags/list", "[[[[");
    assertThatIOException()
        .isThrownBy(() -> search().tags(registry.host() + "/app", 5))
        .withMessageContaining("no JSON");
  }
}
