package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.VolumeDefaults;
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
  void readsWhoseTheFilesAre() {
    assertThat(parser.volume("/a:/b:idmap").options()).containsExactly("idmap");
    assertThat(parser.volume("v:/b:idmap=uids=0-1-10#10-11-10;gids=0-100-10").options())
        .containsExactly("idmap=uids=0-1-10#10-11-10;gids=0-100-10");
    assertThat(mount("type=bind,src=/a,dst=/b,idmap").options()).containsExactly("idmap");
    for (String option : List.of("idmap=x", "idmap=uids=1", "idmap,idmap")) {
      assertThatThrownBy(() -> parser.volume("/a:/b:" + option))
          .as(option)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsWhatAVolumeShallBe() {
    assertThat(
            mount(
                    "type=volume,src=v,dst=/d,volume-opt=type=tmpfs,volume-opt=o=size=1m,"
                        + "volume-label=a=b,volume-driver=local,volume-subpath=x/y")
                .options())
        .containsExactly(
            "volume-opt=type=tmpfs",
            "volume-opt=o=size=1m",
            "volume-label=a=b",
            "volume-subpath=x/y");
    for (String option :
        List.of(
            "subpath=/x",
            "subpath=a/../b",
            "subpath=",
            "volume-driver=other",
            "volume-opt=",
            "subpath=a,volume-subpath=b",
            "bind-create-src")) {
      assertThatThrownBy(() -> mount("type=volume,src=v,dst=/d," + option))
          .as(option)
          .isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> mount("type=bind,src=/s,dst=/d,volume-label=a"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void readsImages() {
    assertThat(mount("type=image,source=localhost/a:b,target=/d"))
        .isEqualTo(new MountConfig(MountConfig.Type.IMAGE, "localhost/a:b", "/d", List.of("ro")));
    assertThat(mount("type=image,src=a,dst=/d,rw=true,subpath=x/y").options())
        .containsExactly("rw", "subpath=x/y");
    assertThat(mount("type=image,src=a,destination=/d,readwrite=false").options())
        .containsExactly("ro");
    assertThat(mount("type=image,src=a,dst=/d,readonly,image-subpath=x").options())
        .containsExactly("ro", "subpath=x");
    for (String text : List.of("src=a", "dst=/d")) {
      assertThatThrownBy(() -> mount("type=image," + text))
          .as(text)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("must set");
    }
    for (String option :
        List.of(
            "rw=maybe",
            "rw,ro",
            "O",
            "U",
            "idmap",
            "nocopy",
            "noexec",
            "rslave",
            "z",
            "size=1",
            "volume-subpath=x",
            "subpath=x,image-subpath=y",
            "subpath=/x",
            "subpath=x/../..")) {
      assertThatThrownBy(() -> mount("type=image,src=a,dst=/d," + option))
          .as(option)
          .isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> mount("type=volume,src=a,dst=/d,image-subpath=x"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void readsWhatIsReadOnlyBeneath() {
    assertThat(mount("type=bind,src=/s,dst=/d,ro,bind-recursive=readonly").options())
        .containsExactly("ro", "rbind", "rro");
    for (String text : List.of("", ",rw", ",ro,bind-propagation=rshared")) {
      assertThatThrownBy(() -> mount("type=bind,src=/s,dst=/d,bind-recursive=readonly" + text))
          .hasMessageContaining("requires readonly");
    }
    assertThat(mount("type=bind,src=/s,dst=/d,bind-create-src").options())
        .containsExactly("bind-create-src");
  }

  @Test
  void readsOverlays() {
    assertThat(parser.volume("/a:/b:O").options()).containsExactly("O");
    assertThat(parser.volume("v:/b:O,U,upperdir=/u,workdir=/w").options())
        .containsExactly("O", "U", "upperdir=/u", "workdir=/w");
    for (String options :
        List.of("upperdir=/u", "O,upperdir=/u", "O,upperdir=u,workdir=w", "O,nocopy", "O,O")) {
      assertThatThrownBy(() -> parser.volume("v:/b:" + options))
          .as(options)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsOtherTypesOfMounts() {
    assertThat(mount("type=devpts,dst=/d,uid=1,gid=5,mode=620,max=9"))
        .isEqualTo(
            new MountConfig(
                MountConfig.Type.DEVPTS,
                null,
                "/d",
                List.of("uid=1", "gid=5", "mode=620", "max=9")));
    assertThat(mount("type=ramfs,dst=/d,mode=700,size=1m").type())
        .isEqualTo(MountConfig.Type.RAMFS);
    assertThat(mount("type=glob,src=/s/*,dst=/d,ro").source()).isEqualTo("/s/*");
    assertThat(mount("type=glob,src=/s/*").target()).isEmpty();
    assertThat(mount("type=bind,src=/s,dst=/d,U=true,relabel=shared,consistency=cached").options())
        .containsExactly("U");
    assertThat(mount("type=bind,src=/s,dst=/d,chown=false,bind-recursive=disabled").options())
        .containsExactly("bind");
    for (String text :
        List.of(
            "type=glob,dst=/d",
            "type=ramfs,dst=/d,src=/s",
            "type=ramfs,dst=/d,uid=1",
            "type=devpts,dst=/d,max=x",
            "type=tmpfs,dst=/d,O",
            "type=bind,src=/s,dst=/d,relabel=odd",
            "type=bind,src=/s,dst=/d,consistency=odd",
            "type=bind,src=/s,dst=/d,shared=true",
            "type=bind,src=/s,dst=/d,bind-recursive=odd")) {
      assertThatThrownBy(() -> mount(text)).as(text).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsWhoseVolumesAreTaken() {
    assertThat(VolumesFromParser.from("a", false).options()).isEmpty();
    assertThat(VolumesFromParser.from("a:ro,z", false))
        .isEqualTo(new VolumeDefaults.From("a", List.of("ro")));
    for (String text : List.of("", ":ro", "a:ro,rw", "a:exec", "a:")) {
      assertThatThrownBy(() -> VolumesFromParser.from(text, false))
          .as(text)
          .isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> VolumesFromParser.from("a:z", true))
        .hasMessageContaining("not supported yet");
    assertThat(VolumesFromParser.images("bind")).isEqualTo(VolumeDefaults.ImageVolumes.ANONYMOUS);
    assertThatThrownBy(() -> VolumesFromParser.images("x")).isInstanceOf(UsageException.class);
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
    assertThatThrownBy(() -> mount("type=artifact,src=x,dst=/d"))
        .hasMessage("kapok: type=artifact in option --mount is not supported yet");
    assertThatThrownBy(() -> mount("type=bind,src=/x,dst=/d,no-dereference"))
        .hasMessage("kapok: no-dereference in option --mount is not supported yet");
  }
}
