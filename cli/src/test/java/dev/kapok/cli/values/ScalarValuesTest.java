package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Ulimit;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Sizes, times, signals, limits, devices, policies. */
class ScalarValuesTest {
  private static final long SECOND = 1_000_000_000L;

  private static void refused(String text, ThrowingCallable parse) {
    assertThatThrownBy(parse).as(text).isInstanceOf(UsageException.class);
  }

  @Test
  void readsSizes() {
    assertThat(SizeParser.parse("memory", "64m")).isEqualTo(64L << 20);
    assertThat(SizeParser.parse("memory", "1.5G")).isEqualTo(3L << 29);
    assertThat(SizeParser.parse("memory", "10kb")).isEqualTo(10240);
    assertThat(SizeParser.parse("memory", "2MiB")).isEqualTo(2L << 20);
    assertThat(SizeParser.parse("memory", "100")).isEqualTo(100);
    assertThat(SizeParser.parse("memory", "100b")).isEqualTo(100);
    for (String text :
        List.of(
            "",
            "m",
            "b",
            "x",
            "-1",
            "1x",
            "1..2",
            "9999999999999999999",
            "9000000p",
            "1.m",
            "5ib")) {
      refused(text, () -> SizeParser.parse("memory", text));
    }
  }

  @Test
  void readsSignals() {
    assertThat(SignalParser.parse("KILL")).isEqualTo(9);
    assertThat(SignalParser.parse("sigterm")).isEqualTo(15);
    assertThat(SignalParser.parse("10")).isEqualTo(10);
    assertThat(SignalParser.parse("SIGRTMIN+3")).isEqualTo(37);
    assertThat(SignalParser.parse("RTMAX-1")).isEqualTo(63);
    for (String text :
        List.of("", "0", "65", "-9", "NONSENSE", "SIG", "RTMIN+99", "RTMIN-1", "9x")) {
      refused(text, () -> SignalParser.parse(text));
    }
  }

  @Test
  void readsUlimits() {
    assertThat(UlimitParser.parse("nofile=100:200")).isEqualTo(new Ulimit("nofile", 100, 200));
    assertThat(UlimitParser.parse("core=-1")).isEqualTo(new Ulimit("core", -1, -1));
    assertThat(UlimitParser.parse("nproc=5:-1")).isEqualTo(new Ulimit("nproc", 5, -1));
    for (String text :
        List.of(
            "",
            "nofile",
            "nofile=",
            "nofile=x",
            "nofile=2:1",
            "nofile=-1:5",
            "odd=1",
            "nofile=-2",
            "nofile=1:2:3")) {
      refused(text, () -> UlimitParser.parse(text));
    }
  }

  @Test
  void readsDevices() {
    assertThat(DeviceParser.parse("/dev/x")).isEqualTo(new DeviceConfig("/dev/x", "/dev/x", "rwm"));
    assertThat(DeviceParser.parse("/dev/x:r")).isEqualTo(new DeviceConfig("/dev/x", "/dev/x", "r"));
    assertThat(DeviceParser.parse("/dev/x:/dev/y:rw"))
        .isEqualTo(new DeviceConfig("/dev/x", "/dev/y", "rw"));
    for (String text :
        List.of("", "x", "/dev/x:y", "/dev/x:/y:q", "/dev/x:/y:rr", "/a:/b:r:w", "/a:")) {
      refused(text, () -> DeviceParser.parse(text));
    }
    assertThatThrownBy(() -> DeviceParser.parse("nvidia.com/gpu=all"))
        .hasMessageEndingWith("not supported yet");
  }

  @Test
  void readsRestartPolicies() {
    assertThat(RestartParser.parse("no")).isEqualTo(RestartPolicy.NO);
    assertThat(RestartParser.parse("always").kind()).isEqualTo(RestartPolicy.Kind.ALWAYS);
    assertThat(RestartParser.parse("on-failure:3"))
        .isEqualTo(new RestartPolicy(RestartPolicy.Kind.ON_FAILURE, 3));
    assertThat(RestartParser.parse("on-failure").retries()).isZero();
    for (String text :
        List.of("sometimes", "always:3", "on-failure:", "on-failure:x", "on-failure:-1")) {
      refused(text, () -> RestartParser.parse(text));
    }
  }

