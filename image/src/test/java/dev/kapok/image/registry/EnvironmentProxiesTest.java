package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
  private static Proxy select(String uri, String... environ) throws IOException {
    UserFiles user = new UserFiles(List.of(environ), "/", 0, false);
    return new EnvironmentProxies(user).select(URI.create(uri)).getFirst();
  }

  @Test
  void goesThroughTheProxyThatTheEnvironmentNames() throws IOException {
    String proxy = "https_proxy=http://proxy.example:3128";
    assertThat(select("https://reg.example/", proxy).address())
        .hasToString("proxy.example/<unresolved>:3128");
    assertThat(select("http://reg.example/", proxy)).isEqualTo(Proxy.NO_PROXY);
    assertThat(select("https://127.0.0.1/", proxy)).isEqualTo(Proxy.NO_PROXY);
    assertThat(select("https://[::1]:5000/", proxy)).isEqualTo(Proxy.NO_PROXY);
    assertThat(select("https://localhost:5000/", proxy)).isEqualTo(Proxy.NO_PROXY);
    assertThat(select("https://127.example/", proxy)).isNotEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void proxyMayBeWithoutSchemeAndPortOrSpeakSocks() throws IOException {
    assertThat(select("http://reg.example/", "HTTP_PROXY=proxy.example").address())
        .hasToString("proxy.example/<unresolved>:80");
    Proxy socks = select("http://reg.example/", "HTTP_PROXY=socks5://proxy.example");
    assertThat(socks.type()).isEqualTo(Proxy.Type.SOCKS);
    assertThat(socks.address()).hasToString("proxy.example/<unresolved>:1080");
  }

  @ParameterizedTest
  @CsvSource({
    "inner.example, a.inner.example, true",
    "inner.example, inner.example, true",
    "inner.example, dinner.example, false",
    ".inner.example, a.inner.example, true",
    ".inner.example, inner.example, false",
    "*.inner.example, a.inner.example, true",
    "*.inner.example, inner.example, false",
    "*, anything.example, true",
    "reg.example:5000, reg.example:5000, true",
    "reg.example:5000, reg.example:5001, false",
    "reg.example:443, reg.example, true",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/8, 10.1.2.3.example, false",
    "10.0.0.0/9, 10.128.0.1, false",
    "10.0.0.7, 10.0.0.7:5000, true",
    "0.0.0.7, 10.0.0.7, false",
    "fd00::/8, [fd00::1]:5000, true",
    "fd00::1, [fd00:0::1], true",
    "[fd00::1]:5000, [fd00::1]:5000, true",
    "[fd00::1]:5000, [fd00::1]:5001, false",
    "10.0.0.0/99, 10.0.0.1, false",
    "10.0.0.0/x, 10.0.0.1, false",
  })
  void exceptionsAreReadAsGosProgramsReadThem(String list, String host, boolean direct)
      throws IOException {
    Proxy selected =
        select(
            "https://" + host + "/",
            "HTTPS_PROXY=http://proxy.example",
            "NO_PROXY=other, " + list.toUpperCase(java.util.Locale.ROOT) + " ,");
    assertThat(selected.equals(Proxy.NO_PROXY)).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://u:secret@proxy.example",
        "ftp://u:secret@proxy.example",
        "http://u:secret@",
        "http://u:secret@proxy example",
        "socks5://u:secret@proxy.example",
        "://"
      })
  void proxyThatCannotBeUsedIsRefusedWithoutItsPassword(String value) {
    assertThatIOException()
        .isThrownBy(() -> select("http://x/", "HTTP_PROXY=" + value))
        .withMessageContaining("HTTP_PROXY")
        .withMessageNotContaining("secret")
        .satisfies(e -> assertThat(e.getCause()).isNull());
  }
}
