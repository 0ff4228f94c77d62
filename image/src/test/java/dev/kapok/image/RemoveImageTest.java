package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveImageTest {
  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  private List<String> containers = List.of();

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void takesOnlyTheNameWhereThereAreOthers() {
    store.add("a1", 1, null, "localhost/a:latest", "localhost/b:latest");

    RemoveImage.Removed removed = remove("b", false);

    assertThat(removed.untagged()).containsExactly("localhost/b:latest");
    assertThat(removed.deleted()).isNull();
    assertThat(store.images.find("a")).isNotNull();
    assertThat(store.layers.sweeps()).isZero();
  }

  @Test
  void removesTheImageWithItsLastNameAndItsLayers() {
    store.layers.add("top", null);
    String id = store.add("a1", 1, "top", "localhost/a:latest");

    RemoveImage.Removed removed = remove("a", false);

    assertThat(removed.untagged()).containsExactly("localhost/a:latest");
    assertThat(removed.deleted()).isEqualTo(id);
    assertThat(store.images.list()).isEmpty();
    assertThat(store.layers.list()).isEmpty();
    assertThat(store.layers.sweeps()).isOne();
  }

  @Test
  void wantsForceForAnIdWithSeveralNames() {
    String id = store.add("a1", 1, null, "localhost/a:latest", "localhost/b:latest");

    assertThatThrownBy(() -> remove(id, false))
        .isInstanceOf(ImageInUseException.class)
        .hasMessageContaining("more than one tag (localhost/a:latest localhost/b:latest)");
    assertThat(remove("a1", true).untagged()).hasSize(2);
  }

  @Test
  void refusesWhatContainersNeed() {
    store.add("a1", 1, null, "localhost/a:latest");
    containers = List.of("c1", "c2");

    assertThatThrownBy(() -> remove("a", false))
        .isInstanceOf(ImageInUseException.class)
        .hasMessageContaining("in use by container c1 c2");
    assertThat(store.images.find("a")).isNotNull();
  }

  @Test
  void whatChangedSinceItWasLookedAtStays() {
    String id = store.add("a1", 1, null, "localhost/a:latest");
    StoredImage seen = Objects.requireNonNull(store.images.find(id));
    StoredImage edited =
        new StoredImage(id, seen.names(), "sha256:" + "e".repeat(64), null, 1, 10, "{}", true);
    try (Tx tx = store.database.begin()) {
      store.images.put(tx, edited, new byte[] {3});
      tx.commit();
    }

    assertThatThrownBy(() -> verb().remove("a", true, seen))
        .isInstanceOf(ImageChangedException.class)
        .hasMessageContaining("removing a: it was changed meanwhile");
    assertThat(store.images.find("a")).isNotNull();
    assertThat(verb().remove("a", true, edited).deleted()).isEqualTo(id);
  }

  @Test
  void nameThatMovedSinceItWasLookedAtStays() {
    StoredImage seen =
        Objects.requireNonNull(store.images.find(store.add("a1", 1, null, "localhost/a:latest")));
    store.add("b2", 2, null, "localhost/a:latest");

    assertThatThrownBy(() -> verb().remove("a", false, seen))
        .isInstanceOf(ImageChangedException.class);
    assertThat(store.images.list()).hasSize(2);
  }

  @Test
  void refusesUnknownImages() {
    assertThatThrownBy(() -> remove("a", false))
        .isInstanceOf(ImageNotFoundException.class)
        .hasMessage("a: image not known");
  }

  @Test
  void tagsAndUntags() {
    TagImage tag = new TagImage(store.database, store.images);
    store.add("a1", 1, null, "docker.io/library/busybox:latest");

    tag.tag("busybox", "mine:2");
    tag.tag("a1", "quay.io/x/y");
    assertThat(names()).hasSize(3).contains("localhost/mine:2", "quay.io/x/y:latest");

    tag.untag("a1", "mine:2");
    assertThat(names()).hasSize(2);
    assertThatThrownBy(() -> tag.untag("a1", "mine:2")).isInstanceOf(ImageNotFoundException.class);
    tag.untag("a1");
    assertThat(names()).isEmpty();
    assertThatThrownBy(() -> tag.tag("a1", "x@sha256:" + "a".repeat(64)))
        .isInstanceOf(InvalidReferenceException.class);
    assertThatThrownBy(() -> tag.tag("nothing", "x")).isInstanceOf(ImageNotFoundException.class);
  }

  private List<String> names() {
    return store.images.list().getFirst().names();
  }

  private RemoveImage.Removed remove(String nameOrId, boolean force) {
    return verb().remove(nameOrId, force);
  }

  private RemoveImage verb() {
    return new RemoveImage(store.database, store.images, store.layers, id -> containers);
  }
}
