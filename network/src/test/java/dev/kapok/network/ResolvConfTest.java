package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvConfTest {
  @Test
  void readsServersDomainsAndOptions() {
    ResolvConf conf =
        ResolvConf.parse(
            """
            # a comment
            domain old.example
            search a.example b.example ; another
            nameserver 192.0.2.53
            nameserver\t2001:db8::53
            nameserver
            options ndots:2 rotate
            options timeout:1
            sortlist 1.2.3.4
            """);
    assertThat(conf.nameservers()).containsExactly("192.0.2.53", "2001:db8::53");
    assertThat(conf.search()).containsExactly("a.example", "b.example");
    assertThat(conf.options()).containsExactly("ndots:2", "rotate", "timeout:1");
  }

  @Test
  void writesWhatItReads() {
    String text = "search x.example\nnameserver 192.0.2.53\noptions ndots:2\n";
    assertThat(ResolvConf.parse(text).render()).isEqualTo(text);
  }

  @Test
  void dropsServersOnLoopback() {
    ResolvConf conf =
        ResolvConf.parse("nameserver 127.0.0.1\nnameserver ::1\nnameserver 192.0.2.1\n");
    assertThat(conf.withoutLoopback().nameservers()).containsExactly("192.0.2.1");
  }

  @Test
  void putsTheHelpersServerFirstAndOnce() {
    ResolvConf conf = ResolvConf.parse("nameserver 192.0.2.1\nnameserver 10.0.2.3\n");
    assertThat(conf.withFirst(List.of("10.0.2.3")).nameservers())
        .containsExactly("10.0.2.3", "192.0.2.1");
  }

  @Test
  void letsTheUserReplaceEachPart() {
    ResolvConf conf = ResolvConf.parse("search a\nnameserver 192.0.2.1\noptions rotate\n");
    assertThat(conf.overriddenBy(List.of("1.1.1.1"), List.of("."), List.of("ndots:1")).render())
        .isEqualTo("nameserver 1.1.1.1\noptions ndots:1\n");
    assertThat(conf.overriddenBy(List.of(), List.of(), List.of())).isEqualTo(conf);
  }

  @Test
  void takesTheRealServersBehindSystemdsStub(@TempDir Path folder) throws IOException {
    Path stub = Files.writeString(folder.resolve("stub"), "nameserver 127.0.0.53\n");
    Path real = Files.writeString(folder.resolve("real"), "nameserver 192.0.2.9\n");
    assertThat(ResolvConf.ofHost(stub.toString(), real.toString()).nameservers())
        .containsExactly("192.0.2.9");
    assertThat(ResolvConf.ofHost(stub.toString(), folder + "/none").nameservers())
        .containsExactly("127.0.0.53");
  }

  @Test
  void isEmptyWhereThereIsNoFile(@TempDir Path folder) {
    assertThat(ResolvConf.ofHost(folder + "/none", folder + "/none").render()).isEmpty();
  }
}
