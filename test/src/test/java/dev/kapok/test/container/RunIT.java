package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import org.junit.jupiter.api.Test;

/** {@code run} in the foreground: output, input, exit codes. */
class RunIT extends EngineTest {
  @Test
  void printsWhatTheCommandPrints() {
    assertThat(runInContainer("echo", "hello").ok().stdout()).isEqualTo("hello\n");
  }

  @Test
  void keepsOutputAndErrorApart() {
    var result = runInContainer("sh", "-c", "echo out; echo err >&2").ok();
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
  }

  @Test
  void returnsTheExitCodeOfTheCommand() {
    runInContainer("sh", "-c", "exit 42").exits(42);
  }

  @Test
  void returns128AndTheSignalThatKilledTheCommand() {
    runInContainer("sh", "-c", "sh -c 'kill -9 $$'; exit $?").exits(137);
  }

  @Test
  void returns127WhenTheCommandIsNotFound() {
    runInContainer("nosuchprogram").exits(127).complains("nosuchprogram");
  }

  @Test
  void returns126WhenTheCommandIsNotExecutable() {
    runInContainer("/etc/passwd").exits(126).complains("/etc/passwd");
  }

  @Test
  void returns125WhenTheImageIsUnknown() {
    kapok.run("run", "--rm", "--pull=never", "localhost/nosuch").exits(125).complains("nosuch");
  }

  @Test
  void handsStandardInputOver() {
    var result = kapok.runWithInput("one\ntwo\n", "run", "--rm", "-i", "--network=none", BB, "cat");
    assertThat(result.ok().stdout()).isEqualTo("one\ntwo\n");
  }

  @Test
  void givesNoInputWithoutInteractive() {
    var result = kapok.runWithInput("one\n", "run", "--rm", "--network=none", BB, "cat");
    assertThat(result.ok().stdout()).isEmpty();
  }

  @Test
  void usesTheCommandOfTheImage() {
    var result = kapok.runWithInput("echo from sh\n", "run", "--rm", "-i", "--network=none", BB);
    assertThat(result.ok().stdout()).isEqualTo("from sh\n");
  }

  @Test
  void losesNothingOfALargeOutput() {
    var result = runInContainer("sh", "-c", "seq 1 100000");
    assertThat(result.ok().lines()).hasSize(100000).last().isEqualTo("100000");
  }
}
