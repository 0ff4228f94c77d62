package dev.kapok.sys.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's namespaces: one pair for all commands, whatever happens to who holds them. */
class NamespacesTest {
  @TempDir Path folder;
  private Launcher launcher;
  private final Set<Long> keepers = new HashSet<>();

  @BeforeEach
  void install() throws Exception {
    launcher = new Launcher(folder);
    List<String> probe = new ArrayList<>(Launcher.unprivileged());
    probe.addAll(List.of("unshare", "-Ur", "true"));
    assumeThat(new ProcessBuilder(probe).start().waitFor())
        .as("this host lets users make user namespaces")
        .isZero();
  }

  @AfterEach
  void endKeepers() throws Exception {
    for (long keeper : keepers) {
      new ProcessBuilder("kill", Long.toString(keeper)).start().waitFor();
    }
  }

  private List<String> record() throws IOException {
    List<String> words =
        List.of(Files.readString(launcher.runFolder().resolve("pause.pid")).trim().split(" "));
    keepers.add(Long.parseLong(words.get(0)));
    return words;
  }

  private void endKeeper() throws Exception {
    String pid = record().get(0);
    new ProcessBuilder("kill", pid).start().waitFor();
    // Who ends as an orphan may stay as a zombie: a dead keeper is one without namespaces.
    while (Files.exists(Path.of("/proc", pid, "root", "proc"))) {
      Thread.sleep(5);
    }
  }

  @Test
  void makesTheUserRootOfItsOwnNamespace() throws IOException {
    Launcher.Report report = launcher.runRootless("ps");
    record();
    assertThat(report.all("uid")).containsExactly("0");
    assertThat(report.all("uid_map").getFirst().trim().split(" +"))
        .startsWith("0", Integer.toString(Launcher.unprivilegedUser()));
    assertThat(report.all("folder")).containsExactly(folder.toString());
  }

  @Test
  void needsNoNamespacesForItsVersion() {
    assertThat(launcher.runRootless("version").all("uid")).doesNotContain("0");
    assertThat(launcher.runFolder()).doesNotExist();
  }

  @Test
  void joinsTheSameNamespacesAgain() throws IOException {
    List<String> first = launcher.runRootless("ps").all("namespace");
    List<String> record = record();
    assertThat(launcher.runRootless("run", "x").all("namespace")).isEqualTo(first).hasSize(2);
    assertThat(record()).isEqualTo(record);
  }

