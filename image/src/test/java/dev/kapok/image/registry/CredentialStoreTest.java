package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {
  private static final Place APP = new Place("reg.example:5000", "team/app", false);

  /** alice:a and bob:b. */
  private static final String ALICE = "{\"auth\":\"YWxpY2U6YQ==\"}";

  private static final String BOB = "{\"auth\":\"Ym9iOmI=\"}";

  private final List<String> environ = new ArrayList<>();
  private @TempDir Path folder;

  private @Nullable Credentials find(Place place, @Nullable String authFile) throws IOException {
    environ.add("XDG_CONFIG_HOME=" + folder + "/config");
    environ.add("XDG_RUNTIME_DIR=" + folder + "/run");
    environ.add("PATH=" + folder + "/bin:/usr/bin:/bin");
    UserFiles user = new UserFiles(environ, folder.toString(), 1000, true);
    RegistryOptions options = new RegistryOptions(authFile, null, null, null, 0, Duration.ZERO);
    return new CredentialStore(TestKernel.get(), user, options, List.of()).find(place);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String user(@Nullable Credentials credentials) {
    return credentials == null ? "nobody" : credentials.user();
  }

  @Test
  void prefersTheKeyThatIsMostLikeTheRepository() throws IOException {
    Path file =
        write(
            "auth.json",
            "{\"auths\":{\"reg.example:5000\":"
                + ALICE
                + ",\"reg.example:5000/team\":"
                + BOB
                + "}}");
    assertThat(user(find(APP, file.toString()))).isEqualTo("bob");
    assertThat(user(find(new Place("reg.example:5000", "x", false), file.toString())))
        .isEqualTo("alice");
    assertThat(user(find(new Place("reg.example", "team/app", false), file.toString())))
        .isEqualTo("nobody");
  }

  @Test
  void readsTheUsualFilesInTheirOrder() throws IOException {
    assertThat(user(find(APP, null))).isEqualTo("nobody");
    write(".docker/config.json", "{\"auths\":{\"https://reg.example:5000/v1/\":" + BOB + "}}");
    assertThat(user(find(APP, null))).isEqualTo("bob");
    write("run/containers/auth.json", "{\"auths\":{\"reg.example:5000\":" + ALICE + "}}");
    assertThat(user(find(APP, null))).isEqualTo("alice");
  }

  @Test
  void knowsDockersKeyOfTheHub() throws IOException {
    write(".docker/config.json", "{\"auths\":{\"https://index.docker.io/v1/\":" + BOB + "}}");
    assertThat(user(find(new Place("docker.io", "library/x", false), null))).isEqualTo("bob");
  }

  @Test
  void readsTheFileThatTheEnvironmentNamesAndNoOther() throws IOException {
    write("run/containers/auth.json", "{\"auths\":{\"reg.example:5000\":" + ALICE + "}}");
    environ.add("REGISTRY_AUTH_FILE=" + write("mine.json", "{\"auths\":{}}"));
    assertThat(user(find(APP, null))).isEqualTo("nobody");
    assertThatIOException()
        .isThrownBy(() -> find(APP, folder + "/none.json"))
        .withMessageContaining("none.json: no such file");
  }

  @Test
  void asksACredentialHelper() throws IOException {
    Path program =
        write(
            "bin/docker-credential-test",
            "#!/bin/sh\nread h; echo \"{\\\"Username\\\":\\\"carol@$h\\\",\\\"Secret\\\":\\\"s\\\"}\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path file = write("auth.json", "{\"credHelpers\":{\"reg.example:5000\":\"test\"}}");
    assertThat(user(find(APP, file.toString()))).isEqualTo("carol@reg.example:5000");

    Path missing = write("missing.json", "{\"credHelpers\":{\"reg.example:5000\":\"nosuch\"}}");
    assertThatIOException()
        .isThrownBy(() -> find(APP, missing.toString()))
        .withMessageContaining("docker-credential-nosuch is not installed");
  }

  @Test
  void namesADamagedFile() throws IOException {
    Path file = write("auth.json", "{");
    assertThatIOException()
        .isThrownBy(() -> find(APP, file.toString()))
        .withMessageContaining(file.toString());
    Path text = write("text.json", "{\"auths\":{\"reg.example:5000\":{\"auth\":\"%\"}}}");
    assertThatIOException().isThrownBy(() -> find(APP, text.toString()));
  }

  @Test
  void helperOfDockersThatIsMissingLeavesTheFile() throws IOException {
    Path file =
        write(
            "auth.json",
            "{\"credsStore\":\"nosuch\",\"auths\":{\"reg.example:5000\":" + ALICE + "}}");
    assertThat(user(find(APP, file.toString()))).isEqualTo("alice");
    assertThat(user(find(new Place("else.example", "x", false), file.toString())))
        .isEqualTo("nobody");
  }

  @Test
  void helperOfDockersKnowsTheHubByItsOldAddress() throws IOException {
    Path program =
        write(
            "bin/docker-credential-old",
            "#!/bin/sh\nread h; [ $h = https://index.docker.io/v1/ ] || "
                + "{ echo credentials not found in native keychain; exit 1; }\n"
                + "echo '{\"Username\":\"carol\",\"Secret\":\"s\"}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    write(
        ".docker/config.json",
        "{\"credsStore\":\"old\",\"auths\":{\"reg.example:5000\":" + ALICE + "}}");
    assertThat(user(find(new Place("docker.io", "library/x", false), null))).isEqualTo("carol");
    assertThat(user(find(APP, null))).isEqualTo("alice");
  }
}
