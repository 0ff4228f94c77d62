package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckImagesTest {
  @TempDir private Path folder;
  private ImageStoreFixture store;

  @BeforeEach
  void open() {
    store = new ImageStoreFixture(folder);
    store.add("aa", 1, "gone");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Set<String> damaged() {
    return new CheckImages(store.images, store.layers).run(Set.of()).keySet();
  }

  @Test
  void findsAnImageWithoutItsLayers() {
    assertThat(damaged()).hasSize(1);
  }

  @Test
  void passesOverWhatAnotherDriverUnpacked() {
    store.layers.addOfAnotherDriver("gone");
    assertThat(damaged()).isEmpty();
  }
}
