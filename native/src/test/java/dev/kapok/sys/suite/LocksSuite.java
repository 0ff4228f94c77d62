package dev.kapok.sys.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.Locks} promises. */
public abstract class LocksSuite extends KernelSuite {
  @Test
  void letsOneInAtATime() {
    int held = lock(true, 0);
    assertThat(held).isNotNegative();
    assertThat(lock(true, 0)).isEqualTo(-1);
    assertThat(lock(false, 0)).isEqualTo(-1);
    kernel.locks().unlock(held);
    held = lock(true, 0);
    assertThat(held).isNotNegative();
    kernel.locks().unlock(held);
  }

  @Test
  void sharesAmongReaders() {
    int first = lock(false, 0);
    int second = lock(false, 0);
    assertThat(second).isNotNegative();
    assertThat(lock(true, 0)).isEqualTo(-1);
    kernel.locks().unlock(first);
    kernel.locks().unlock(second);
  }

  @Test
  void waitsNoLongerThanAllowed() {
    int held = lock(true, 0);
    long start = System.nanoTime();
    assertThat(lock(true, 60)).isEqualTo(-1);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(59L, 5000L);
    kernel.locks().unlock(held);
  }

  @Test
  void getsTheLockOnceItIsFree() throws Exception {
    for (long timeout : new long[] {-1, 10_000}) {
      int held = lock(true, 0);
      CompletableFuture<Integer> waiter = inBackground(() -> lock(true, timeout));
      Thread.sleep(20);
      assertThat(waiter).isNotDone();
      kernel.locks().unlock(held);
      kernel.locks().unlock(waiter.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void locksTheFileThatIsAtThePathNow() throws Exception {
    int held = lock(true, 0);
    CompletableFuture<Integer> waiter = inBackground(() -> lock(true, -1));
    Thread.sleep(20);
    Files.delete(folder.resolve("lock"));
    kernel.locks().unlock(held);
    int got = waiter.get(10, TimeUnit.SECONDS);
    assertThat(lock(true, 0)).as("the new file is the one that is locked").isEqualTo(-1);
    kernel.locks().unlock(got);
  }

  @Test
  void makesPrivateFiles() throws IOException {
    kernel.locks().unlock(lock(true, 0));
    assertThat(Files.getPosixFilePermissions(folder.resolve("lock")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesASymbolicLink() {
    kernel.tree().symlink(bytes("elsewhere"), dir, bytes("lock"));
    fails(Errno.ELOOP, () -> kernel.locks().lock(path("lock"), true, 0));
  }

  @Test
  void namesTheHolder() {
    assertThat(kernel.locks().holder(path("lock"))).isZero();
    int held = lock(true, 0);
    assertThat(kernel.locks().holder(path("lock"))).isEqualTo(kernel.pids().self());
    kernel.locks().unlock(held);
    assertThat(kernel.locks().holder(path("lock"))).isZero();
  }

  @Test
  void failsWhereThereIsNoFolder() {
    fails(Errno.ENOENT, () -> kernel.locks().lock(path("none/lock"), true, 0));
    fails(Errno.EISDIR, () -> kernel.locks().lock(folder.toString(), true, 0));
  }

  private int lock(boolean exclusive, long timeout) {
    return kernel.locks().lock(path("lock"), exclusive, timeout);
  }
}
