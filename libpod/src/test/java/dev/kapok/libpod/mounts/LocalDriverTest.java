package dev.kapok.libpod.mounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Mounts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDriverTest {
  private static LocalDriver of(String... pairs) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      options.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return LocalDriver.of(options);
  }

  @Test
  void isAPlainFolderWithoutOptions() {
    assertThat(of().mounts()).isFalse();
    assertThat(of("o=uid=5,gid=7").mounts()).isFalse();
    assertThat(of("o=uid=5,gid=7").uid()).isEqualTo(5);
    assertThat(of("o=uid=4294967294,gid=1000000000").uid()).isEqualTo(4294967294L);
    assertThat(of("o=nocopy").noCopy()).isTrue();
    assertThat(of("nocopy=").noCopy()).isTrue();
  }

  @Test
  void bindsAFolder() {
    LocalDriver driver = of("type=none", "o=rbind,ro,nodev", "device=/srv");

    assertThat(driver.type()).isEmpty();
    assertThat(driver.device()).isEqualTo("/srv");
    assertThat(driver.flags()).isEqualTo(Mounts.MS_REC | Mounts.MS_RDONLY | Mounts.MS_NODEV);
    assertThat(of("o=bind", "device=/srv").type()).isEmpty();
  }

  @Test
  void givesAFileSystemItsOwnOptions() {
    LocalDriver nfs = of("type=nfs", "o=addr=192.0.2.1,rw,noatime,nfsvers=4", "device=:/export");

    assertThat(nfs.data()).isEqualTo("addr=192.0.2.1,nfsvers=4");
    assertThat(nfs.flags()).isEqualTo(Mounts.MS_NOATIME);
    assertThat(of("type=tmpfs", "o=size=1m,uid=5").data()).isEqualTo("size=1m,uid=5");
    assertThat(of("type=tmpfs").device()).isEqualTo("tmpfs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=bar|invalid mount option foo",
        "type=ext4|needs the option device",
        "device=/dev/sdx|does not guess",
        "o=bind|needs the option device",
        "o=ro|something is mounted",
        "o=uid=-1|no number of a user or group",
        "o=uid=99999999999|no number of a user or group",
        "o=uid=4294967295|no number of a user or group",
        "o=timeout=3|volume plugins",
        "o=size=10m|project quotas",
        "o=inodes=10|project quotas",
      })
  void refusesWhatMakesNoSense(String option, String reason) {
    assertThatThrownBy(() -> of(option))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(reason);
  }
}
