package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.Layer;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlImageStoreTest {
  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsByFullAndShortNames() {
    String id = store.add("a1", 1, null, "docker.io/library/busybox:latest", "quay.io/x/tool:1");

    for (String name :
        new String[] {
          "busybox",
          "busybox:latest",
          "docker.io/busybox",
          "library/busybox",
          "tool:1",
          "x/tool:1",
          "quay.io/x/tool:1"
        }) {
      assertThat(found(name)).as(name).isEqualTo(id);
    }
    for (String name : new String[] {"busy", "tool", "ool:1", "busybox:1", "quay.io/tool:1"}) {
      assertThat(found(name)).as(name).isNull();
    }
  }

  @Test
  void prefersThisHostsNameThenTheHubs() {
    String other = store.add("a1", 1, null, "quay.io/x/tool:latest");
    assertThat(found("tool")).isEqualTo(other);

    String hub = store.add("a2", 1, null, "docker.io/library/tool:latest");
    assertThat(found("tool")).isEqualTo(hub);

    String local = store.add("a3", 1, null, "localhost/tool:latest");
    assertThat(found("tool")).isEqualTo(local);
  }

  @Test
  void findsByIdsAndTheirBeginnings() {
    String id = store.add("abc1", 1, null);
    String named = store.add("abd2", 1, null, "localhost/abc1:latest");

    assertThat(found(id)).isEqualTo(id);
    assertThat(found("sha256:" + id)).isEqualTo(id);
    assertThat(found("sha256:abc")).isEqualTo(id);
    assertThat(found("abd")).isEqualTo(named);
    assertThat(found("abc1")).as("a name comes before the beginning of an id").isEqualTo(named);
    assertThat(found("abe")).isNull();
    assertThat(found("f".repeat(65))).isNull();
  }

  @Test
  void refusesWhatFitsSeveral() {
    store.add("abc1", 1, null, "quay.io/x/tool:latest");
    store.add("abc2", 1, null, "quay.io/y/tool:latest");

    assertThatThrownBy(() -> store.images.find("abc"))
        .isInstanceOf(AmbiguousImageException.class)
        .hasMessageContaining("several images match");
    assertThatThrownBy(() -> store.images.find("tool")).isInstanceOf(AmbiguousImageException.class);
  }

  @Test
  void findsByDigest() {
    String id = store.add("a1", 1, null, "quay.io/x/tool:1");
    String pulled = store.add("a2", 1, null, "quay.io/x/tool@sha256:" + "c".repeat(64));

    assertThat(found("quay.io/x/tool@sha256:" + id)).isEqualTo(id);
    assertThat(found("quay.io/x/tool:9@sha256:" + id)).isEqualTo(id);
    assertThat(found("tool@sha256:" + id)).isEqualTo(id);
    assertThat(found("quay.io/x/tool@sha256:" + "c".repeat(64))).isEqualTo(pulled);
    assertThat(found("quay.io/y/tool@sha256:" + id)).isNull();
    assertThat(found("quay.io/x/tool@sha256:" + "d".repeat(64))).isNull();
  }

  @Test
  void findsNothingForWhatIsNoName() {
    store.add("a1", 1, null, "docker.io/library/busybox:latest");

    for (String text :
        new String[] {"", "Busybox", "../busybox", "%", "a' or 1=1 --", "sha256:x"}) {
      assertThat(found(text)).as(text).isNull();
    }
  }

  @Test
  void listsNewestFirstWithNamesInTheOrderTheyCame() {
    store.add("a1", 1, null, "localhost/b:latest", "localhost/a:latest");
    store.add("a2", 2, null);

    assertThat(store.images.list())
        .extracting(StoredImage::names)
        .extracting(Object::toString)
        .containsExactly("[]", "[localhost/b:latest, localhost/a:latest]");
    assertThat(new ListImages(store.database).list())
        .extracting(ImageSummary::dangling)
        .containsExactly(true, false);
    assertThat(new ListImages(store.database).list().getFirst().labels())
        .isEqualTo("{\"a\":\"a2\"}");
  }

  @Test
  void movesANameToTheNewImage() {
    String old = store.add("a1", 1, null, "localhost/a:latest");
    String fresh = store.add("a2", 2, null, "localhost/a:latest");

    assertThat(found("a")).isEqualTo(fresh);
    assertThat(Objects.requireNonNull(store.images.find(old)).names()).isEmpty();
  }

  @Test
  void keepsTheManifestAsItCame() {
    String id = store.add("a1", 1, null);

    assertThat(store.images.manifest(id)).containsExactly(1, 2);
    assertThatThrownBy(() -> store.images.manifest("nothing"))
        .isInstanceOf(ImageNotFoundException.class);
  }

  @Test
  void removesOnlyLayersThatNothingElseNeeds() {
    Layer base = store.layers.add("base", null);
    Layer shared = store.layers.add("shared", base);
    Layer left = store.layers.add("left", shared);
    store.layers.add("right", shared);
    String leftImage = store.add("a1", 1, left.id());
    String rightImage = store.add("a2", 1, "right");
    String baseImage = store.add("a3", 1, "base");

    remove(leftImage);
    assertThat(store.layers.list())
        .extracting(Layer::id)
        .containsExactly("base", "shared", "right");
    remove(rightImage);
    assertThat(store.layers.list()).extracting(Layer::id).containsExactly("base");
    remove(baseImage);
    assertThat(store.layers.list()).isEmpty();
    assertThat(store.images.list()).isEmpty();
  }

  @Test
  void removesLayersOfAnotherDriverToo() {
    store.layers.addOfAnotherDriver("other");
    remove(store.add("a1", 1, "other"));
    try (SqlStatement left = store.database.prepare("select id from layers")) {
      assertThat(left.step()).isFalse();
    }
  }

  private void remove(String id) {
    try (Tx tx = store.database.begin()) {
      store.images.remove(tx, id);
      tx.commit();
    }
  }

  private @Nullable String found(String nameOrId) {
    StoredImage image = store.images.find(nameOrId);
    return image == null ? null : image.id();
  }
}
