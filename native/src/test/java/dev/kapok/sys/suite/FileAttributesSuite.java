package dev.kapok.sys.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.OpenFlags;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.FileAttributes} promises. */
public abstract class FileAttributesSuite extends KernelSuite {
  @Test
  void changesOwnersOfLinksThemselves() throws IOException {
    assumeRoot("changing owners needs root");
    put("f", "x");
    kernel.tree().symlink(bytes("f"), dir, bytes("l"));
    kernel.attributes().chown(dir, bytes("l"), 1000, 2000);
    assertThat(stat("l").uid()).isEqualTo(1000);
    assertThat(stat("l").gid()).isEqualTo(2000);
    assertThat(stat("f").uid()).isZero();
    kernel.attributes().chown(dir, bytes("f"), -1, 3000);
    assertThat(stat("f").uid()).isZero();
    assertThat(stat("f").gid()).isEqualTo(3000);
    kernel.attributes().chown(open("f", OpenFlags.O_RDONLY), bytes(""), 4000, -1);
    assertThat(stat("f").uid()).isEqualTo(4000);
  }

  @Test
  void changesModesNeverThroughLinks() throws IOException {
    put("f", "x");
    kernel.attributes().chmod(dir, bytes("f"), 04751);
    assertThat(stat("f").mode() & 07777).isEqualTo(04751);
    kernel.attributes().chmod(open("f", OpenFlags.O_RDONLY), bytes(""), 0640);
    assertThat(stat("f").mode() & 07777).isEqualTo(0640);
    kernel.attributes().chmod(open("f", OpenFlags.O_PATH), bytes(""), 0600);
    assertThat(stat("f").mode() & 07777).isEqualTo(0600);
    kernel.tree().symlink(bytes("f"), dir, bytes("l"));
    fails(Errno.EOPNOTSUPP, () -> kernel.attributes().chmod(dir, bytes("l"), 0777));
    assertThat(stat("f").mode() & 07777).isEqualTo(0600);
  }

  @Test
  void setsTimesOfLinksThemselves() throws IOException {
    put("f", "x");
    kernel.tree().symlink(bytes("f"), dir, bytes("l"));
    kernel.attributes().setTimes(dir, bytes("l"), 1, 2, -3, 999_999_999);
    assertThat(stat("l").modifiedSeconds()).isEqualTo(-3);
    assertThat(stat("l").modifiedNanos()).isEqualTo(999_999_999);
    assertThat(stat("f").modifiedSeconds()).isPositive();
    kernel.attributes().setTimes(open("f", OpenFlags.O_RDONLY), bytes(""), 5, 0, 6, 7);
    assertThat(stat("f").modifiedSeconds()).isEqualTo(6);
    assertThat(stat("f").modifiedNanos()).isEqualTo(7);
  }

  @Test
  void keepsExtendedAttributes() throws IOException {
    put("f", "x");
    byte[] value = {0, 1, (byte) 0xff};
    byte[] large = new byte[2000];
    try {
      kernel.attributes().setXattr(dir, bytes("f"), "user.a", value);
    } catch (dev.kapok.sys.SyscallException e) {
      Assumptions.abort("no user attributes on " + folder + ": " + e.getMessage());
    }
    kernel.attributes().setXattr(dir, bytes("f"), "user.large", large);
    kernel.attributes().setXattr(open("f", OpenFlags.O_RDONLY), bytes(""), "user.e", new byte[0]);
    assertThat(kernel.attributes().getXattr(dir, bytes("f"), "user.a")).isEqualTo(value);
    assertThat(kernel.attributes().getXattr(dir, bytes("f"), "user.large")).isEqualTo(large);
    assertThat(kernel.attributes().getXattr(CWD, bytes(path("f")), "user.e")).isEmpty();
    assertThat(kernel.attributes().getXattr(open("f", OpenFlags.O_PATH), bytes(""), "user.a"))
        .isEqualTo(value);
    assertThat(kernel.attributes().listXattrs(dir, bytes("f")))
        .contains("user.a", "user.large", "user.e");
    assertThat(fails(Errno.ENODATA, () -> kernel.attributes().getXattr(dir, bytes("f"), "user.b")))
        .hasMessage("get user.b f: no data available");
  }

  @Test
  void keepsAttributesOfLinksThemselves() throws IOException {
    assumeRoot("attributes of links need root");
    put("f", "x");
    kernel.tree().symlink(bytes("f"), dir, bytes("l"));
    kernel.attributes().setXattr(dir, bytes("l"), "trusted.a", bytes("v"));
    assertThat(kernel.attributes().getXattr(dir, bytes("l"), "trusted.a")).isEqualTo(bytes("v"));
    assertThat(kernel.attributes().listXattrs(dir, bytes("f"))).doesNotContain("trusted.a");
    fails(Errno.ENODATA, () -> kernel.attributes().getXattr(dir, bytes("f"), "trusted.a"));
  }

  @Test
  void spreadsFoldersWhereTheFileSystemKnowsHow() throws IOException {
    boolean spread = kernel.attributes().spread(dir);
    assertThat(kernel.attributes().spread(dir)).isEqualTo(spread);
    kernel.tree().mkdir(dir, bytes("d"), 0700);
    assertThat(stat("d").isDirectory()).isTrue();
    assertThat(kernel.attributes().spread(-1)).isFalse();
  }

  @Test
  void namesWhatIsNotThere() {
    fails(Errno.ENOENT, () -> kernel.attributes().chmod(dir, bytes("none"), 0600));
    fails(Errno.ENOENT, () -> kernel.attributes().chown(dir, bytes("none"), 0, 0));
    fails(Errno.ENOENT, () -> kernel.attributes().setTimes(dir, bytes("none"), 0, 0, 0, 0));
    fails(Errno.ENOENT, () -> kernel.attributes().listXattrs(dir, bytes("none")));
  }

  private FileStat stat(String name) {
    return requireNonNull(kernel.tree().stat(dir, bytes(name)));
  }
}
