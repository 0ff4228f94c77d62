package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.policy.TrustPolicy;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.registry.conf.RegistryRule;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers of what others write get documents that were damaged at random, by a generator that
 * always begins the same way: whatever comes, it is read or refused in the reader's own words.
 * {@code -Dkapok.fuzz=N} tries N documents with each reader.
 */
class ReadersFuzzTest {
  private static final int ROUNDS = Integer.getInteger("kapok.fuzz", 1000);
  private static final int SEED = 20_261_122;
  private static final ImageReference NAME = ImageReference.parse("quay.io/team/tool:1");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private static final String DESCRIPTOR =
      """
      "digest":"%s","size":5,"annotations":{"a":"b"},
      "platform":{"os":"linux","architecture":"amd64","variant":"v1"}}
      """
          .formatted(DIGEST);

  private @TempDir Path folder;

  /** Reads a text and uses what it was read to. */
  private interface Reader {
    void read(String text) throws IOException;
  }

  private static void damage(List<String> seeds, Reader reader, List<Class<?>> refusals) {
    Mutations mutations = new Mutations(SEED);
    int good = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutations.of(seeds);
      try {
        reader.read(text);
        good++;
      } catch (IOException | RuntimeException | StackOverflowError e) {
        assertThat(refusals)
            .withFailMessage("round %d: %s for %.2000s", round, e, text)
            .anyMatch(kind -> kind.isInstance(e));
      }
    }
    assertThat(good).as("documents that were read").isPositive();
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("file"), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void manifestsAndIndexes() {
    String layer = "{\"mediaType\":\"" + MediaTypes.OCI_LAYER + "\"," + DESCRIPTOR;
    String config = "{\"mediaType\":\"" + MediaTypes.OCI_CONFIG + "\"," + DESCRIPTOR;
    String entry = "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"," + DESCRIPTOR;
    damage(
        List.of(
            "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + layer + "]}",
            "{\"schemaVersion\":2,\"manifests\":[" + entry + "]}"),
        text -> {
          switch (ManifestDocument.parse("x", text.getBytes(StandardCharsets.UTF_8))) {
            case ImageManifest manifest -> manifest.requireImage("x");
            case ManifestIndex index -> index.choose("x", Platform.parse("linux/amd64"));
          }
        },
        List.of(IOException.class));
  }

  @Test
  void configurations() {
    damage(
        List.of(
            """
            {"architecture":"amd64","os":"linux","created":"2024-01-02T03:04:05Z",
            "config":{"Env":["A=b"],"Cmd":["sh"],"Labels":{"a":"b"},"User":"1",
            "ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}}},
            "rootfs":{"type":"layers","diff_ids":["%s"]},
            "history":[{"created_by":"x","empty_layer":true}]}
            """
                .formatted(DIGEST)),
        text -> assertThat(ImageConfig.parse(text)).isNotNull(),
        List.of(JsonException.class));
  }

  @Test
  void references() {
    damage(
        List.of(
            "quay.io/team/tool:1.2_x",
            "localhost:5000/a__b/c--d@" + DIGEST,
            "[fd00::1]:5000/x:latest",
            "busybox"),
        text -> {
          ImageReference read = ImageReference.parse(text);
          assertThat(ImageReference.parse(read.toString())).isEqualTo(read);
          assertThat(read.toString()).doesNotContain("/.", "./", " ", "?", "#", "\\", "%", "\n");
        },
        List.of(InvalidReferenceException.class));
  }

  @Test
  void registriesConf() {
    damage(
        List.of(
            """
            unqualified-search-registries = ["quay.io", "docker.io"]
            credential-helpers = ["containers-auth.json"]
            short-name-mode = "permissive"
            [aliases]
            "tool" = "quay.io/team/tool"
            [[registry]]
            prefix = "quay.io/team"
            location = "mine.example:5000/x"
            insecure = true
            [[registry.mirror]]
            location = "mirror.example/y"
            pull-from-mirror = "tag-only"
            [[registry]]
            prefix = "*.io"
            blocked = false
            """),
        text -> {
          RegistriesConf conf = RegistriesConf.read(List.of(file(text)));
          RegistryRule rule = conf.rule(NAME);
          if (rule != null) {
            Place.of(rule.locate(NAME.repository()), rule.insecure());
            rule.mirrors().forEach(mirror -> mirror.locate(rule, NAME.repository()));
          }
          assertThat(conf.shortNames().candidates("tool:2")).isNotEmpty();
        },
        List.of(UncheckedIOException.class, InvalidReferenceException.class));
  }

  @Test
  void policies() {
    damage(
        List.of(
            """
            {"default":[{"type":"insecureAcceptAnything"}],"transports":{"docker":{
            "quay.io/team":[{"type":"reject"}],"":[{"type":"reject"}],
            "*.io":[{"type":"signedBy","keyType":"GPGKeys","keyPath":"/x"}]}}}
            """),
        text -> TrustPolicy.read(file(text)).require("dir", Path.of("/x/y")),
        List.of(IOException.class));
  }

  @Test
  void authFiles() {
    Place place = new Place("quay.io", "team/tool", false);
    damage(
        List.of(
            """
            {"auths":{"quay.io/team":{"auth":"YWxpY2U6c2VjcmV0"},
            "https://quay.io/v1/":{"identitytoken":"x","auth":""}},
            "credHelpers":{"else.io":"box"},"credsStore":"box"}
            """),
        text -> {
          AuthFile file = AuthFile.read(file(text));
          if (file != null) {
            file.helper("quay.io");
            file.find(place);
          }
        },
        List.of(IOException.class));
  }
}
