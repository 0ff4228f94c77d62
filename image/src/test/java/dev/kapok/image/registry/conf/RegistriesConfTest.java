package dev.kapok.image.registry.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesConfTest {
  @TempDir Path folder = Path.of("");

  @Test
  void resolvesShortNamesByAliasesAndSearchRegistries() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(
                file("unqualified-search-registries = ['quay.io', 'docker.io']"),
                file("[aliases]\nbusybox = 'localhost:5000/bb'\ngone = ''")));

    assertThat(conf.shortNames().candidates("busybox"))
        .containsExactly(ImageReference.parse("localhost:5000/bb:latest"));
    assertThat(conf.shortNames().candidates("x")).hasSize(2);
    assertThat(conf.shortNameMode()).isEqualTo("permissive");
  }

  @Test
  void wildcardsStandForHosts() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(
                file(
                    """
                    [[registry]]
                    prefix = "*.example.com"
                    location = "real.example/all"
                    [[registry.mirror]]
                    location = "mirror.example"
                    [[registry]]
                    prefix = "*.kept.example"
                    """)));
    RegistryRule rule = Objects.requireNonNull(conf.rule("a.b.example.com/x/y"));
    assertThat(rule.locate("a.b.example.com/x/y")).isEqualTo("real.example/all/x/y");
    assertThat(rule.mirrors().getFirst().locate(rule, "a.b.example.com/x"))
        .isEqualTo("mirror.example/x");
    assertThat(
            Objects.requireNonNull(conf.rule("a.kept.example:5000/x"))
                .locate("a.kept.example:5000/x"))
        .isEqualTo("a.kept.example:5000/x");
    assertThat(conf.rule("example.com/x")).isNull();
    assertThat(conf.rule("a.example.com.evil/x")).isNull();
    assertThat(conf.rule("evil/a.example.com")).isNull();
  }

  @Test
  void shortNamesAreRefusedWhereTheyCouldMeanSeveralImages() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(
                file(
                    """
                    short-name-mode = 'enforcing'
                    unqualified-search-registries = ['quay.io', 'docker.io']
                    [aliases]
                    busybox = 'localhost:5000/bb'
                    """)));
    assertThat(conf.shortNames().candidates("busybox")).hasSize(1);
    assertThat(conf.shortNames().candidates("quay.io/x")).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conf.shortNames().candidates("x"))
        .withMessageContaining("enforcing");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> RegistriesConf.read(List.of(file("short-name-mode = 'maybe'"))))
        .withMessageContaining("maybe");
  }

  @Test
  void findsTheRuleWithTheLongestPrefix() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(
                file(
                    """
                    [[registry]]
                    location = "quay.io"
                    [[registry]]
                    prefix = "quay.io/team"
                    location = "localhost:5000/copies"
                    insecure = true
                    [[registry.mirror]]
                    location = "mirror.example/team"
                    pull-from-mirror = "digest-only"
                    [[registry]]
                    prefix = "*.bad.example"
                    blocked = true
                    """)));

    RegistryRule team =
        Objects.requireNonNull(conf.rule(ImageReference.parse("quay.io/team/tool:1")));
    assertThat(team.insecure()).isTrue();
    assertThat(team.locate("quay.io/team/tool")).isEqualTo("localhost:5000/copies/tool");
    assertThat(team.mirrors().getFirst().locate(team, "quay.io/team/tool"))
        .isEqualTo("mirror.example/team/tool");
    assertThat(Objects.requireNonNull(conf.rule(ImageReference.parse("quay.io/teams/x"))).prefix())
        .isEqualTo("quay.io");
    assertThat(Objects.requireNonNull(conf.rule(ImageReference.parse("a.bad.example/x"))).blocked())
        .isTrue();
    assertThat(conf.rule(ImageReference.parse("docker.io/x"))).isNull();
  }

  @Test
  void namesTheFileThatCannotBeRead() throws IOException {
    Path broken = file("[[registry\nlocation");

    assertThatThrownBy(() -> RegistriesConf.read(List.of(broken)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(broken.toString());
    assertThatThrownBy(() -> RegistriesConf.read(List.of(file("[registries.search]"))))
        .hasMessageContaining("version 1");
    assertThatThrownBy(() -> RegistriesConf.read(List.of(file("[[registry]]\nblocked = true"))))
        .hasMessageContaining("neither location nor prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unqualified-search-registries = \"quay.io\"",
        "unqualified-search-registries = [5]",
        "credential-helpers = 5",
        "short-name-mode = \"maybe\"",
        "aliases = 5",
        "[aliases]\nx = 5",
        "[registry]\nlocation = \"x\"",
        "[[registry]]\nlocation = 5",
        "[[registry]]\nlocation = \"https://x\"",
        "[[registry]]\nlocation = \"x\"\nblocked = \"yes\"",
        "[[registry]]\nlocation = \"x\"\ninsecure = 1",
        "[[registry]]\nlocation = \"x\"\n[[registry.mirror]]\ninsecure = true",
        "[[registry]]\nlocation = \"x\"\n[[registry.mirror]]\nlocation = \"y\"\npull-from-mirror = \"no\"",
        "[[registry]]\nlocation = \"x\"\nmirror-by-digest-only = true\n[[registry.mirror]]\n"
            + "location = \"y\"\npull-from-mirror = \"all\""
      })
  void whatIsNotUnderstoodIsRefused(String text) throws IOException {
    Path broken = file(text);

    assertThatThrownBy(() -> RegistriesConf.read(List.of(broken)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(broken.toString());
  }

  @Test
  void slashesAtTheEndMeanNothing() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(file("[[registry]]\nprefix = \"quay.io/\"\nlocation = \"mine.example//\"")));

    assertThat(Objects.requireNonNull(conf.rule("quay.io/x")).locate("quay.io/x"))
        .isEqualTo("mine.example/x");
  }

  @Test
  void ownFileTakesThePlaceOfTheHostsForRootToo() throws IOException {
    Path home = Files.createDirectories(folder.resolve("config/containers/registries.conf.d"));
    Path learned = Files.createDirectories(folder.resolve(".cache/containers"));
    String config = folder.resolve("config").toString();
    Files.writeString(
        home.resolveSibling("registries.conf"),
        "unqualified-search-registries = [\"own.example\"]");
    Files.writeString(home.resolve("a.conf"), "[aliases]\ntool = \"drop.example/tool\"");
    Files.writeString(home.resolve("a.txt"), "this is no configuration");
    RegistriesConf conf = RegistriesConf.load(null, config, folder.resolve(".cache"), false);

    assertThat(conf.searchRegistries()).containsExactly("own.example");
    assertThat(conf.shortNames().candidates("alpine"))
        .containsExactly(ImageReference.parse("own.example/alpine"));
    assertThat(conf.shortNames().candidates("tool").getFirst().registry())
        .isEqualTo("drop.example");

    Path named = file("unqualified-search-registries = [\"named.example\"]");
    RegistriesConf other =
        RegistriesConf.load(named.toString(), config, folder.resolve(".cache"), false);
    assertThat(other.searchRegistries()).containsExactly("named.example");
    assertThat(other.shortNames().candidates("tool").getFirst().registry())
        .isEqualTo("drop.example");

    Files.writeString(
        learned.resolve("short-name-aliases.conf"), "[aliases]\ntool = \"learned.example/tool\"");
    assertThat(
            RegistriesConf.load(null, config, folder.resolve(".cache"), true)
                .shortNames()
                .candidates("tool")
                .getFirst()
                .registry())
        .isEqualTo("learned.example");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "registries", ".conf"), text);
  }
}
