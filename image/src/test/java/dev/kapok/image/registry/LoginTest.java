package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  private static final String GOOD = "Basic YTpiOmM="; // a:b:c

  private @TempDir Path folder;
  private @Nullable String named;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry registry;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    registry.misbehave(exchange ->
        !GOOD.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && FakeRegistry.status(exchange, 401, "WWW-Authenticate", "Basic realm=\"registry\""));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Login login() {
    return new Login(
        TestKernel.get(),
        RegistriesConf.read(List.of()),
        new UserFiles(
            List.of(
                "XDG_RUNTIME_DIR=" + folder,
                "XDG_CONFIG_HOME=" + folder.resolve("config"),
                "PATH=" + folder + ":/usr/bin:/bin"),
            folder.toString(),
            1000,
            true),
        new RegistryOptions(named, null, null, false, 0, Duration.ZERO));
  }

  private Path file() {
    return folder.resolve("containers/auth.json");
  }

  @Test
  void keepsWhatTheRegistryAccepts() throws IOException {
    assertThat(login().login(registry.host(), "a", "b:c")).isEqualTo(file().toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file())).contains("YTpiOmM=");
    assertThat(login().user(registry.host())).isEqualTo("a");
    assertThat(login().isValid(registry.host())).isTrue();
    assertThat(file().resolveSibling("auth.json.lock")).doesNotExist();
  }

  @Test
  void namedFileNeedNotBeThere() throws IOException {
    named = folder.resolve("new/mine.json").toString();
    assertThat(login().user(registry.host())).isNull();
    assertThat(login().login(registry.host(), "a", "b:c")).isEqualTo(named);
    assertThat(login().user(registry.host())).isEqualTo("a");
    assertThat(login().logout(registry.host())).isTrue();
  }

  @Test
  void keepsNothingThatIsRefused() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> login().login(registry.host(), "a", "wrong"))
        .matches(e -> e.kind() == RegistryException.Kind.UNAUTHORIZED);
    assertThat(file()).doesNotExist();
  }

  @Test
  void leavesTheRestOfTheFileAlone() throws IOException {
    Files.createDirectories(folder.resolve("containers"));
    Files.writeString(
        file(), "{\"auths\":{\"quay.io\":{\"auth\":\"eDp5\"}},\"credHelpers\":{\"h\":\"x\"}}");
    login().login(registry.host() + "/team", "a", "b:c");
    assertThat(login().user("quay.io")).isEqualTo("x");
    assertThat(login().user(registry.host() + "/team/app")).isEqualTo("a");
    assertThat(Files.readString(file())).contains("credHelpers");
    assertThat(login().logout("quay.io")).isTrue();
    assertThat(login().logout("quay.io")).isFalse();
    assertThat(login().user("quay.io")).isNull();
    login().logoutAll();
    assertThat(login().user(registry.host() + "/team")).isNull();
  }

  @Test
  void damagedFileIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("containers"));
    Files.writeString(file(), "{\"auths\":");
    assertThatIOException()
        .isThrownBy(() -> login().login(registry.host(), "a", "b:c"))
        .withMessageContaining("auth.json");
    assertThat(file()).hasContent("{\"auths\":");
  }

  @Test
  void helperKeepsThemWhereOneIsNamed() throws IOException {
    Path helper = folder.resolve("docker-credential-box");
    Files.write(
        helper,
        ("#!/bin/sh\ncase $1 in store) cat > "
                + folder
                + "/kept ;; get) echo '{\"Username\":\"u\",\"Secret\":\"s\"}' ;; erase) rm "
                + folder
                + "/kept ;; esac\n")
            .getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("containers"));
    Files.writeString(file(), "{\"credHelpers\":{\"" + registry.host() + "\":\"box\"}}");
    assertThat(login().login(registry.host(), "a", "b:c")).isEqualTo("docker-credential-box");
    assertThat(folder.resolve("kept")).content().contains("\"Secret\":\"b:c\"");
    assertThat(Files.readString(file())).doesNotContain("YTpi");
    assertThat(login().user(registry.host())).isEqualTo("u");
    assertThat(login().logout(registry.host())).isTrue();
    assertThat(folder.resolve("kept")).doesNotExist();
  }

  @Test
  void scopesAreJoined() {
    Scopes scopes = new Scopes();
    assertThat(scopes.with("")).isEmpty();
    assertThat(scopes.with("repository:a/b:pull")).isEqualTo("repository:a/b:pull");
    assertThat(scopes.with("repository:a/b:push,pull repository:c:pull"))
        .isEqualTo("repository:a/b:pull,push repository:c:pull");
  }
}
