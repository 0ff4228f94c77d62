package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.sys.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesPartTest {
  @TempDir Path folder = Path.of("/");
  private final SpecFixture container = new SpecFixture();
  private final DevicesPart part = new DevicesPart(new HostDevices(new NioFiles().tree()));

  private void device(String source, String target, String access) {
    container.devices.add(new DeviceConfig(source, target, access));
  }

  private String written(String path) {
    Map<?, ?> document = container.with(part);
    return String.valueOf(SpecFixture.at(document, "linux." + path));
  }

  @Test
  void allowsNothingBeyondTheRuntimesOwn() {
    assertThat(written("devices")).isEqualTo("null");
    assertThat(written("resources.devices")).isEqualTo("[{allow=false, access=rwm}]");
  }

  @Test
  void makesAndAllowsADevice() {
    device("/dev/null", "/dev/nothing", "r");
    assertThat(written("devices"))
        .startsWith("[{path=/dev/nothing, type=c, major=1, minor=3, fileMode=")
        .contains("uid=0, gid=0");
    assertThat(written("resources.devices"))
        .endsWith("{allow=true, type=c, major=1, minor=3, access=r}]");
  }

  @Test
  void bindsItWithoutRoot() {
    container.host.asUser();
    device("/dev/null", "/dev/nothing", "r");
    SpecBuilder spec = container.built(part);
    SpecMount mount = Objects.requireNonNull(spec.mounts().at("/dev/nothing"));
    assertThat(mount.source()).isEqualTo("/dev/null");
    assertThat(mount.options()).containsExactly("slave", "nosuid", "noexec", "rw", "rbind");
    assertThat(spec.json()).contains("\"resources\":{\"devices\":[]}");
    assertThat(written("rootfsPropagation")).isEqualTo("rslave");
  }

  @Test
  void followsALinkToTheDevice() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("by-name"), Path.of("/dev/zero"));
    device(link.toString(), "/dev/z", "rwm");
    assertThat(written("devices")).contains("path=/dev/z, type=c, major=1, minor=5");
  }

  @Test
  void givesPrivilegedContainersAllDevices() {
    container.privileged = true;
    device("/dev/zero", "/dev/null", "rwm");
    assertThat(written("devices"))
        .startsWith("[{path=/dev/null, type=c, major=1, minor=5")
        .contains("path=/dev/full")
        .doesNotContain("/dev/pts/", "path=/dev/tty,");
    assertThat(written("resources.devices")).isEqualTo("[{allow=true, access=rwm}]");
  }

  @Test
  void splitsLargeDeviceNumbers() {
    // makedev(0x12345, 0x67890) as in sys/sysmacros.h
    long rdev = 0x12000_0000_0000L | 0x345_00L | 0x67800_000L | 0x90L;
    HostDevices.Device device =
        new HostDevices.Device(
            "/s", "/t", "r", new FileStat(0060000, 0, 0, 1, 0, 0, 0, rdev, 0, 0, 0));
    assertThat(device.major()).isEqualTo(0x12345);
    assertThat(device.minor()).isEqualTo(0x67890);
    assertThat(device.type()).isEqualTo("b");
  }

  @Test
  void refusesWhatIsNoDevice() throws IOException {
    device("/dev/does-not-exist", "/dev/x", "r");
    fails("stat /dev/does-not-exist: no such file or directory");
    device(Files.createFile(folder.resolve("plain")).toString(), "/dev/x", "r");
    fails("is not a valid device: not a device node");
    device("/dev/null", "/dev/x", "rx");
    fails("invalid device /dev/null:/dev/x:rx");
    device("/dev/null", "x", "r");
    fails("absolute paths");
  }

  private void fails(String message) {
    assertThatThrownBy(() -> written("devices"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
    container.devices.clear();
  }
}
