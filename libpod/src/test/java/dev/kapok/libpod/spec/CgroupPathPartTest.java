package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CgroupPathPartTest {
  private final SpecFixture container = new SpecFixture();

  private @Nullable String path() {
    SpecContext context = container.context();
    return CgroupPath.of(context.config(), context.cgroupManager(), context.host().rootless());
  }

  @Test
  void liesBeneathTheParent() {
    assertThat(path()).isEqualTo("/kapok/kapok-" + SpecFixture.ID);
    container.cgroupParent = "mine/sub/";
    assertThat(path()).isEqualTo("/mine/sub/kapok-" + SpecFixture.ID);
  }

  @Test
  void isLeftToTheRuntimeWithoutRoot() {
    container.host.asUser();
    assertThat(path()).isNull();
    assertThat(container.built(new CgroupPathPart()).json()).doesNotContain("cgroupsPath");
    container.cgroupParent = "/mine";
    assertThat(path()).isEqualTo("/mine/kapok-" + SpecFixture.ID);
  }

  @Test
  void liesBeneathThatOfThePod() {
    assertThat(CgroupPath.ofPod("p", null, "cgroupfs", false)).isEqualTo("/kapok/pod-p");
    assertThat(CgroupPath.ofPod("p", "mine/sub/", "cgroupfs", true)).isEqualTo("/mine/sub/pod-p");
    assertThat(CgroupPath.ofPod("p", null, "cgroupfs", true)).isNull();
    assertThat(CgroupPath.ofPod("p", null, "systemd", false))
        .isEqualTo("machine-kapok_pod_p.slice");
    assertThat(CgroupPath.ofPod("p", "/top.slice/top-sub.slice", "systemd", true))
        .isEqualTo("top-sub-kapok_pod_p.slice");
  }

  @Test
  void namesASliceForSystemd() {
    container.cgroupManager = "systemd";
    assertThat(path()).isEqualTo("machine.slice:kapok:" + SpecFixture.ID);
    container.cgroupParent = "/top.slice/top-sub.slice";
    assertThat(path()).isEqualTo("top-sub.slice:kapok:" + SpecFixture.ID);
    container.cgroupParent = null;
    container.host.asUser();
    assertThat(path()).isEqualTo("user.slice:kapok:" + SpecFixture.ID);
  }
}
