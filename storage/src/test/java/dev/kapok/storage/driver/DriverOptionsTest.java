package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.StorageException;
import dev.kapok.sys.Mounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverOptionsTest {
  @Test
  void readsOptionsWithAndWithoutTheDriversName() {
    DriverOptions options =
        DriverOptions.parse(
            "overlay",
            List.of(
                "overlay.mountopt=nodev,metacopy=on", "ignore_chown_errors=true", ".mountopt=x"));
    assertThat(options.mountOptions()).containsExactly("nodev", "metacopy=on", "x");
    assertThat(options.ignoreOwners()).isTrue();
  }

  @Test
  void readsTheProgramThatMounts() {
    String program = "/usr/bin/fuse-overlayfs";
    List<String> options = List.of("overlay.mount_program=" + program, "mountopt=nodev,index=off");
    DriverOptions read = DriverOptions.parse("overlay", options);
    assertThat(read.mountProgram()).isEqualTo(program);
    assertThat(OverlayOptions.ofProgram(read.mountOptions()).data()).isEqualTo(",nodev");
    assertThat(DriverOptions.parse("overlay", List.of("mount_program=")).mountProgram()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "vfs, vfs.mount_program=/usr/bin/fuse-overlayfs, mounts nothing",
    "overlay, overlay.size=10G, not supported yet",
    "overlay, overlay.nonsense=1, overlay.nonsense=1 is unknown",
    "overlay, vfs.mountopt=nodev, vfs.mountopt=nodev is unknown",
    "overlay, mountopt, has no value",
    "overlay, ignore_chown_errors=perhaps, neither true nor false",
    "vfs, vfs.mountopt=nodev, mounts nothing",
  })
  void refusesByName(String driver, String option, String why) {
    assertThatThrownBy(() -> DriverOptions.parse(driver, List.of(option)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(why);
  }

  @Test
  void partsMountOptionsIntoFlagsAndData() {
    OverlayOptions options = OverlayOptions.of(List.of("nodev", "nosuid", "metacopy=on"), false);
    assertThat(options.flags()).isEqualTo(Mounts.MS_NODEV | Mounts.MS_NOSUID);
    assertThat(options.data()).endsWith(",metacopy=on").doesNotContain("userxattr");
  }

  @Test
  void switchesOffOnlyWhatNobodyAsksFor() {
    assertThat(OverlayOptions.of(List.of(), false).data())
        .isEqualTo(",index=off,metacopy=off,redirect_dir=off");
    assertThat(OverlayOptions.of(List.of("metacopy=on"), false).data())
        .isEqualTo(",index=off,metacopy=on");
    assertThat(OverlayOptions.of(List.of("redirect_dir=nofollow", "index=on"), false).data())
        .isEqualTo(",metacopy=off,redirect_dir=nofollow,index=on");
  }

  @Test
  void readsOtherStores() {
    List<String> options = List.of("overlay.imagestore=/a,/b", "additionalimagestore=/c");
    assertThat(DriverOptions.parse("overlay", options).imageStores())
        .containsExactly("/a", "/b", "/c");
    assertThat(
            DriverOptions.parse("vfs", List.of("imagestore=/a,/a/", "imagestore=/a")).imageStores())
        .containsExactly("/a");
    assertThatThrownBy(() -> DriverOptions.parse("vfs", List.of("imagestore=a")))
        .hasMessageContaining("no absolute path");
  }

  @Test
  void dropsWhatTheKernelRefusesBesideUserXattr() {
    OverlayOptions options =
        OverlayOptions.of(List.of("metacopy=on", "redirect_dir=on", "userxattr"), true);
    assertThat(options.data()).isEqualTo(",userxattr");
  }
}
