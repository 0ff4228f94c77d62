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
    Files.writeString(Path.of(engine.runtime), "#!/bin/sh\necho \"$@\" >> " + calls + "\nexit 1\n");
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

  private List<String> resumed() throws IOException {
    new WaitContainer.Look(engine.parts).run("one");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream().filter(line -> line.contains("resume")).toList()
        : List.of();
  }

  @Test
  void containerThatWasLeftFrozenGoesOnAtTheNextCommand() throws IOException {
    mark.set();
    assertThat(resumed()).as("though the runtime says that it failed").hasSize(1);
    assertThat(resumed()).hasSize(1);
  }

  @Test
  void containersThatNobodyFrozeAreLeftAlone() throws IOException {
    mark.set();
    mark.clear();
    assertThat(resumed()).isEmpty();
  }
}
