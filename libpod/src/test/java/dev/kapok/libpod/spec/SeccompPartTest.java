package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeccompPartTest {
  private static final long DEFAULT_CAPABILITIES = 0x800405fbL;

  @TempDir Path folder = Path.of("/");
  private final SpecFixture container = new SpecFixture();

  private SeccompPart part() {
    return new SeccompPart(new NioFiles().smallFiles(), folder.resolve("host.json").toString());
  }

  private @Nullable Object seccomp(String path) {
    return SpecFixture.at(container.with(part()), "linux." + path);
  }

  /** Returns the action of the first rule without conditions for a call, or null. */
  private static @Nullable String action(String json, String call) {
    Map<?, ?> profile = (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
    for (Object entry : (List<?>) Objects.requireNonNull(profile.get("syscalls"))) {
      Map<?, ?> rule = (Map<?, ?>) entry;
      List<?> names = (List<?>) Objects.requireNonNull(rule.get("names"));
      if (names.contains(call) && !rule.containsKey("args")) {
        Object errno = rule.get("errnoRet");
        return rule.get("action") + (errno == null ? "" : " " + errno);
      }
    }
    return null;
  }

  @Test
  void confinesUnlessToldOtherwise() {
    container.seccomp = null;
    assertThat(seccomp("seccomp.defaultAction")).isEqualTo("SCMP_ACT_ERRNO");
    assertThat(seccomp("seccomp.defaultErrnoRet")).isEqualTo(38L);
    assertThat(seccomp("seccomp.architectures"))
        .isEqualTo(List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"));
    container.seccomp = "unconfined";
    assertThat(seccomp("seccomp")).isNull();
    container.seccomp = null;
    container.privileged = true;
    assertThat(seccomp("seccomp")).isNull();
  }

  @Test
  void hasRulesForX32OnlyWhereTheKernelHasIt() {
    container.seccomp = null;
    container.host.x32 = true;
    assertThat(seccomp("seccomp.architectures"))
        .isEqualTo(List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"));
  }

  @Test
  void prefersTheConfiguredProfileToTheHostsAndTheHostsToItsOwn() throws IOException {
    container.seccomp = null;
    Files.writeString(folder.resolve("host.json"), "{\"defaultAction\": \"OF_THE_HOST\"}");
    assertThat(seccomp("seccomp.defaultAction")).isEqualTo("OF_THE_HOST");
    Path configured = folder.resolve("configured.json");
    Files.writeString(configured, "{\"defaultAction\": \"CONFIGURED\"}");
    container.defaultSeccomp = configured.toString();
    assertThat(seccomp("seccomp.defaultAction")).isEqualTo("CONFIGURED");
    container.privileged = true;
    assertThat(seccomp("seccomp")).isNull();
  }

  @Test
  void allowsRefusesAndDoesNotKnow() {
    String json = SeccompDefault.json("x86_64", true, DEFAULT_CAPABILITIES);
    assertThat(action(json, "execve")).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(action(json, "unshare")).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(action(json, "arch_prctl")).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(action(json, "kexec_load")).isEqualTo("SCMP_ACT_ERRNO 1");
    assertThat(action(json, "io_uring_setup")).isNull();
    assertThat(action(json, "set_tls")).isNull();
    assertThat(action(SeccompDefault.json("aarch64", false, 0), "set_tls"))
        .isEqualTo("SCMP_ACT_ALLOW");
  }

  @Test
  void opensGatesByCapability() {
    String some = SeccompDefault.json("x86_64", true, DEFAULT_CAPABILITIES);
    String all = SeccompDefault.json("x86_64", true, Capability.ALL);
    assertThat(action(some, "chroot")).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(action(SeccompDefault.json("x86_64", true, 0), "chroot"))
        .isEqualTo("SCMP_ACT_ERRNO 1");
    assertThat(action(some, "bpf")).isEqualTo("SCMP_ACT_ERRNO 1");
    assertThat(action(all, "bpf")).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(action(some, "socket")).isNull();
    assertThat(action(all, "socket")).isEqualTo("SCMP_ACT_ALLOW");
  }

  @Test
  void namesEachCallOnceAndEachGateByAKnownCapability() {
    List<String> names = new ArrayList<>(List.of(SeccompTable.ALLOWED.split(" ")));
    names.addAll(List.of(SeccompTable.REFUSED.split(" ")));
    names.addAll(List.of(SeccompTable.X86.split(" ")));
    names.addAll(List.of(SeccompTable.ARM.split(" ")));
    for (String[] gate : SeccompTable.BY_CAPABILITY) {
      assertThat(Capability.bit(gate[0])).as(gate[0]).isNotZero();
      names.addAll(List.of(gate[1].split(" ")));
    }
    Set<String> unique = new HashSet<>(names);
    assertThat(unique).hasSameSizeAs(names).doesNotContain("");
    assertThat(unique).allMatch(name -> name.matches("[a-z0-9_]+"));
  }

  private void profile(String text) throws IOException {
    container.seccomp = Files.writeString(folder.resolve("profile.json"), text).toString();
  }

  @Test
  void takesARuntimesProfileAsItIs() throws IOException {
    profile(
        """
        {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
         "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 7,
           "comment": "x"}]}
        """);
    assertThat(seccomp("seccomp"))
        .hasToString(
            "{defaultAction=SCMP_ACT_ALLOW, architectures=[SCMP_ARCH_X86_64],"
                + " syscalls=[{names=[mkdir], action=SCMP_ACT_ERRNO, errnoRet=7}]}");
  }

  @Test
  void resolvesConditions() throws IOException {
    container.capAdd = List.of("CAP_SYS_ADMIN");
    profile(
        """
        {"defaultAction": "SCMP_ACT_ERRNO",
         "archMap": [
           {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
           {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]}],
         "syscalls": [
           {"name": "old", "action": "SCMP_ACT_ALLOW", "includes": {}, "excludes": {}},
           {"names": ["arm"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["arm64"]}},
           {"names": ["amd"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["amd64"]}},
           {"names": ["admin"], "action": "A", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
           {"names": ["user"], "action": "A", "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
           {"names": ["boot"], "action": "A", "includes": {"caps": ["CAP_SYS_BOOT"]}},
           {"names": ["kernel"], "action": "A", "includes": {"minKernel": "4.8"}},
           {"names": ["future"], "action": "A", "includes": {"minKernel": "999.1"}},
           {"names": ["past"], "action": "A", "excludes": {"minKernel": "4.8"}}]}
        """);
    SpecBuilder spec = container.built(new CapabilitiesPart(), part());
    assertThat(spec.json())
        .contains("\"architectures\":[\"SCMP_ARCH_X86_64\",\"SCMP_ARCH_X86\"]")
        .contains("[\"old\"]", "[\"amd\"]", "[\"admin\"]", "[\"kernel\"]")
        .doesNotContain("\"arm\"", "\"user\"", "\"boot\"", "\"future\"", "\"past\"", "includes");
  }

  @Test
  void namesTheProfileThatIsNone() throws IOException {
    container.seccomp = folder.resolve("missing").toString();
    fails("opening seccomp profile failed");
    for (String text :
        List.of(
            "",
            "[]",
            "{\"syscalls\": []}",
            "{\"defaultAction\": \"A\", \"syscalls\": 7}",
            "{\"defaultAction\": \"A\", \"syscalls\": [7]}",
            "{\"defaultAction\": \"A\", \"syscalls\": [{\"action\": \"A\"}]}",
            "{\"defaultAction\": \"A\", \"architectures\": [\"X\"], \"archMap\": [{}]}")) {
      profile(text);
      fails("reading seccomp profile " + container.seccomp);
    }
  }

  private void fails(String message) {
    assertThatThrownBy(() -> seccomp("seccomp"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
  }
}