  @Test
  void makesOnePairWhereManyCommandsStartAtOnce() throws IOException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(launcher.start(Launcher.unprivileged(), Map.of(), "ps"));
    }
    Set<List<String>> namespaces = new HashSet<>();
    for (Process process : processes) {
      namespaces.add(Launcher.Report.of(process).all("namespace"));
    }
    record();
    assertThat(namespaces).hasSize(1);
  }

  @Test
  void replacesADeadKeeper() throws Exception {
    launcher.runRootless("ps");
    List<String> before = record();
    endKeeper();
    Launcher.Report report = launcher.runRootless("ps");
    assertThat(report.all("uid")).containsExactly("0");
    assertThat(record()).isNotEqualTo(before);
  }

  @Test
  void believesNoPidThatBelongsToAnotherProcess() throws IOException {
    launcher.runRootless("ps");
    List<String> before = record();
    Path file = launcher.runFolder().resolve("pause.pid");
    Files.writeString(file, before.get(0) + " 1 " + before.get(2) + " " + before.get(3) + "\n");
    launcher.runRootless("ps");
    assertThat(record().get(0)).isNotEqualTo(before.get(0));
  }

  @Test
  void survivesARecordThatMakesNoSense() throws IOException {
    launcher.runRootless("ps");
    record();
    Files.writeString(launcher.runFolder().resolve("pause.pid"), "\u0000-5 x");
    assertThat(launcher.runRootless("ps").all("uid")).containsExactly("0");
    record();
  }

  @Test
  void takesTheNamespacesOfALivingConmonWhereTheKeeperDied() throws Exception {
    List<String> first = launcher.runRootless("ps").all("namespace");
    Path program = folder.resolve("conmon");
    Files.copy(Path.of("/bin/sleep"), program);
    List<String> argv = new ArrayList<>(Launcher.unprivileged());
    argv.addAll(List.of("nsenter", "--preserve-credentials", "-U", "-m", "-t", record().get(0)));
    argv.addAll(List.of(program.toString(), "60"));
    Process conmon = new ProcessBuilder(argv).start();
    try {
      while (!Files.readString(Path.of("/proc/" + conmon.pid() + "/comm")).equals("conmon\n")) {
        Thread.sleep(5);
      }
      endKeeper();
      Path container = folder.resolve("run/containers/abc");
      Files.createDirectories(container);
      Files.writeString(container.resolve("conmon.pid"), Long.toString(conmon.pid()));
      String runRoot = "--runroot=" + folder.resolve("run");
      assertThat(launcher.runRootless(runRoot, "ps").all("namespace")).isEqualTo(first);
      record();
    } finally {
      conmon.destroy();
    }
  }

  @Test
  void leavesNoKeeperThatNoRecordNames() throws IOException {
    launcher.runRootless("ps");
    Path old = Path.of("/proc", record().get(0), "exe");
    assertThat(old.toRealPath()).isEqualTo(launcher.program());
    Files.writeString(launcher.runFolder().resolve("pause.pid"), "lost");
    Files.createDirectory(launcher.runFolder().resolve("pause.pid.new"));
    Launcher.Report report = launcher.runRootless("ps");
    assertThat(report.errors()).contains("Error: note the keeper of the namespaces");
    assertThat(running()).containsExactly(old.getName(1).toString());
  }

  /** Processes of this test's launcher. */
  private List<String> running() throws IOException {
    List<String> pids = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (launcher.program().equals(target(process.resolve("exe")))) {
          pids.add(process.getFileName().toString());
        }
      }
    }
    return pids;
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // the process ended, or belongs to the kernel
    }
  }

  @Test
  void believesNoProcessOfAContainerThatCallsItselfConmon() throws Exception {
    Process container = startContainer();
    try {
      Path folder = Files.createDirectories(this.folder.resolve("run/containers/abc"));
      Files.writeString(folder.resolve("conmon.pid"), Long.toString(container.pid()));
      String runRoot = "--runroot=" + this.folder.resolve("run");
      Launcher.Report report = launcher.runRootless(runRoot, "ps");
      assertThat(report.all("uid")).as(report.errors()).containsExactly("0");
      assertThat(report.all("namespace")).doesNotContain(namespace(container, "mnt"));
      record();
    } finally {
      container.destroy();
    }
  }

  @Test
  void entersNoMountNamespaceOfAContainer() throws Exception {
    launcher.runRootless("ps");
    record();
    Process container = startContainer();
    try {
      String stat = Files.readString(Path.of("/proc/" + container.pid() + "/stat"));
      String started = stat.substring(stat.lastIndexOf(')')).split(" ", -1)[20];
      Files.writeString(
          launcher.runFolder().resolve("pause.pid"),
          String.join(
              " ",
              Long.toString(container.pid()),
              started,
              number(namespace(container, "user")),
              number(namespace(container, "mnt"))));
      Launcher.Report report = launcher.runRootless("ps");
      assertThat(report.exitCode()).isEqualTo(125);
      assertThat(report.errors()).contains("its root folder is that of a container");
    } finally {
      container.destroy();
    }
  }

  /** Starts a process of the user's with a root folder of its own, which calls itself conmon. */
  private Process startContainer() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.createDirectory(root.resolve("old"));
    String script =
        "mount --bind $1 $1; cd $1; pivot_root . old; echo conmon >old/proc/$$/comm; echo ok; read x";
    List<String> argv = new ArrayList<>(Launcher.unprivileged());
    argv.addAll(List.of("unshare", "-rm", "sh", "-ec", script, "sh", root.toString()));
    Process container =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(container.getInputStream().read()).isEqualTo('o');
    return container;
  }

  private static String namespace(Process process, String kind) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/" + kind)).toString();
  }

  private static String number(String namespace) {
    return namespace.substring(namespace.indexOf('[') + 1, namespace.indexOf(']'));
  }

  @Test
  void believesNoRecordInAFolderOfSomebodyElse() throws IOException {
    assumeThat(Launcher.isRoot()).as("the folder must belong to somebody else").isTrue();
    Path record = Files.createDirectory(launcher.runFolder()).resolve("pause.pid");
    Files.createFile(record);
    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-rw-rw-"));
    String script = "echo \"1 1 $(stat -Lc %i /proc/self/ns/user) 1\" >$0; exec \"$@\"";
    List<String> container = new ArrayList<>(Launcher.unprivileged());
    container.addAll(List.of("unshare", "-rm", "sh", "-ec", script, record.toString()));
    assertThat(userName(launcher.run(container, Map.of(), "ps"))).isEqualTo("root");
    assertThat(record).content().isNotEmpty();
  }

  @Test
  void knowsTheUserAgainInsideItsNamespaces() throws IOException {
    Launcher.Report outside = launcher.runRootless("ps");
    List<String> inside = new ArrayList<>(Launcher.unprivileged());
    inside.addAll(List.of("nsenter", "--preserve-credentials", "-U", "-m", "-t", record().get(0)));
    Launcher.Report again = launcher.run(inside, Map.of(), "ps");
    assertThat(again.all("namespace")).isEqualTo(outside.all("namespace"));
    assertThat(userName(again)).isEqualTo(userName(outside)).isNotEqualTo("root");
  }

  @Test
  void isRootInTheNamespaceOfSomebodyElse() {
    List<String> container = new ArrayList<>(Launcher.unprivileged());
    container.addAll(List.of("unshare", "-rm"));
    Launcher.Report report = launcher.run(container, Map.of(), "ps");
    assertThat(userName(report)).isEqualTo("root");
    assertThat(launcher.runFolder()).doesNotExist();
  }

  private static String userName(Launcher.Report report) {
    String option = "-Duser.name=";
    return report.options().stream()
        .filter(text -> text.startsWith(option))
        .map(text -> text.substring(option.length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void warnsOnceOfASingleId() throws IOException {
    assumeThat(Launcher.isRoot()).as("the tests' user may have subordinate ids").isTrue();
    assertThat(launcher.runRootless("ps").errors())
        .startsWith("Warning: no subordinate ids for user ");
    record();
    assertThat(launcher.runRootless("ps").errors()).isEmpty();
  }

  @Test
  void refusesARunFolderThatOthersMayWriteTo() throws IOException {
    Files.createDirectory(launcher.runFolder());
    Files.setPosixFilePermissions(
        launcher.runFolder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Launcher.Report report = launcher.runRootless("ps");
    assertThat(report.exitCode()).isEqualTo(125);
    assertThat(report.errors()).contains(" is not private to this user");
  }
}
