package dev.kapok.libpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerStateTest {
  private static final ContainerState RUNNING =
      new ContainerState(
          Status.RUNNING, 1, 2, 3, 4, "boot", 5, 6, 7, true, 8, true, "/netns", "error");

  @Test
  void changesOneThingAtATime() {
    assertThat(RUNNING.in(Status.STOPPING))
        .isEqualTo(
            new ContainerState(
                Status.STOPPING, 1, 2, 3, 4, "boot", 5, 6, 7, true, 8, true, "/netns", "error"));
    assertThat(RUNNING.stoppedByUser(false))
        .isEqualTo(
            new ContainerState(
                Status.RUNNING, 1, 2, 3, 4, "boot", 5, 6, 7, true, 8, false, "/netns", "error"));
    assertThat(RUNNING.restarts(9))
        .isEqualTo(
            new ContainerState(
                Status.RUNNING, 1, 2, 3, 4, "boot", 5, 6, 7, true, 9, true, "/netns", "error"));
  }

  @Test
  void hasNoProcessesAfterItsEnd() {
    assertThat(RUNNING.ended(60, 70, false, null))
        .isEqualTo(
            new ContainerState(
                Status.STOPPED, 0, 0, 0, 0, "boot", 5, 60, 70, false, 8, true, "/netns", null));
    assertThat(RUNNING.cleaned())
        .isEqualTo(
            new ContainerState(
                Status.EXITED, 0, 0, 0, 0, "boot", 5, 6, 7, true, 8, true, null, "error"));
  }

  @Test
  void remembersWhyAStartFailed() {
    assertThat(RUNNING.failed("why", 126))
        .isEqualTo(
            new ContainerState(
                Status.EXITED, 0, 0, 0, 0, "boot", 5, 6, 126, false, 8, true, null, "why"));
    assertThat(ContainerState.NEW.failed("why", 127).status()).isEqualTo(Status.CONFIGURED);
  }
}
