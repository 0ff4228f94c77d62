package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.Layer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTreeTest {
  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() {
    store = new ImageStoreFixture(folder);
    Layer base = store.layers.add("base", null);
    Layer one = store.layers.add("one", base);
    store.layers.add("deep", one);
    store.layers.add("two", base);
    store.add("a", 1, "base", "localhost/base:1", "localhost/base:2");
    store.add("b", 2, "one", "localhost/one:1");
    store.add("c", 3, "deep", "localhost/deep:1");
    store.add("d", 4, "two");
    store.add("e", 5, null, "localhost/empty:1");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredImage image(String name) {
    StoredImage image = store.images.find(name);
    assertThat(image).isNotNull();
    return Objects.requireNonNull(image);
  }

  private static String text(ImageTree.Node node) {
    return node.depth() + " " + node.layer().id() + (node.last() ? " last " : " ") + node.names();
  }

  private List<String> layersOf(String name) {
    ImageTree tree = new ImageTree(store.layers, store.images);
    return tree.layersOf(image(name)).stream().map(ImageTreeTest::text).toList();
  }

  private List<String> builtOn(String name) {
    ImageTree tree = new ImageTree(store.layers, store.images);
    return tree.builtOn(image(name)).stream().map(ImageTreeTest::text).toList();
  }

  @Test
  void layersStandFromTheLowestUp() {
    assertThat(layersOf("deep:1"))
        .containsExactly(
            "0 base [localhost/base:1, localhost/base:2]",
            "0 one [localhost/one:1]",
            "0 deep last [localhost/deep:1]");
    assertThat(layersOf("empty:1")).isEmpty();
  }

  @Test
  void whatIsBuiltOnAnImageStandsBesideItsTopLayer() {
    assertThat(builtOn("base:1"))
        .containsExactly(
            "0 base [localhost/base:1, localhost/base:2]",
            "0 one [localhost/one:1]",
            "1 deep last [localhost/deep:1]",
            "0 two last []");
    assertThat(builtOn("deep:1")).containsExactly("0 deep last [localhost/deep:1]");
    assertThat(builtOn("empty:1")).isEmpty();
  }
}
