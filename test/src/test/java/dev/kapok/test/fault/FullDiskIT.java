package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.HandTar;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.StoreState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A store on a file system of a few megabytes, which is full when it matters: the error says so,
 * removing works all the same, and with room again everything does.
 */
class FullDiskIT extends SmallDiskTest {
  private static final int BLOCK = 1 << 16;

  @Test
  void loadThatFindsNoRoomLeavesNothing() {
    fill();
    isFull(small.run("load", "-q", "-i", archive().toString()));
    free();
    assertThat(small.run("images", "-aq").ok().out()).isEmpty();
    load();
    everythingWorks();
  }

  @Test
  void layerThatUnpacksToMoreThanThereIsRoomForLeavesNothing() throws IOException {
    load();
    Path archive =
        HandImage.archive(
            work,
            tar -> {
              tar.header(HandTar.FILE, "big", "", 64L << 20);
              tar.zeros(BLOCK, (64 << 20) / BLOCK);
            });
    isFull(small.run("load", "-q", "-i", archive.toString()));
    assertThat(small.run("images", "-aq").ok().lines()).hasSize(1);
    assertThat(StoreState.layers(small)).hasSize(1);
    assertThat(StoreState.unfinished(small)).isEmpty();
    everythingWorks();
  }

  @Test
  void pullThatFindsNoRoomLeavesNothing() {
    load();
    try (RogueRegistry registry = new RogueRegistry()) {
      fill();
      isFull(small.run("pull", "-q", "--tls-verify=false", registry.reference()));
      assertThat(StoreState.layers(small)).hasSize(1);
      free();
      small.run("pull", "-q", "--tls-verify=false", registry.reference()).ok();
      everythingWorks();
    }
  }

  @Test
  void layerThatInflatesAThousandfoldStopsBeforeTheDiskIsFull() {
    load();
    long before = disk.toFile().getUsableSpace();
    try (RogueRegistry registry =
        new RogueRegistry(tar -> {
          tar.header(HandTar.FILE, "zeros", "", 1L << 30);
          tar.zeros(BLOCK, (int) ((1L << 30) / BLOCK));
        })) {
      assertThat(registry.layer().length).isLessThan(2 << 20);
      small
          .run("pull", "-q", "--tls-verify=false", registry.reference())
          .exits(125)
          .complains("no space left on device: unpacked it takes more than the ")
          .complains(registry.reference());
    }
    assertThat(StoreState.layers(small)).hasSize(1);
    assertThat(StoreState.unfinished(small)).isEmpty();
    assertThat(disk.toFile().getUsableSpace()).isGreaterThan(before - (1 << 20));
    everythingWorks();
  }

  @Test
  void containersAndNamesThatFindNoRoomAreNotThereAfterwards() {
    load();
    fill();
    isFull(small.run("create", "--name", "a", BB, "true"));
    isFull(small.run("run", "--name", "b", "--network=none", BB, "true"));
    isFull(small.run("run", "-d", "--name", "c", "--network=none", BB, "true"));
    isFull(small.run("tag", BB, "localhost/other:1"));
    assertThat(small.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(small.run("images", "-q").ok().lines()).hasSize(1);
    free();
    everythingWorks();
  }

  @Test
  void readingStoppingAndRemovingWorkOnAFullDisk() {
    load();
    small.run("create", "--name", "made", BB, "true").ok();
    small.run("run", "-d", "--name", "runs", "--network=none", BB, "sleep", "1000").ok();
    fill();
    assertThat(small.run("ps", "-aq").ok().lines()).hasSize(2);
    small.run("inspect", "made").ok();
    small.run("logs", "runs").ok();
    small.run("stop", "-t", "0", "runs").ok();
    small.run("rm", "runs").ok();
    small.run("rm", "made").ok();
    small.run("rmi", BB).ok();
    assertThat(small.run("images", "-aq").ok().out()).isEmpty();
    assertThat(StoreState.layers(small)).isEmpty();
    free();
    load();
    everythingWorks();
  }

  @Test
  void containerThatFillsTheDiskEndsAndCanBeRemoved() {
    load();
    Result result =
        small.run(
            "run", "--name", "c", "--network=none", BB, "sh", "-c", "cat /dev/zero > /x; echo $?");
    assertThat(result.stderr()).containsIgnoringCase("no space left");
    assertThat(small.run("ps", "-aq").ok().lines()).hasSize(1);
    small.run("rm", "-f", "c").ok();
    everythingWorks();
    assertThat(disk.toFile().getUsableSpace()).isGreaterThan(8L << 20);
  }
}
