package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.MountConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --volume}, {@code --tmpfs} and {@code --mount}. */
class MountValuesTest {
  private final VolumeParser parser = new VolumeParser("/srv/here", false);

  private MountConfig mount(String text) {
    return MountParser.parse(text, parser, false);
  }

  @Test
  void readsBinds() {
    assertThat(parser.volume("/src:/dst:ro,rbind"))
        .isEqualTo(new MountConfig(MountConfig.Type.BIND, "/src", "/dst", List.of("ro", "rbind")));
    assertThat(parser.volume("./x/../y:/dst/").source()).isEqualTo("/srv/here/y");
    assertThat(parser.volume("a/b:/dst").source()).isEqualTo("/srv/here/a/b");
  }

  @Test
  void readsNamedAndAnonymousVolumes() {
    assertThat(parser.volume("data:/d:nocopy"))
        .isEqualTo(new MountConfig(MountConfig.Type.VOLUME, "data", "/d", List.of("nocopy")));
    assertThat(parser.volume("/only/target"))
        .isEqualTo(new MountConfig(MountConfig.Type.VOLUME, null, "/only/target", List.of()));
  }

  @Test
  void labelsMeanNothingWithoutSelinux() {
    assertThat(parser.volume("/a:/b:z,ro").options()).containsExactly("ro");
    assertThatThrownBy(() -> new VolumeParser("/", true).volume("/a:/b:z"))
        .hasMessageContaining("not supported yet");
  }

  @Test
  void refusesVolumesThatMakeNoSense() {
    for (String text :
        List.of(
            "",
            "a:b",
            "/a:/",
            "/a:/..",
            ":/b",
            "/a:/b:c:d",
            "/a:/b:nonsense",
            "/a:/b:ro,rw",
            "/a:/b:copy",
            "v:/b:rbind",
            "/a:/b:shared,slave",
            "na me:/b",
            "-v:/b")) {
      assertThatThrownBy(() -> parser.volume(text)).as(text).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void namesWhatIsNotSupportedYet() {
    for (String option : List.of("U", "O", "idmap", "idmap=x", "upperdir=/x")) {
      assertThatThrownBy(() -> parser.volume("/a:/b:" + option))
          .hasMessageStartingWith("kapok: \"" + option)
          .hasMessageEndingWith("not supported yet");
    }
  }

  @Test
  void readsTmpfs() {
    assertThat(parser.tmpfs("/t:size=1m,mode=1777,ro"))
        .isEqualTo(
            new MountConfig(
                MountConfig.Type.TMPFS, null, "/t", List.of("size=1m", "mode=1777", "ro")));
    assertThat(parser.tmpfs("/t").options()).isEmpty();
    for (String text : List.of("t", "", "/", "/t:size=big", "/t:mode=9", "/t:x", "/t:copy")) {
      assertThatThrownBy(() -> parser.tmpfs(text)).as(text).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsMounts() {
    assertThat(mount("type=bind,src=/s,dst=/d,ro,bind-propagation=rslave"))
        .isEqualTo(new MountConfig(MountConfig.Type.BIND, "/s", "/d", List.of("ro", "rslave")));
    assertThat(mount("type=bind,source=/s,target=/d,readonly=false").options())
        .containsExactly("rw");
    assertThat(mount("type=volume,source=v,destination=/d,volume-nocopy"))
        .isEqualTo(new MountConfig(MountConfig.Type.VOLUME, "v", "/d", List.of("nocopy")));
    assertThat(mount("type=tmpfs,dst=/t,tmpfs-size=2g,tmpfs-mode=700"))
        .isEqualTo(
            new MountConfig(MountConfig.Type.TMPFS, null, "/t", List.of("size=2g", "mode=700")));
    assertThat(mount("target=/d").type()).isEqualTo(MountConfig.Type.VOLUME);
  }

  @Test
  void refusesMountsThatMakeNoSense() {
    for (String text :
        List.of(
            "",
            "type=bind",
            "type=nonsense,dst=/d",
            "type=bind,dst=d",
            "type=bind,src=,dst=/d",
            "type=bind,src=/s,dst=/d,color=red",
            "type=bind,src=/s,dst=/d,ro=maybe",
            "type=tmpfs,src=/s,dst=/d",
            "type=tmpfs,dst=/d,size=x",
            "type=bind,src=/s,dst=/d,bind-propagation=odd")) {
      assertThatThrownBy(() -> mount(text)).as(text).isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> mount("type=image,src=x,dst=/d"))
        .hasMessage("kapok: type=image in option --mount is not supported yet");
    assertThatThrownBy(() -> mount("type=bind,src=/x,dst=/d,idmap"))
        .hasMessage("kapok: idmap in option --mount is not supported yet");
  }
}
