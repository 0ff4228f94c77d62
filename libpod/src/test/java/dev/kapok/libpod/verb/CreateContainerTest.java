package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.libpod.model.VolumeDefaults;
import dev.kapok.libpod.state.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateContainerTest extends VerbTest {
  private String replace(String name) {
    ContainerConfig plain = Configs.plain('9', name).config();
    return create(name, plain, plain.security(), plain.host());
  }

  private String create(
      String name, ContainerConfig plain, SecurityConfig security, HostConfig host) {
    return new CreateContainer(engine.parts)
        .create(
            new ContainerRequest(
                name,
                plain.labels(),
                plain.annotations(),
                plain.rootFs(),
                plain.process(),
                plain.mounts(),
                VolumeDefaults.NONE,
                plain.network(),
                plain.namespaces(),
                null,
                security,
                plain.resources(),
                host,
                plain.lifecycle(),
                ContainerRequest.PullPolicy.NEVER,
                null,
                false,
                null,
                true))
        .config()
        .id();
  }

  @Test
  void replacesTheContainerOfTheSameName() {
    engine.insert(Configs.plain('a', "one", engine.runtime, RestartPolicy.NO));

    String id = replace("one");

    assertThat(engine.parts.containers().get(Configs.id('a'))).isNull();
    assertThat(engine.parts.containers().find("one").config().id()).isEqualTo(id);
  }

  @Test
  void replacesNoContainerWhoseIdBeginsWithTheName() {
    engine.insert(Configs.plain('a', "one", engine.runtime, RestartPolicy.NO));

    replace("aaaa");

    assertThat(engine.parts.containers().get(Configs.id('a'))).isNotNull();
  }

  private HostConfig host(List<DeviceConfig> devices, Map<String, String> sysctls) {
    return new HostConfig(null, devices, List.of(), sysctls, 65_536, null, null, false);
  }

  private void refuses(SecurityConfig security, HostConfig host, String message) {
    ContainerConfig plain = Configs.plain('9', "bad").config();
    assertThatThrownBy(() -> create("bad", plain, security, host))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
    assertThat(engine.parts.containers().idOfName("bad")).isNull();
  }

  @Test
  void refusesWhatCouldNotBeStartedAnyway() throws IOException {
    SecurityConfig plain = Configs.plain('9', "bad").config().security();
    HostConfig host = host(List.of(), Map.of());
    DeviceConfig missing = new DeviceConfig("/dev/nope", "/dev/nope", "rwm");
    refuses(plain, host(List.of(missing), Map.of()), "stat /dev/nope: no such file or directory");
    refuses(plain, host(List.of(), Map.of("kernel.bogus", "1")), "'kernel.bogus' is not allowed");
    refuses(seccomp("/nope.json"), host, "opening seccomp profile failed");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{bad");
    refuses(seccomp(bad.toString()), host, "bad.json");
    refuses(seccomp(Files.writeString(bad, "{}").toString()), host, "has no defaultAction");
  }

  private static SecurityConfig seccomp(String profile) {
    return new SecurityConfig(false, List.of(), List.of(), false, profile, List.of(), List.of());
  }

  @Test
  void recordsWhomAContainerNeeds() {
    engine.insert(Configs.plain('a', "one", engine.runtime, RestartPolicy.NO));
    String id = join("two", Configs.id('a'));

    assertThat(engine.parts.dependencies().dependents(Configs.id('a'))).containsExactly(id);
  }

  @Test
  void refusesToJoinAContainerThatIsGone() {
    assertThatThrownBy(() -> join("two", Configs.id('a')))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("no such container");
    assertThat(engine.parts.containers().idOfName("two")).isNull();
  }

  private String join(String name, String other) {
    ContainerConfig plain = Configs.joining(Configs.plain('9', name).config(), other).config();
    return create(name, plain, plain.security(), plain.host());
  }
}
