package dev.kapok.image.policy;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.kapok.image.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static final String ACCEPT = "[{\"type\":\"insecureAcceptAnything\"}]";
  private static final String REJECT = "[{\"type\":\"reject\"}]";

  private @TempDir Path folder;

  private TrustPolicy policy(String json) throws IOException {
    return TrustPolicy.read(Files.writeString(folder.resolve("policy.json"), json));
  }

  private TrustPolicy docker(String scopes, String otherwise) throws IOException {
    return policy("{\"default\":" + otherwise + ",\"transports\":{\"docker\":{" + scopes + "}}}");
  }

  private static void accepts(TrustPolicy policy, String name) {
    assertThatNoException().isThrownBy(() -> policy.require(ImageReference.parse(name)));
  }

  private static void rejects(TrustPolicy policy, String name, String reason) {
    assertThatIOException()
        .isThrownBy(() -> policy.require(ImageReference.parse(name)))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"default\":[{\"type\":\"reject\"}],\"default\":[]}",
        "{\"default\":[{\"type\":\"reject\",\"type\":\"insecureAcceptAnything\"}]}",
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{},\"docker\":{}}}"
      })
  void refusesKeysThatAreThereTwice(String json) {
    assertThatIOException().isThrownBy(() -> policy(json)).withMessageContaining("is there twice");
  }

  @Test
  void mostSpecialScopeDecides() throws IOException {
    TrustPolicy policy =
        docker(
            "\"quay.io\":"
                + REJECT
                + ",\"quay.io/good\":"
                + ACCEPT
                + ",\"quay.io/good/bad\":"
                + REJECT
                + ",\"quay.io/good/bad:fine\":"
                + ACCEPT
                + ",\"*.example.com\":"
                + REJECT
                + ",\"\":"
                + ACCEPT,
            REJECT);
    rejects(policy, "quay.io/x/y", "scope quay.io");
    accepts(policy, "quay.io/good/x:1");
    rejects(policy, "quay.io/good/bad:1", "quay.io/good/bad");
    accepts(policy, "quay.io/good/bad:fine");
    rejects(policy, "a.b.example.com/x", "*.example.com");
    accepts(policy, "busybox");
  }

  @Test
  void defaultHoldsForTheRest() throws IOException {
    TrustPolicy policy = policy("{\"default\":" + REJECT + "}");
    rejects(policy, "busybox", "default");
    assertThatIOException().isThrownBy(() -> policy.require("oci", Path.of("/a/b")));
  }

  @Test
  void scopesOfArchivesArePaths() throws IOException {
    TrustPolicy policy =
        policy("{\"default\":" + REJECT + ",\"transports\":{\"dir\":{\"/a\":" + ACCEPT + "}}}");
    assertThatNoException().isThrownBy(() -> policy.require("dir", Path.of("/a/b")));
    assertThatIOException().isThrownBy(() -> policy.require("dir", Path.of("/b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signedBy", "sigstoreSigned", "signedBaseLayer"})
  void signaturesAreNotVerifiedAndSoRejected(String type) throws IOException {
    TrustPolicy policy = policy("{\"default\":[{\"type\":\"" + type + "\",\"keyPath\":\"/k\"}]}");
    rejects(policy, "busybox", type);
  }

  @Test
  void everyRequirementMustHold() throws IOException {
    rejects(
        policy("{\"default\":[{\"type\":\"insecureAcceptAnything\"},{\"type\":\"reject\"}]}"),
        "busybox",
        "rejected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"transports\":{}}",
        "{\"default\":[]}",
        "{\"default\":[{}]}",
        "{\"default\":[{\"type\":\"nonsense\"}]}",
        "{\"default\":[{\"type\":\"reject\"}],\"more\":1}",
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":[]}",
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":[]}}",
        "{\"default\":[{\"type\":\"insecureAcceptAnything\",\"keyPath\":\"/x\"}]}",
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{\"x\":[]}}}"
      })
  void whatIsNotUnderstoodIsRefused(String json) {
    assertThatIOException().isThrownBy(() -> policy(json)).withMessageContaining("policy.json");
  }
}
