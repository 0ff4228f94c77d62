package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Shell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code unshare}: a user's look from inside the namespaces of their containers. */
class UnshareIT extends EngineTest {
  @Test
  void rootIsRefused() {
    if (identity == Identity.ROOT) {
      kapok.run("unshare", "true").exits(125).complains("please use unshare with rootless");
    }
  }

  @Test
  void userIsRootThereAndOwnsTheSubordinateIds() {
    if (identity == Identity.ROOT) {
      return;
    }
    List<String> map = kapok.run("unshare", "cat", "/proc/self/uid_map").ok().lines();
    assertThat(map.get(0).strip().split(" +")).containsExactly("0", "" + identity.uid(), "1");
    assertThat(map.get(1).strip()).startsWith("1 ");
    assertThat(kapok.run("unshare", "id", "-u").ok().out()).isEqualTo("0");
    kapok.run("unshare", "sh", "-c", "exit 9").exits(9);
    kapok.run("unshare", "nosuchprogram").exits(127).complains("nosuchprogram");
    assertThat(kapok.runWithInput("echo from sh\n", "unshare").ok().out()).isEqualTo("from sh");
  }

  @Test
  void containersAreTheSameFromInside() {
    if (identity == Identity.ROOT) {
      return;
    }
    kapok.run("run", "-d", "--name=c", "--network=none", BB, "sleep", "1000").ok();
    assertThat(nested("ps", "--format", "{{.Names}}")).isEqualTo("c");
    assertThat(nested("exec", "c", "echo", "in")).isEqualTo("in");
    assertThat(nested("run", "--rm", "--network=none", BB, "echo", "nested")).isEqualTo("nested");
    assertThat(nested("info", "--format", "{{.Host.Security.Rootless}}")).isEqualTo("true");
    assertThat(nested("rm", "-f", "-t", "0", "c")).isEqualTo("c");
  }

  @Test
  void rootOfAForeignUserNamespaceRunsContainersToo() {
    if (identity == Identity.ROOT) {
      return;
    }
    Kapok store = emptyStore();
    foreign(store, "load", "-q", "-i", archive().toString());
    String[] run = {"run", "--rm", "--network=none", BB, "echo", "foreign"};
    assertThat(foreign(store, run)).isEqualTo("foreign");
    assertThat(foreign(store, "unshare", "id", "-u")).isEqualTo("0");
    Shell.run("rm", "-rf", store.folder().toString()).ok();
  }

  /** Runs kapok in a user namespace that knows a single id, made by somebody else. */
  private static String foreign(Kapok store, String... words) {
    List<String> env = List.of("STORAGE_OPTS=overlay.ignore_chown_errors=true");
    List<String> argv = new ArrayList<>(store.argv(env, words));
    argv.addAll(argv.indexOf(program()), List.of("unshare", "-Urm"));
    return Shell.run(argv, "").ok().out();
  }

  private static String program() {
    return Kapok.PREFIX.toAbsolutePath() + "/bin/kapok";
  }

  /** Runs kapok beneath {@code kapok unshare}. */
  private String nested(String... words) {
    List<String> all = new ArrayList<>(List.of("unshare"));
    List<String> inner =
        new Kapok(Identity.ROOT, kapok.folder(), kapok.runtimeDir()).argv(List.of(), words);
    all.addAll(inner.subList(inner.indexOf(program()), inner.size()));
    return kapok.run(all.toArray(new String[0])).ok().out();
  }
}
