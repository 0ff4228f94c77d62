package dev.kapok.sys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM gets: environment, options by class of command, identity, a deep stack. */
class StartTest {
  private static final String LIGHT = "-Xint";
  private static final String CONTAINER = "-XX:TieredStopAtLevel=1";

  @TempDir Path folder;
  private Launcher launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = new Launcher(folder);
  }

  @Test
  void hidesTheUsersVariablesFromTheJvm() {
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Xmx1k",
            "JDK_JAVA_OPTIONS",
            "-x",
            "_JAVA_OPTIONS",
            "-x",
            "A",
            "b");
    assertThat(launcher.run(List.of(), environment, "version").all("environment"))
        .noneMatch(line -> line.contains("JAVA_TOOL_OPTIONS"))
        .noneMatch(line -> line.contains("JDK_JAVA_OPTIONS"))
        .noneMatch(line -> line.contains("_JAVA_OPTIONS"))
        .doesNotContain("A=b");
  }

  @Test
  void keepsTheTimeZoneAndReadsFileNamesAsUtf8() {
    assertThat(
            launcher
                .run(List.of(), Map.of("TZ", "Asia/Tokyo", "LC_ALL", "C"), "version")
                .all("environment"))
        .contains("TZ=Asia/Tokyo", "LC_CTYPE=C.UTF-8")
        .doesNotContain("LC_ALL=C");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "--version",
        "ps",
        "--root /r ps",
        "--root=/r --log-level debug ps",
        "container ls",
        "image inspect x",
        "--syslog images"
      })
  void interpretsLightCommands(String line) {
    assertThat(launcher.run(line.split(" ")).options())
        .contains(LIGHT, cache("light"))
        .doesNotContain(CONTAINER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run x", "--runtime runc run ps", "container exec x ps", "rm -f x", "volume rm x"})
  void compilesLateForContainerCommands(String line) {
    assertThat(launcher.run(line.split(" ")).options())
        .contains(CONTAINER, cache("container"))
        .doesNotContain(LIGHT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull x",
        "image pull ps",
        "import x",
        "system service",
        "ps-not",
        "--help",
        "--root /r --help",
        "run --help",
        "help ps"
      })
  void givesHeavyCommandsTheWholeJvmAndTheOrdinaryClassPath(String line) {
    assertThat(launcher.run(line.split(" ")).options())
        .doesNotContain(LIGHT, CONTAINER)
        .contains("-Djava.class.path=" + folder + "/lib/kapok/heavy.jar")
        .contains(cache("heavy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "image save x", "commit x", "container export x", "diff x"})
  void compilesFastWhereOnlyFilesAreMoved(String line) {
    assertThat(launcher.run(line.split(" ")).options())
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("-Xint", "-XX:Tier3InvocationThreshold=20000")
        .contains(cache("heavy"));
  }

  private String cache(String name) {
    return "-XX:AOTCache=" + folder + "/lib/kapok/kapok-" + name + ".aot";
  }

  @Test
  void keepsTheAddressesOfAServiceRandom() {
    String fixed = "-XX:ArchiveRelocationMode=0";
    assertThat(launcher.run("system", "service").options()).doesNotContain(fixed);
    assertThat(launcher.run("system", "df").options()).contains(fixed);
  }

  @Test
  void findsItsFolderThroughALink() throws IOException {
    Path link = folder.resolve("bin");
    Files.createSymbolicLink(link, launcher.program());
    Process process = new ProcessBuilder(link.toString(), "version").start();
    assertThat(Launcher.Report.of(process).options())
        .contains("-Xbootclasspath/a:" + folder + "/lib/kapok/kapok.jar");
  }

  @Test
  void leavesTheLimitOfOpenFilesAlone() {
    assertThat(launcher.run("version").options()).contains("-XX:-MaxFDLimit");
  }

  @Test
  void writesOfACrashWhereNobodyElseCanLeadItElsewhere() {
    assertThat(launcher.runRootless("version").options())
        .contains("-XX:ErrorFile=" + launcher.runFolder() + "/crash-%p.log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "run x", "pull x", "load", "system service"})
  void limitsTheHeapOfEveryClass(String line) {
    assertThat(launcher.run(line.split(" ")).options())
        .filteredOn(option -> option.startsWith("-Xmx"))
        .hasSize(1);
  }

  @Test
  void runsTheJvmOnADeepStack() {
    assertThat(launcher.run("version").all("stack")).containsExactly("8");
  }

  @Test
  void takesTheHomeFromTheEnvironment() {
    assertThat(launcher.run(List.of(), Map.of("HOME", "/some/home"), "version").options())
        .contains("-Duser.home=/some/home");
  }

  @Test
  void fillsClosedStandardDescriptors() {
    List<String> shell = List.of("sh", "-c", "exec \"$@\" 0<&- 2>&-", "sh");
    assertThat(launcher.run(shell, Map.of(), "version").exitCode()).isZero();
  }

  @Test
  void namesTheLibraryThatCannotBeLoaded() throws IOException {
    Files.delete(launcher.jvm());
    Launcher.Report report = launcher.run("version");
    assertThat(report.exitCode()).isEqualTo(125);
    assertThat(report.errors()).startsWith("Error: load the Java runtime: ").contains("libjvm.so");
  }
}
