package dev.kapok.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.process.ProcessResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirewallPluginTest {
  @TempDir Path folder;

  private final RecordingKernel kernel = new RecordingKernel();

  private CniPlugin plugin() {
    return Objects.requireNonNull(
        new BuiltinPlugins(kernel, List.of(), Set.of(), folder + "/locks").find("firewall"));
  }

  private static PluginCall call(String container, String policy) {
    return Calls.of(
        container,
        "{'cniVersion':'1.0.0','name':'net','ingressPolicy':'"
            + policy
            + "','prevResult':{'cniVersion':'1.0.0','interfaces':[{'name':'kptest-none'},"
            + "{'name':'eth0','sandbox':'/x'}]}}");
  }

  /** The zone's link, and who is in it. */
  private void list(String... members) {
    StringBuilder owners = new StringBuilder();
    for (String member : members) {
      owners.append(owners.isEmpty() ? "" : ",");
      owners.append("{'elem':{'val':'z" + member + "','comment':'zone net " + member + " eth0'}}");
    }
    String json =
        "{'nftables':[1,{'set':{'name':'owners','elem':["
            + owners
            + "]}},{'set':{'name':'internal','elem':[{'elem':{'val':'kptest-none',"
            + "'comment':'zone net all all'}},{'elem':{'val':'other',"
            + "'comment':'zone net2 all all'}}]}}]}";
    kernel.answer("list table ip kapok", new ProcessResult(0, json.replace('\'', '"'), ""));
    kernel.answer(
        "list table ip6 kapok", new ProcessResult(1, "", "Error: No such file or directory"));
  }

  @Test
  void keepsABridgeApartInBothFamilies() {
    plugin().add(call("a", "same-bridge"));
    assertThat(kernel.ran).hasSize(1);
    assertThat(kernel.ran.get(0))
        .containsPattern(
            "add element ip kapok owners \\{ \"z[0-9a-f]+\" comment \"zone net a eth0\"")
        .contains("add element ip kapok isolated { \"kptest-none\" comment \"zone net all all\" }")
        .contains("add element ip6 kapok same { \"kptest-none\" . \"kptest-none\" comment");
  }

  @Test
  void startsNothingWhereNothingIsForbidden() {
    plugin().add(call("a", "open"));
    plugin().del(call("a", "open"));
    assertThat(kernel.ran).isEmpty();
  }

  @Test
  void makesMissingTablesAndForgetsAnotherPolicy() {
    kernel.answerOnce("nft -f -", new ProcessResult(1, "", "Error: No such file or directory"));
    list("b");
    plugin().add(call("a", "strict"));
    assertThat(kernel.ran.getLast())
        .contains("add table ip kapok\n")
        .contains("delete element ip kapok internal { \"kptest-none\" }\n")
        .contains("add element ip kapok strict { \"kptest-none\" comment")
        .doesNotContain("other");
  }

  @Test
  void leavesTheZoneToOthers() {
    list("a", "b");
    plugin().del(call("a", "internal"));
    assertThat(kernel.ran).contains("nft -f -\ndelete element ip kapok owners { \"za\" }\n");
  }

  @Test
  void takesTheZoneAwayWithTheLast() {
    list("a");
    plugin().del(call("a", "internal"));
    assertThat(kernel.ran)
        .contains(
            """
            nft -f -
            delete element ip kapok owners { "za" }
            delete element ip kapok internal { "kptest-none" }
            """);
  }

  @Test
  void letsGoUnderAPolicyThatItDoesNotTake() {
    list("a");
    plugin().del(call("a", "closed"));
    assertThat(kernel.ran).anyMatch(ran -> ran.contains("delete element"));
    assertThatThrownBy(() -> plugin().add(call("a", "closed")))
        .hasMessageContaining("open, same-bridge, strict, internal");
  }

  @Test
  void collectsWhoIsNoLongerThere() {
    list("a", "b");
    plugin().gc(call("a", "internal"), List.of(new GcAttachment("b", "eth0")));
    assertThat(kernel.ran).contains("nft -f -\ndelete element ip kapok owners { \"za\" }\n");
    plugin().gc(call("a", "internal"), List.of());
    assertThat(kernel.ran.get(kernel.ran.size() - 2))
        .contains("{ \"za\" }", "{ \"zb\" }", "internal { \"kptest-none\" }")
        .doesNotContain("other");
  }
}
