package dev.kapok.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.TestKernel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostLocalPluginTest {
  private static final String SMALL = "[[{'subnet':'10.9.0.0/29'}]]";

  @TempDir Path folder;

  private final HostLocalPlugin plugin = new HostLocalPlugin(TestKernel.get());

  private PluginCall call(String container, String ranges, String more) {
    return Calls.of(container, conf(ranges, more));
  }

  private String conf(String ranges, String more) {
    return "{'cniVersion':'1.0.0','name':'net'"
        + more
        + ",'ipam':{'type':'host-local','dataDir':'"
        + folder
        + "','ranges':"
        + ranges
        + "}}";
  }

  private List<String> add(String container, String ranges, String more) {
    List<String> addresses = new ArrayList<>();
    for (CniResult.Ip ip : CniResult.of(plugin.add(call(container, ranges, more))).ips()) {
      addresses.add(ip.address() + " via " + ip.gateway());
    }
    return addresses;
  }

  @Test
  void givesAddressesInOrderAndGoesOnBehindTheLast() {
    assertThat(add("a", SMALL, "")).containsExactly("10.9.0.2/29 via 10.9.0.1");
    assertThat(add("b", SMALL, "")).containsExactly("10.9.0.3/29 via 10.9.0.1");
    plugin.del(call("b", SMALL, ""));
    assertThat(add("c", SMALL, "")).containsExactly("10.9.0.4/29 via 10.9.0.1");
  }

  @Test
  void takesBackWhatRangesNoLongerSay() {
    add("a", SMALL, "");
    plugin.del(call("a", "[[{'subnet':'rubbish'}]]", ",'runtimeConfig':{'ips':['x']}"));
    assertThat(folder.resolve("net/10.9.0.2")).doesNotExist();
  }

  @Test
  void looksAtNoOtherLeasesThanThoseOfTheResult() throws IOException {
    add("a", SMALL, "");
    // Would fail if it was opened.
    Files.createDirectory(folder.resolve("net/10.9.0.3"));
    plugin.del(call("a", SMALL, ",'prevResult':{'ips':[{'address':'10.9.0.2/29'}]}"));
    assertThat(folder.resolve("net/10.9.0.2")).doesNotExist();
  }

  @Test
  void looksThroughAllLeasesWhereTheResultIsWrong() {
    add("a", SMALL, "");
    plugin.del(call("a", SMALL, ",'prevResult':{'ips':[{'address':'10.9.0.4/29'}]}"));
    assertThat(folder.resolve("net/10.9.0.2")).doesNotExist();
  }

  @Test
  void comesAroundToWhatWasGivenBack() {
    for (int i = 2; i <= 6; i++) {
      add("c" + i, SMALL, "");
    }
    assertThatThrownBy(() -> add("late", SMALL, ""))
        .isInstanceOf(CniException.class)
        .hasMessageContaining("no IP addresses available in range set: 10.9.0.1-10.9.0.6");
    plugin.del(call("c3", SMALL, ""));
    assertThat(add("late", SMALL, "")).containsExactly("10.9.0.3/29 via 10.9.0.1");
  }

  @Test
  void givesOneAddressOfEachSetAndGoesThroughTheRangesOfASet() {
    String ranges =
        "[[{'subnet':'10.9.0.0/24','rangeStart':'10.9.0.9','rangeEnd':'10.9.0.9'},"
            + "{'subnet':'10.9.1.0/24','gateway':'10.9.1.254'}],[{'subnet':'fd09::/64'}]]";
    assertThat(add("a", ranges, ""))
        .containsExactly("10.9.0.9/24 via 10.9.0.1", "fd09::2/64 via fd09::1");
    assertThat(add("b", ranges, ""))
        .containsExactly("10.9.1.1/24 via 10.9.1.254", "fd09::3/64 via fd09::1");
  }

  @Test
  void givesTheAddressesAskedFor() {
    String ranges = "[[{'subnet':'10.9.0.0/24'}],[{'subnet':'fd09::/64'}]]";
    assertThat(add("a", ranges, ",'runtimeConfig':{'ips':['fd09::77/64','10.9.0.66']}"))
        .containsExactly("10.9.0.66/24 via 10.9.0.1", "fd09::77/64 via fd09::1");
    assertThat(add("b", SMALL, ",'args':{'cni':{'ips':['10.9.0.5']}}"))
        .containsExactly("10.9.0.5/29 via 10.9.0.1");
    PluginCall call = Calls.of("c", conf(SMALL, ""), Map.of("IP", "10.9.0.4"));
    assertThat(CniResult.of(plugin.add(call)).ips().get(0).host()).isEqualTo("10.9.0.4");
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.0.2, another container has it",
    "10.9.0.1, gateway",
    "10.9.0.7, none of the ranges 10.9.0.1-10.9.0.6",
    "10.10.0.1, none of the ranges",
    "fd00::1, none of the ranges",
    "nonsense, no IP address"
  })
  void refusesAddressesThatCannotBeGiven(String address, String why) {
    add("first", SMALL, "");
    assertThatThrownBy(() -> add("a", SMALL, ",'runtimeConfig':{'ips':['" + address + "']}"))
        .isInstanceOf(CniException.class)
        .hasMessageContaining(why);
    assertThat(folder.resolve("net").toFile().list())
        .containsExactlyInAnyOrder("10.9.0.2", "last_reserved_ip.0", "lock");
  }

  @Test
  void leasesNothingWhereOneSetIsExhausted() {
    String ranges = "[[{'subnet':'10.9.0.0/24'}],[{'subnet':'10.8.0.0/30'}]]";
    add("a", ranges, "");
    assertThatThrownBy(() -> add("b", ranges, "")).hasMessageContaining("no IP addresses");
    assertThat(new File(folder.toFile(), "net/10.9.0.3")).doesNotExist();
  }

  @Test
  void refusesASecondLeaseOfOneInterface() {
    add("a", SMALL, "");
    assertThatThrownBy(() -> add("a", SMALL, ""))
        .hasMessageContaining("10.9.0.2 is leased already");
  }

  @Test
  void writesTheFilesOfTheReferencePlugin() throws IOException {
    add("a", SMALL, "");
    assertThat(Files.readString(folder.resolve("net/10.9.0.2"))).isEqualTo("a\r\neth0");
    assertThat(Files.readString(folder.resolve("net/last_reserved_ip.0"))).isEqualTo("10.9.0.2");
  }

  @Test
  void takesAFileThatACrashLeftEmptyForNobodys() throws IOException {
    Files.createDirectory(folder.resolve("net"));
    Files.createFile(folder.resolve("net/10.9.0.1"));
    Files.createFile(folder.resolve("net/10.9.0.2"));
    assertThat(add("a", SMALL, "")).containsExactly("10.9.0.2/29 via 10.9.0.1");
  }

  @Test
  void givesBackOnlyTheInterfacesOwnAndTwiceWithoutAnError() {
    add("a", SMALL, "");
    add("ab", SMALL, "");
    plugin.del(call("a", SMALL, ""));
    plugin.del(call("a", SMALL, ""));
    plugin.check(call("ab", SMALL, ""));
    assertThatThrownBy(() -> plugin.check(call("a", SMALL, ""))).hasMessageContaining("no lease");
  }

  @Test
  void collectsWhatBelongsToNoAttachment() throws IOException {
    add("a", SMALL, "");
    add("b", SMALL, "");
    Files.createFile(folder.resolve("net/.10.9.0.5.01234567.new"));
    plugin.gc(call("", SMALL, ""), List.of(new GcAttachment("b", "eth0")));
    assertThat(folder.resolve("net").toFile().list())
        .containsExactlyInAnyOrder("10.9.0.3", "last_reserved_ip.0", "lock");
  }

  @Test
  void namesTheFamilyForOldVersionsAndRepeatsRoutesAndDns() throws IOException {
    Path resolv = folder.resolve("resolv.conf");
    Files.writeString(resolv, "# x\nnameserver 1.1.1.1\nsearch a b\noptions ndots:2\ndomain c\n");
    String conf =
        "{'cniVersion':'0.4.0','name':'net','ipam':{'type':'host-local','subnet':'10.9.0.0/24',"
            + "'rangeStart':'10.9.0.50','routes':[{'dst':'0.0.0.0/0'}],'resolvConf':'"
            + resolv
            + "','dataDir':'"
            + folder
            + "'}}";
    assertThat(plugin.add(Calls.of("a", conf)).toString())
        .isEqualTo(
            "{cniVersion=0.4.0, ips=[{version=4, address=10.9.0.50/24, gateway=10.9.0.1}],"
                + " routes=[{dst=0.0.0.0/0}], dns={nameservers=[1.1.1.1], domain=c,"
                + " search=[a, b], options=[ndots:2]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | neither a subnet nor ranges",
        "[[]] | empty",
        "[[{}]] | needs a subnet",
        "[[{'subnet':'10.0.0.1/24'}]] | host bits",
        "[[{'subnet':'10.0.0.0/31'}]] | too small",
        "[[{'subnet':'10.0.0.0/24','rangeStart':'10.0.1.1'}]] | not in subnet",
        "[[{'subnet':'10.0.0.0/24','rangeStart':'10.0.0.9','rangeEnd':'10.0.0.8'}]] | ends before",
        "[[{'subnet':'10.0.0.0/24'},{'subnet':'fd00::/64'}]] | both families",
        "[[{'subnet':'10.0.0.0/24'},{'subnet':'10.0.0.0/25'}]] | overlap",
        "[[{'subnet':'10.0.0.0/24'}],[{'subnet':'10.0.0.0/16'}]] | overlap",
        "[7] | empty",
        "[[7]] | not an object",
        "7 | not an array"
      })
  void refusesWrongRanges(String ranges, String why) {
    assertThatThrownBy(() -> add("a", ranges, ""))
        .isInstanceOf(CniException.class)
        .hasMessageContaining(why);
  }

  @Test
  void givesNoAddressTwiceToManyAtOnce() throws Exception {
    Set<String> given = ConcurrentHashMap.newKeySet();
    List<Future<?>> adds = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 100; i++) {
        String container = "c" + i;
        adds.add(
            threads.submit(() -> given.addAll(add(container, "[[{'subnet':'10.9.0.0/24'}]]", ""))));
      }
    }
    for (Future<?> add : adds) {
      add.get();
    }
    assertThat(given).hasSize(100);
  }
}