  @Test
  void readsMoments() {
    long now = 1000 * SECOND;
    assertThat(TimeParser.moment("10m", now)).isEqualTo(400 * SECOND);
    assertThat(TimeParser.moment("1.5", now)).isEqualTo(3 * SECOND / 2);
    assertThat(TimeParser.moment("1970-01-01T00:00:01Z", now)).isEqualTo(SECOND);
    assertThat(TimeParser.moment("2026-01-31", now)).isEqualTo(1769817600 * SECOND);
    assertThat(TimeParser.moment("2024-02-29T12:30:15.25+02:00", now))
        .isEqualTo(1709202615 * SECOND + SECOND / 4);
    for (String text :
        List.of(
            "",
            "x",
            "10",
            "10x",
            "m",
            "1h-5m",
            "2026-13-01",
            "2026-02-30",
            "2026-01-01T25",
            "2026-01-01Z0",
            "2026-01-01T10:00:00.",
            "99999999999999999h")) {
      if (!text.equals("10")) {
        refused(text, () -> TimeParser.moment(text, now));
      }
    }
  }

  @Test
  void readsSpans() {
    assertThat(TimeParser.span("1h30m")).isEqualTo(5400 * SECOND);
    assertThat(TimeParser.span("250ms")).isEqualTo(SECOND / 4);
    assertThat(TimeParser.span("1.5s")).isEqualTo(SECOND * 3 / 2);
  }

  @Test
  void readsNamespaces() {
    assertThat(NamespaceParser.parse("pid", "host")).isEqualTo(NamespaceMode.HOST);
    assertThat(NamespaceParser.parse("ipc", "container:x").target()).isEqualTo("x");
    assertThat(NamespaceParser.parse("ipc", "shareable").kind())
        .isEqualTo(NamespaceMode.Kind.SHAREABLE);
    for (String text : List.of("shareable", "nonsense", "container:", "ns:x")) {
      refused(text, () -> NamespaceParser.parse("pid", text));
    }
  }

  @Test
  void readsCapabilities() {
    assertThat(CapabilityParser.parse(List.of("net_raw", "CAP_CHOWN", "all")))
        .containsExactly("CAP_NET_RAW", "CAP_CHOWN", "ALL");
    assertThatThrownBy(() -> CapabilityParser.parse(List.of("nonsense")))
        .hasMessageContaining("nonsense");
  }

  @Test
  void readsSecurityOptions() {
    SecurityOptParser parser = new SecurityOptParser();
    parser.add("seccomp=unconfined");
    parser.add("no-new-privileges");
    parser.add("mask=/a:/b");
    parser.add("unmask=ALL");
    parser.add("label=disable");
    parser.add("apparmor=unconfined");
    assertThat(parser.seccomp()).isEqualTo("unconfined");
    assertThat(parser.noNewPrivileges()).isTrue();
    assertThat(parser.mask()).containsExactly("/a", "/b");
    assertThat(parser.unmask()).containsExactly("ALL");
    for (String text :
        List.of(
            "",
            "odd=1",
            "seccomp",
            "seccomp=",
            "mask=",
            "mask=a",
            "no-new-privileges=x",
            "label=type:t",
            "apparmor=p",
            "proc-opts=x")) {
      refused(text, () -> parser.add(text));
    }
  }

  @Test
  void readsEnvironment() {
    EnvParser parser = new EnvParser(List.of("A=1", "AB=2", "C=3"));
    parser.option("X=y=z");
    parser.option("C");
    parser.option("MISSING");
    parser.option("A*");
    parser.file("f", "# comment\n\n  D=4 5\r\nC\nEMPTY=");
    assertThat(parser.entries())
        .containsExactly("X=y=z", "C=3", "A=1", "AB=2", "D=4 5", "C=3", "EMPTY=");
    refused("", () -> parser.option(""));
    refused("=x", () -> parser.option("=x"));
    refused("a b=c", () -> parser.file("f", "a b=c"));
    refused("=c", () -> parser.file("f", "=c"));
  }

  @Test
  void readsLabelsPairsAndFilters() {
    assertThat(KeyValueParser.labels(List.of("a=b=c", "d")))
        .containsEntry("a", "b=c")
        .containsEntry("d", "");
    assertThat(KeyValueParser.pairs("sysctl", List.of("a.b=1"))).containsEntry("a.b", "1");
    refused("=x", () -> KeyValueParser.labels(List.of("=x")));
    refused("x", () -> KeyValueParser.pairs("sysctl", List.of("x")));
    assertThat(FilterParser.parse(List.of("name=a", "name=b"), List.of("name"), List.of()))
        .containsEntry("name", List.of("a", "b"));
    refused("odd", () -> FilterParser.parse(List.of("odd=1"), List.of("name"), List.of("pod")));
    assertThatThrownBy(() -> FilterParser.parse(List.of("pod=1"), List.of(), List.of("pod")))
        .hasMessageEndingWith("not supported yet");
    refused("name", () -> FilterParser.parse(List.of("name"), List.of("name"), List.of()));
  }
}
