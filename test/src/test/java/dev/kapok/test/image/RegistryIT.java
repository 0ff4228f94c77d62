package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pulling from a real registry. */
class RegistryIT extends EngineTest {
  private void pullAndRun(String reference, String... options) {
    String[] words =
        Stream.concat(
                Stream.concat(Stream.of("pull", "-q"), Stream.of(options)), Stream.of(reference))
            .toArray(String[]::new);
    String id = second().run(words).ok().out();
    assertThat(id).hasSize(64);
    assertThat(second().run("run", "--rm", "--network=none", reference, "echo", "ran").ok().out())
        .isEqualTo("ran");
  }

  @Test
  void pullsOverPlainHttpWhenTold() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      pullAndRun(registry.push(archive(), "bb:latest"), "--tls-verify=false");
    }
  }

  @Test
  void pullsOciManifestsWithZstdLayers() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      pullAndRun(
          registry.push(archive(), "bb:zstd", "--format=oci", "--dest-compress-format=zstd"),
          "--tls-verify=false");
    }
  }

  @Test
  void pullsOverHttpsWithTheCertificateGiven() {
    try (LocalRegistry registry = LocalRegistry.withTls()) {
      String reference = registry.push(archive(), "bb:latest");
      second().run("pull", reference).exits(125).complains("certificate");
      pullAndRun(reference, "--cert-dir", registry.certificates().toString());
    }
  }

  @Test
  void pullsWithCredentialsFromOptionAndFile() throws IOException {
    try (LocalRegistry registry = LocalRegistry.withPassword()) {
      String reference = registry.push(archive(), "bb:latest");
      second().run("pull", "--tls-verify=false", reference).exits(125);
      second().run("pull", "--tls-verify=false", "--creds=alice:wrong", reference).exits(125);
      Path file = second().folder().resolve("auth.json");
      Files.writeString(
          file, "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"YWxpY2U6c2VjcmV0\"}}}");
      pullAndRun(reference, "--tls-verify=false", "--authfile", file.toString());
      second().run("rmi", reference).ok();
      pullAndRun(reference, "--tls-verify=false", "--creds=" + LocalRegistry.CREDENTIALS);
    }
  }

  @Test
  void runPullsWhatIsMissing() throws IOException {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String reference = registry.push(archive(), "bb:latest");
      Path conf = second().folder().resolve("registries.conf");
      Files.writeString(
          conf, "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n");
      assertThat(
              second()
                  .runWithEnv(
                      List.of("CONTAINERS_REGISTRIES_CONF=" + conf),
                      "run",
                      "--rm",
                      "--network=none",
                      reference,
                      "echo",
                      "pulled")
                  .ok()
                  .out())
          .isEqualTo("pulled");
    }
  }

  /**
   * Runs a command where root's answers, which are kept for all of the host, are kept in a folder
   * of the test's: in a mount namespace of its own.
   */
  private List<String> withCache(Path cache, List<String> argv) {
    if (identity == Identity.USER) {
      return argv;
    }
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec"));
    words.add("mount --bind \"$0\" /var/cache; exec \"$@\"");
    words.add(cache.toString());
    words.addAll(argv);
    return words;
  }

  @Test
  void shortNameIsAskedForAtATerminal() throws IOException {
    Path cache = Files.createDirectory(second().folder().resolve("cache"));
    Files.setAttribute(cache, "unix:uid", identity.uid());
    Path learned = cache.resolve("containers/short-name-aliases.conf");
    try (LocalRegistry registry = LocalRegistry.plain()) {
      registry.push(archive(), "asked-for:latest");
      Path conf = second().folder().resolve("registries.conf");
      String search = "unqualified-search-registries = [\"127.0.0.1:1\", \"%s\"]\n";
      String insecure = "[[registry]]\nlocation = \"%1$s\"\ninsecure = true\n";
      Files.writeString(conf, (search + insecure).formatted(registry.host()));
      List<String> env = List.of("CONTAINERS_REGISTRIES_CONF=" + conf, "XDG_CACHE_HOME=" + cache);
      List<String> run =
          withCache(
              cache,
              second().argv(env, "run", "--rm", "--network=none", "asked-for", "echo", "it ran"));
      try (Terminal terminal = new Terminal(run, 30, 100)) {
        terminal.expect("1) 127.0.0.1:1/asked-for:latest\r\n").expect("2) " + registry.host());
        terminal.expect("[1-2]: ").type("7\n").expect("[1-2]: ").type("2\n").expect("it ran");
        assertThat(terminal.await()).isZero();
      }
      assertThat(learned).content().contains("\"asked-for\" = \"" + registry.host());
      second().run("rmi", "-a").ok();
      Shell.run(run, "").ok();
    }
  }

  @Test
  void digestNamesOneImage() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String reference = registry.push(archive(), "bb:latest");
      second().run("pull", "-q", "--tls-verify=false", reference).ok();
      String digest = second().run("inspect", "--format", "{{.Digest}}", reference).ok().out();
      assertThat(digest).startsWith("sha256:");
      pullAndRun(registry.host() + "/bb@" + digest, "--tls-verify=false");
    }
  }

  @Test
  void unknownImageAndUnreachableRegistryAreNamed() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      second()
          .run("pull", "--tls-verify=false", registry.host() + "/nosuch:latest")
          .exits(125)
          .complains("nosuch");
    }
    second()
        .run("pull", "--tls-verify=false", "127.0.0.1:1/x:latest")
        .exits(125)
        .complains("127.0.0.1:1");
    assertThat(second().run("images", "-aq").ok().out()).isEmpty();
  }

  @Test
  void blobThatWasChangedIsRefused() throws IOException {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String reference = registry.push(archive(), "bb:latest");
      try (Stream<Path> files = Files.walk(registry.data())) {
        Path layer =
            files
                .filter(file -> file.endsWith("data"))
                .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(layer);
        bytes[bytes.length / 2] ^= 1;
        Files.write(layer, bytes);
      }
      second().run("pull", "--tls-verify=false", reference).exits(125);
      assertThat(second().run("images", "-aq").ok().out()).isEmpty();
    }
  }

  @Test
  void pullsWithTokens() throws IOException {
    try (LocalRegistry registry = LocalRegistry.withTokens()) {
      String open = registry.push(archive(), "public/bb:1");
      String closed = registry.push(archive(), "team/bb:1");
      int before = registry.scopes().size();
      pullAndRun(open, "--tls-verify=false");
      assertThat(registry.scopes().subList(before, registry.scopes().size()))
          .isNotEmpty()
          .containsOnly("repository:public/bb:pull");
      second().run("rmi", open).ok();
      second().run("pull", "--tls-verify=false", closed).exits(125).complains("team/bb");
      second().run("pull", "--tls-verify=false", "--creds=alice:wrong", closed).exits(125);
      pullAndRun(closed, "--tls-verify=false", "--creds=" + LocalRegistry.CREDENTIALS);
      second().run("rmi", closed).ok();
      Path file = second().folder().resolve("auth.json");
      Files.writeString(
          file, "{\"auths\":{\"" + registry.host() + "/team\":{\"auth\":\"YWxpY2U6c2VjcmV0\"}}}");
      pullAndRun(closed, "--tls-verify=false", "--authfile", file.toString());
    }
  }
}
