package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreezeMarkTest extends VerbTest {
  private Path calls;
  private int pid;
  private FreezeMark mark;

  @BeforeEach
  void run() throws IOException {
    calls = folder.resolve("calls");
    answer("true");
    pid = engine.spawn("/bin/sleep", "60");
    Container container = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    String id = engine.insert(engine.running(container, pid)).config().id();
    engine.parts.disk().makeFolders(engine.parts.paths().bundle(id), 0700);
    mark = new FreezeMark(engine.parts, id);
  }

  @AfterEach
  void end() {
    engine.kernel.pids().kill(pid, 9);
  }

  /** Makes the runtime do a line of shell when it is called. */
  private void answer(String line) throws IOException {
    Files.writeString(
        Path.of(engine.runtime), "#!/bin/sh\necho \"$@\" >> " + calls + "\n" + line + "\n");
  }

  private void fails(String message) throws IOException {
    answer("echo '{\"level\":\"error\",\"msg\":\"" + message + "\"}' >&2; exit 1");
  }

  private List<String> resumed() throws IOException {
    new WaitContainer.Look(engine.parts).run("one");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream().filter(line -> line.contains("resume")).toList()
        : List.of();
  }

  @Test
  void containerThatWasLeftFrozenGoesOnAtTheNextCommand() throws IOException {
    mark.set();
    assertThat(resumed()).hasSize(1);
    assertThat(resumed()).hasSize(1);
  }

  @Test
  void containerThatWasNeverFrozenIsLeftAlone() throws IOException {
    fails("container not paused");
    mark.set();
    assertThat(resumed()).hasSize(1);
    assertThat(resumed()).hasSize(1);
  }

  @Test
  void isTriedAgainWhereTheRuntimeFailed() throws IOException {
    fails("cannot allocate memory");
    mark.set();
    assertThat(resumed()).hasSize(1);
    assertThat(resumed()).hasSize(2);
    answer("true");
    assertThat(resumed()).hasSize(3);
    assertThat(resumed()).hasSize(3);
  }

  @Test
  void containersThatNobodyFrozeAreLeftAlone() throws IOException {
    mark.set();
    mark.clear();
    assertThat(resumed()).isEmpty();
  }
}
