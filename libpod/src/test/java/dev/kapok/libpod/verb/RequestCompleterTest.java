package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.VolumeDefaults;
import dev.kapok.libpod.state.Configs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestCompleterTest extends VerbTest {
  private static final StoredImage IMAGE =
      new StoredImage(
          "e".repeat(64),
          List.of("localhost/other:1", "docker.io/library/web:latest"),
          null,
          "top",
          0,
          0,
          """
          {"architecture":"amd64","os":"linux","config":{"User":"www","WorkingDir":"/srv",
           "Entrypoint":["/entry"],"Cmd":["serve"],"Env":["PATH=/web","A=image"],
           "Labels":{"from":"image","both":"image"},"Volumes":{"/data":{},"/logs":{}},
           "StopSignal":"SIGQUIT"}}
          """);

  private @Nullable List<String> entrypoint;
  private @Nullable List<String> command;
  private List<MountConfig> mounts = List.of();
  private NetworkConfig.Mode mode = NetworkConfig.Mode.NONE;
  private @Nullable String target;
  private List<PortMapping> ports = List.of();

  private ContainerConfig complete(@Nullable StoredImage image) {
    ContainerConfig plain = Configs.plain('1', "one").config();
    ContainerRequest request =
        new ContainerRequest(
            "one",
            Map.of("both", "user"),
            Map.of(),
            new RootFsConfig(
                image == null ? null : "web",
                null,
                null,
                null,
                image == null ? "/r" : null,
                false,
                true),
            new ProcessConfig(
                entrypoint,
                command,
                List.of("A=user"),
                null,
                false,
                null,
                List.of(),
                false,
                false,
                "0022"),
            mounts,
            VolumeDefaults.NONE,
            new NetworkConfig(
                mode, target, List.of(), ports, List.of(), List.of(), List.of(), List.of(), true),
            new NamespacesConfig(
                NamespaceMode.PRIVATE,
                NamespaceMode.PRIVATE,
                NamespaceMode.PRIVATE,
                NamespaceMode.HOST),
            null,
            plain.security(),
            plain.resources(),
            plain.host(),
            new LifecycleConfig(
                false,
                plain.lifecycle().restart(),
                null,
                10,
                "k8s-file",
                null,
                -1,
                null,
                null,
                List.of()),
            ContainerRequest.PullPolicy.NEVER,
            null,
            false,
            null,
            false);
    return new RequestCompleter(engine.parts, request, image).complete(Configs.id('1'), "one");
  }

  @Test
  void takesFromTheImageWhatTheUserDidNotSay() {
    ContainerConfig config = complete(IMAGE);

    assertThat(config.process().entrypoint()).containsExactly("/entry");
    assertThat(config.process().command()).containsExactly("serve");
    assertThat(config.process().user()).isEqualTo("www");
    assertThat(config.process().workdir()).isEqualTo("/srv");
    assertThat(config.lifecycle().stopSignal()).isEqualTo(3);
    assertThat(config.rootFs().imageName()).isEqualTo("docker.io/library/web:latest");
    assertThat(config.rootFs().topLayer()).isEqualTo("top");
  }

  @Test
  void letsLaterValuesOfAVariableWin() {
    assertThat(complete(IMAGE).process().env())
        .containsExactly("PATH=/web", "TERM=xterm", "A=user");
  }

  @Test
  void mergesLabels() {
    assertThat(complete(IMAGE).labels()).isEqualTo(Map.of("from", "image", "both", "user"));
  }

  @Test
  void keepsTheImagesEntrypointBeforeTheUsersCommand() {
    command = List.of("other");

    assertThat(complete(IMAGE).process().entrypoint()).containsExactly("/entry");
    assertThat(complete(IMAGE).process().command()).containsExactly("other");
  }

  @Test
  void dropsTheImagesCommandBehindTheUsersEntrypoint() {
    entrypoint = List.of("/mine");

    assertThat(complete(IMAGE).process().entrypoint()).containsExactly("/mine");
    assertThat(complete(IMAGE).process().command()).isEmpty();
  }

  @Test
  void refusesAContainerWithNothingToRun() {
    assertThatThrownBy(() -> complete(null))
        .hasMessage("no command or entrypoint provided, and no CMD or ENTRYPOINT from image");
  }

  @Test
  void makesVolumesForTheImagesUnlessTheUserMountsThere() {
    mounts = List.of(new MountConfig(MountConfig.Type.BIND, "/srv", "/data", List.of()));

    List<MountConfig> all = complete(IMAGE).mounts();

    assertThat(all).extracting(MountConfig::target).containsExactly("/data", "/logs");
    assertThat(RequestCompleter.isAnonymous(all.get(1))).isTrue();
    assertThat(RequestCompleter.isAnonymous(all.get(0))).isFalse();
  }

  @Test
  void refusesVolumeNamesThatLeadElsewhere() {
    mounts = List.of(new MountConfig(MountConfig.Type.VOLUME, "../x", "/data", List.of()));

    assertThatThrownBy(() -> complete(IMAGE)).hasMessageContaining("names must match");
  }

  @Test
  void knowsAJoinedContainerByItsId() {
    engine.insert(Configs.plain('2', "other"));
    mode = NetworkConfig.Mode.CONTAINER;
    target = "other";

    assertThat(complete(IMAGE).network().target()).isEqualTo(Configs.id('2'));
  }

  @Test
  void choosesHostPorts() {
    ports = List.of(new PortMapping("127.0.0.1", 0, 80, 1, "tcp"));

    assertThat(complete(IMAGE).network().ports().getFirst().hostPort()).isBetween(1024, 65535);
  }

  @Test
  void refusesToBindWhatIsMissing() {
    String missing = folder.resolve("missing").toString();
    mounts = List.of(new MountConfig(MountConfig.Type.BIND, missing, "/b", List.of()));

    assertThatThrownBy(() -> complete(null))
        .hasMessageStartingWith("mounting " + missing + " at /b: ")
        .hasMessageContaining("no such file or directory");
  }
}
