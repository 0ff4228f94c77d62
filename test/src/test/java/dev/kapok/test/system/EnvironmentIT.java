package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The environment variables that move and choose configuration, and what containers see of it. */
class EnvironmentIT extends EngineTest {
  private static final String SHOW = "echo $A $B";

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(kapok.folder().resolve(name), text);
    Shell.run("chown", Integer.toString(identity.uid()), file.toString()).ok();
    return file;
  }

  private String show(List<String> env) {
    return kapok.runWithEnv(env, "run", "--rm", "--network=none", BB, "sh", "-c", SHOW).ok().out();
  }

  @Test
  void containersConfIsReplacedAndOverridden() throws IOException {
    String conf =
        "CONTAINERS_CONF=" + file("conf", "[containers]\nenv = [\"A=conf\", \"B=conf\"]\n");
    String override =
        "CONTAINERS_CONF_OVERRIDE=" + file("override", "[containers]\nenv = [\"A=over\"]\n");
    assertThat(show(List.of())).isEmpty();
    assertThat(show(List.of(conf))).isEqualTo("conf conf");
    assertThat(show(List.of(conf, override))).startsWith("over");
    assertThat(show(List.of(override))).isEqualTo("over");
    kapok.runWithEnv(List.of("CONTAINERS_CONF=/no/such"), "ps").exits(125).complains("/no/such");
    String broken = "CONTAINERS_CONF=" + file("broken", "[containers\n");
    kapok.runWithEnv(List.of(broken), "ps").exits(125).complains(kapok.folder() + "/broken");
  }

  @Test
  void keysThatHaveNoEffectAreNoted() throws IOException {
    String conf =
        "CONTAINERS_CONF=" + file("conf", "[engine]\nstatic_dir = \"/x\"\nruntime = \"runc\"\n");
    assertThat(kapok.runWithEnv(List.of(conf), "info").ok().stdout()).contains("static_dir");
    assertThat(
            kapok
                .runWithEnv(List.of(conf), "info", "--format", "{{.Host.OCIRuntime.Name}}")
                .ok()
                .out())
        .isEqualTo("runc");
  }

  @Test
  void storageDriverChoosesTheDriver() {
    List<String> env = List.of("STORAGE_DRIVER=vfs");
    Kapok store = emptyStore();
    String format = "{{.Store.GraphDriverName}}";
    assertThat(store.runWithEnv(env, "info", "--format", format).ok().out()).isEqualTo("vfs");
    assertThat(
            store
                .runWithEnv(env, "--storage-driver=overlay", "info", "--format", format)
                .ok()
                .out())
        .isEqualTo("overlay");
    store.runWithEnv(List.of("STORAGE_DRIVER=zfs"), "images").exits(125).complains("zfs");
    Shell.run("rm", "-rf", store.folder().toString()).ok();
  }

  @Test
  void registriesConfAndAuthFileAreFound() throws IOException {
    try (LocalRegistry registry = LocalRegistry.withPassword()) {
      String reference = registry.push(archive(), "bb:latest");
      Path conf =
          file(
              "registries",
              "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n");
      Path auth =
          file(
              "auth.json",
              "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"YWxpY2U6c2VjcmV0\"}}}");
      String registries = "CONTAINERS_REGISTRIES_CONF=" + conf;
      kapok.runWithEnv(List.of(registries), "pull", "-q", reference).exits(125);
      kapok
          .runWithEnv(List.of(registries, "REGISTRY_AUTH_FILE=" + auth), "pull", "-q", reference)
          .ok();
      assertThat(kapok.run("images", "-q", reference).ok().lines()).hasSize(1);
    }
  }

  @Test
  void optionsForOtherJvmsReachContainersButNotTheEngine() {
    List<String> names = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    List<String> env = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    for (String name : names) {
      env.add(name + "=-XX:NoSuchFlag" + name.length());
      words.addAll(List.of("-e", name));
    }
    words.addAll(List.of(BB, "sh", "-c", "env | grep -c NoSuchFlag"));
    var result = kapok.runWithEnv(env, words.toArray(new String[0])).ok();
    assertThat(result.out()).isEqualTo("3");
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void limitsOfTheCallerReachContainersUnraised() {
    List<String> argv =
        new ArrayList<>(List.of("bash", "-c", "ulimit -Sn 777; exec \"$@\"", "bash"));
    argv.addAll(
        kapok.argv(List.of(), "run", "-d", "--name=c", "--network=none", BB, "sleep", "1000"));
    Shell.run(argv, "").ok();
    String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
    assertThat(Shell.run("grep", "Max open files", "/proc/" + conmon + "/limits").ok().out())
        .contains(" 777 ");
  }
}
