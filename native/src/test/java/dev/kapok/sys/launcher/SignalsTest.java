package dev.kapok.sys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals: what conmon or a shell left is reset, the engine's are kept from the JVM. */
class SignalsTest {
  private static final int SIGPIPE = 13;
  private static final int SIGCHLD = 17;

  @TempDir Path folder;
  private Launcher launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = new Launcher(folder);
  }

  @Test
  void resetsWhatItsParentLeft() {
    List<String> careless =
        List.of("env", "--ignore-signal=PIPE,CHLD,USR1", "--block-signal=CHLD,ALRM");
    Launcher.Report report = launcher.run(careless, Map.of(), "version");
    assertThat(report.signals("SigIgn") & (bit(SIGPIPE) | bit(SIGCHLD) | bit(Signals.SIGUSR1)))
        .isZero();
    assertThat(report.signals("SigBlk")).isEqualTo(engineSignals());
  }

  @Test
  void takesNoSignalFromTheEngine() {
    assertThat(launcher.run("version").all("environment")).contains("_JAVA_SR_SIGNUM=60");
    assertThat(launcher.run("version").options()).contains("-Xrs");
  }

  @Test
  void diesOfASignalBeforeTheEngineRuns() throws Exception {
    Process process = startSleeping();
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(128 + Signals.SIGTERM);
  }

  @Test
  void survivesAChangeOfTheWindowSize() throws Exception {
    Process process = startSleeping();
    new ProcessBuilder("kill", "-WINCH", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    process.destroyForcibly().waitFor();
  }

  @Test
  void ignoresWhatNohupAndBackgroundJobsIgnore() throws Exception {
    Process process = startSleeping("env", "--ignore-signal=HUP,INT,QUIT");
    for (String signal : List.of("HUP", "INT", "QUIT")) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }
    assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    process.destroyForcibly().waitFor();
  }

  private Process startSleeping(String... prefix) throws IOException {
    Process process = launcher.start(List.of(prefix), Map.of("KAPOK_JVM_LOG", "sleep"), "version");
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).startsWith("option: ");
    return process;
  }

  private static long engineSignals() {
    return bit(Signals.SIGINT)
        | bit(Signals.SIGTERM)
        | bit(Signals.SIGHUP)
        | bit(Signals.SIGQUIT)
        | bit(Signals.SIGUSR1)
        | bit(Signals.SIGUSR2)
        | bit(Signals.SIGWINCH);
  }

  private static long bit(int signal) {
    return 1L << (signal - 1);
  }
}
