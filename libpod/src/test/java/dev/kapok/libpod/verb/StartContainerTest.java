package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts that fail, since there is no conmon that would work here, and what they record. */
class StartContainerTest extends VerbTest {
  private static final long END = 5;

  @BeforeEach
  void make() {
    RestartPolicy policy = new RestartPolicy(RestartPolicy.Kind.ON_FAILURE, 3);
    Container container = Configs.plain('1', "one", engine.runtime, policy);
    ContainerState ended =
        engine
            .running(container, engine.kernel.pids().self())
            .state()
            .restarts(3)
            .ended(END, 1, false, null);
    engine.insert(new Container(container.config(), ended.cleaned()));
  }

  private int restarts() {
    return engine.parts.containers().find("one").state().restarts();
  }

  @Test
  void countsRestartsAnewWhenTheUserStarts() {
    assertThatThrownBy(() -> new StartContainer(engine.parts, null).run("one"))
        .isInstanceOf(RuntimeException.class);

    assertThat(restarts()).isZero();
  }

  @Test
  void keepsTheCountWhenThePolicyStarts() {
    assertThatThrownBy(() -> new StartAgain(engine.parts, END).run("one"))
        .isInstanceOf(RuntimeException.class);

    assertThat(restarts()).isEqualTo(3);
  }

  @Test
  void leavesAContainerAloneThatEndedAgainMeanwhile() {
    new StartAgain(engine.parts, END - 1).run("one");

    assertThat(restarts()).isEqualTo(3);
  }
}
