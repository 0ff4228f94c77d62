package dev.kapok.libpod.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private final Kernel kernel = TestKernel.get();
  private final List<String> environ = new ArrayList<>();
  private @TempDir Path folder;

  @BeforeEach
  void surround() throws IOException {
    Files.createDirectories(folder.resolve("run/kapok"));
    environ.add("XDG_RUNTIME_DIR=" + folder + "/run");
    environ.add("XDG_DATA_HOME=" + folder + "/data");
    environ.add("XDG_CONFIG_HOME=" + folder + "/config");
    environ.add("CONTAINERS_STORAGE_CONF=" + write("storage.conf", ""));
    environ.add("CONTAINERS_CONF=" + write("containers.conf", ""));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Surroundings user(String launcher) {
    return new Surroundings(environ, 1000, "/home/u", true, launcher);
  }

  private LoadedConfig load() {
    return new ConfigLoader(kernel, user("")).load(GlobalOptions.NONE);
  }

  private EngineConfig load(Map<String, List<String>> options) {
    return new ConfigLoader(kernel, user("")).load(new GlobalOptions(options, List.of())).config();
  }

  @Test
  void keepsAUsersThingsInHisFolders() {
    EngineConfig config = load().config();
    assertThat(config.root()).isEqualTo(folder + "/data/kapok");
    assertThat(config.runRoot()).isEqualTo(folder + "/run/kapok");
    assertThat(config.directories().tmpDir()).isEqualTo(folder + "/run/kapok/tmp");
    assertThat(config.directories().volumePath()).isEqualTo(folder + "/data/kapok/volumes");
    assertThat(config.storage().driver()).isEqualTo("overlay");
    assertThat(config.storage().rootless()).isTrue();
  }

  @Test
  void keepsRootsThingsInTheSystemsFolders() {
    DefaultPaths paths = new DefaultPaths(new Surroundings(List.of(), 0, "/root", false, ""));
    assertThat(paths.root()).isEqualTo("/var/lib/kapok");
    assertThat(paths.runRoot()).isEqualTo("/run/kapok");
  }

  @Test
  void takesAPrivateFolderWithoutRuntimeDir() {
    Surroundings bare = new Surroundings(List.of(), 1000, "/home/u", true, "");
    assertThat(new DefaultPaths(bare).runRoot()).isEqualTo("/tmp/kapok-run-1000");
    assertThat(new DefaultPaths(bare).root()).isEqualTo("/home/u/.local/share/kapok");
  }

  @Test
  void letsTheCommandLineWin() throws IOException {
    write("containers.conf", "[engine]\nruntime = 'crun'\nevents_logger = 'journald'\n");
    write("storage.conf", "[storage]\ndriver = 'vfs'\n");
    environ.add("STORAGE_DRIVER=vfs");
    EngineConfig config =
        load(
            Map.of(
                "root", List.of("/r"),
                "runtime", List.of("runc"),
                "storage-driver", List.of("overlay"),
                "runtime-flag", List.of("debug", "--log=x"),
                "storage-opt", List.of("a=b", "c=d"),
                "events-backend", List.of("none")));
    assertThat(config.root()).isEqualTo("/r");
    assertThat(config.directories().volumePath()).isEqualTo("/r/volumes");
    assertThat(config.programs().runtime()).isEqualTo("runc");
    assertThat(config.programs().runtimeFlags()).containsExactly("--debug", "--log=x");
    assertThat(config.storage().driver()).isEqualTo("overlay");
    assertThat(config.storage().options()).containsExactly("a=b", "c=d");
    assertThat(config.eventsBackend()).isEqualTo("none");
  }

  @Test
  void refusesToSeemToWriteEvents() {
    assertThat(load().config().eventsBackend()).isEqualTo("none");
    assertThatThrownBy(() -> load(Map.of("events-backend", List.of("file"))))
        .hasMessageContaining("events are not written yet");
  }

  @Test
  void letsTheEnvironmentChooseTheStorageDriver() {
    environ.add("STORAGE_DRIVER=vfs");
    assertThat(load().config().storage().driver()).isEqualTo("vfs");
  }

  @Test
  void refusesWordsThatAreNoChoice() {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> load(Map.of("cgroup-manager", List.of("none"))))
        .withMessage("--cgroup-manager: there is no \"none\"; choose one of cgroupfs, systemd");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> load(Map.of("storage-driver", List.of("btrfs"))))
        .withMessageContaining("overlay, vfs");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> load(Map.of("root", List.of(""))))
        .withMessageContaining("--root");
  }

  @Test
  void readsWhatContainersGet() throws IOException {
    write(
        "containers.conf",
        """
        [containers]
        default_capabilities = ["chown", "CAP_KILL"]
        default_sysctls = ["net.ipv4.ip_forward=1"]
        default_ulimits = ["nofile=1024:2048", "nproc=77"]
        dns_servers = ["192.0.2.53"]
        env = ["A=1"]
        http_proxy = false
        init = true
        log_driver = "json-file"
        log_size_max = 4096
        pids_limit = 0
        shm_size = "1m"
        umask = "0077"
        [engine]
        stop_timeout = 3
        detach_keys = ""
        [engine.runtimes]
        mine = ["/opt/mine"]
        """);
    LoadedConfig loaded = load();
    ContainerDefaults defaults = loaded.config().defaults();
    assertThat(loaded.notes()).isEmpty();
    assertThat(defaults.capabilities()).containsExactly("CAP_CHOWN", "CAP_KILL");
    assertThat(defaults.sysctls()).containsExactly(entry("net.ipv4.ip_forward", "1"));
    assertThat(defaults.ulimits())
        .containsExactly(new Ulimit("nofile", 1024, 2048), new Ulimit("nproc", 77, 77));
    assertThat(defaults.dnsServers()).containsExactly("192.0.2.53");
    assertThat(defaults.env()).containsExactly("A=1");
    assertThat(defaults.httpProxy()).isFalse();
    assertThat(defaults.init()).isTrue();
    assertThat(defaults.logDriver()).isEqualTo("k8s-file");
    assertThat(defaults.logSizeMax()).isEqualTo(4096);
    assertThat(defaults.pidsLimit()).isEqualTo(-1);
    assertThat(defaults.shmSize()).isEqualTo(1 << 20);
    assertThat(defaults.umask()).isEqualTo("0077");
    assertThat(defaults.stopTimeout()).isEqualTo(3);
    assertThat(defaults.detachKeys()).isEmpty();
    assertThat(loaded.config().programs().runtimes())
        .containsExactly(entry("mine", List.of("/opt/mine")));
  }

  @Test
  void hasPodmansDefaults() {
    ContainerDefaults defaults = load().config().defaults();
    assertThat(defaults.capabilities()).hasSize(11).contains("CAP_CHOWN");
    assertThat(defaults.pidsLimit()).isEqualTo(2048);
    assertThat(defaults.shmSize()).isEqualTo(65536 * 1024);
    assertThat(defaults.stopTimeout()).isEqualTo(10);
    assertThat(defaults.detachKeys()).isEqualTo("ctrl-p,ctrl-q");
    assertThat(defaults.seccompProfile()).isNull();
    assertThat(defaults.network()).isEqualTo("default");
  }

  @Test
  void saysWhichKeysHaveNoEffect() throws IOException {
    write(
        "containers.conf",
        """
        [containers]
        tz = "local"
        log_driver = "journald"
        [engine]
        static_dir = "/x"
        """);
    assertThat(load().notes())
        .containsExactly(
            "containers.tz in "
                + folder
                + "/containers.conf has no effect: it is not supported yet",
            "engine.static_dir in "
                + folder
                + "/containers.conf has no effect: it locates another engine's data",
            "containers.log_driver has no effect: \"journald\" is not supported yet, logs go to"
                + " k8s-file");
  }

  @Test
  void namesFileAndLineOfAnError() throws IOException {
    write("containers.conf", "[containers]\nenv = [\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(this::load)
        .withMessageStartingWith("read " + folder + "/containers.conf: line ");
  }

  @Test
  void namesAKeyOfTheWrongType() throws IOException {
    write("containers.conf", "[containers]\ndns_servers = 'x'\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(this::load)
        .withMessage(
            "read "
                + folder
                + "/containers.conf: containers.dns_servers must be a list of strings");
    write("containers.conf", "[containers]\nenv = [1]\n");
    assertThatExceptionOfType(KapokException.class).isThrownBy(this::load);
    write("containers.conf", "[containers]\npids_limit = '7'\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(this::load)
        .withMessageEndingWith("must be a whole number");
  }

  @Test
  void readsWhatContainersGetOfUserNamespaces() throws IOException {
    assertThat(load().config().defaults().userNamespace())
        .isEqualTo(new UserNamespaceDefaults("", "containers", 1024, 65_536));
    write("containers.conf", "[containers]\nuserns = 'auto'\nannotations = ['a=b']\n");
    write(
        "storage.conf",
        """
        [storage]
        driver = 'overlay'
        [storage.options]
        auto-userns-min-size = 2000
        auto-userns-max-size = 3000
        root-auto-userns-user = 'storage'
        """);
    EngineConfig config = load().config();
    assertThat(config.defaults().userNamespace())
        .isEqualTo(new UserNamespaceDefaults("auto", "storage", 2000, 3000));
    assertThat(config.defaults().annotations()).containsExactly("a=b");
    assertThat(config.storage().options()).as("no driver's option").isEmpty();
    write("storage.conf", "[storage.options]\nauto-userns-min-size = 70000\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(this::load)
        .withMessageContaining("auto-userns-max-size 65536");
  }

  @Test
  void namesAFileThatTheEnvironmentPromises() {
    environ.removeLast();
    environ.add("CONTAINERS_CONF=" + folder + "/none.conf");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(this::load)
        .withMessageContaining(folder + "/none.conf: no such file");
  }

  @Test
  void putsTheOverrideOnTop() throws IOException {
    write("containers.conf", "[containers]\nenv = ['A=1']\ndns_servers = ['192.0.2.1']\n");
    Path override =
        write("override.conf", "[containers]\nenv = ['B=2', {append=true}]\ndns_servers = []\n");
    environ.add("CONTAINERS_CONF_OVERRIDE=" + override);
    ContainerDefaults defaults = load().config().defaults();
    assertThat(defaults.env()).containsExactly("A=1", "B=2");
    assertThat(defaults.dnsServers()).isEmpty();
  }

  @Test
  void readsDropInsInTheOrderOfTheirNames() throws IOException {
    environ.removeLast();
    Path dropIns = Files.createDirectories(folder.resolve("config/containers/containers.conf.d"));
    Files.writeString(dropIns.resolve("20-b.conf"), "[containers]\numask = '0002'\n");
    Files.writeString(dropIns.resolve("10-a.conf"), "[containers]\numask = '0001'\n");
    Files.writeString(dropIns.resolve("30-c.txt"), "no configuration");
    ConfigFiles files = ConfigFiles.of(user(""));
    assertThat(CompileConfig.compile(files).text("containers.umask")).isEqualTo("0002");
  }

  @Test
  void turnsStorageConfIntoOptionsOfTheDriver() throws IOException {
    write(
        "storage.conf",
        """
        [storage]
        driver = "overlay"
        graphroot = "/x"
        [storage.options]
        additionalimagestores = ["/a", "/b"]
        [storage.options.overlay]
        mountopt = "nodev"
        mount_program = "/usr/bin/fuse-overlayfs"
        """);
    LoadedConfig loaded = load();
    assertThat(loaded.config().storage().options())
        .containsExactlyInAnyOrder(
            "additionalimagestore=/a",
            "additionalimagestore=/b",
            "overlay.mountopt=nodev",
            "overlay.mount_program=/usr/bin/fuse-overlayfs");
    assertThat(loaded.notes()).hasSize(1).first().asString().startsWith("storage.graphroot in ");
  }

  @Test
  void compilesOnceUntilAFileChanges() throws IOException {
    write("containers.conf", "[containers]\numask = '0007'\n");
    ConfigLoader loader = new ConfigLoader(kernel, user("/bin/false"));
    new CompileConfig(kernel, user("/bin/false")).run();
    assertThat(loader.load(GlobalOptions.NONE).config().defaults().umask()).isEqualTo("0007");
    Path compiled = folder.resolve("run/kapok/config.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compiled)))
        .isEqualTo("rw-------");

    write("containers.conf", "[containers]\numask = '00077'\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> loader.load(GlobalOptions.NONE));
  }

  @Test
  void doesNotTrustACompiledFormThatOthersCanWrite() throws IOException {
    new CompileConfig(kernel, user("/bin/false")).run();
    Path compiled = folder.resolve("run/kapok/config.json");
    Files.setPosixFilePermissions(compiled, PosixFilePermissions.fromString("rw-rw----"));
    String stamp = ConfigFiles.of(user("")).stamp(kernel.tree());
    assertThat(new CompiledConfig(kernel, compiled.toString()).read(stamp)).isNull();
  }

  @Test
  void ignoresACompiledFormThatIsDamaged() throws IOException {
    Path compiled = write("config.json", "{\"stamp\":");
    Files.setPosixFilePermissions(compiled, PosixFilePermissions.fromString("rw-------"));
    assertThat(new CompiledConfig(kernel, compiled.toString()).read("x")).isNull();
  }

  @Test
  void passesOnWhatTheSecondProcessSays() throws IOException {
    Path launcher = write("launcher", "#!/bin/sh\necho \"Error: read it: $*\" >&2\nexit 125\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(
            () -> new ConfigLoader(kernel, user(launcher.toString())).load(GlobalOptions.NONE))
        .withMessage("read it: system compile-config");
  }
}
