package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lists say of images that have layers in common. */
class ImageSpaceTest {
  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new ImageStoreFixture(folder);
    try (Tx tx = store.database.begin()) {
      layer(tx, "base", null, 100);
      layer(tx, "left", "base", 20);
      layer(tx, "right", "base", 3);
      tx.commit();
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void layer(Tx tx, String id, @Nullable String parent, long size) {
    try (SqlStatement row =
        tx.prepare(
            "insert into layers (id, parent, diff_id, chain_id, link, size, driver, opaque)"
                + " values (?1, ?2, ?1, ?1, ?1, ?3, 'overlay', 0)")) {
      row.bind(1, id).bind(2, parent).bind(3, size).step();
    }
  }

  /** Changes what the fixture wrote as a configuration. */
  private void history(String id, String history) {
    try (Tx tx = store.database.begin();
        SqlStatement row = tx.prepare("update images set config=?2 where id=?1")) {
      row.bind(1, id).bind(2, "{\"history\":" + history + "}").step();
      tx.commit();
    }
  }

  @Test
  void countsSharedLayersOnce() {
    String a = store.add("a1", 1, "left", "localhost/a:1");
    String b = store.add("b1", 2, "right", "localhost/b:1");
    ImageSpace space = ImageSpace.read(store.database);
    assertThat(space.total()).isEqualTo(123);
    assertThat(List.of(space.shared(a), space.unique(a))).containsExactly(100L, 20L);
    assertThat(List.of(space.shared(b), space.unique(b))).containsExactly(100L, 3L);
    assertThat(space.without(Set.of(a))).isEqualTo(3);
    assertThat(space.without(Set.of())).isEqualTo(123);
    assertThat(space.without(Set.of(a, b, "unknown"))).isZero();
    assertThat(space.shared("unknown")).isZero();
  }

  @Test
  void imageOnWhichAnotherWasBuiltIsIntermediate() {
    String base = store.add("a1", 1, "base");
    String child = store.add("b1", 2, "left", "localhost/b:1");
    String other = store.add("c1", 3, "right");
    history(base, "[{\"created_by\":\"one\"}]");
    history(child, "[{\"created_by\":\"one\"},{\"created_by\":\"two\"}]");
    history(other, "[{\"created_by\":\"three\"}]");
    List<ImageSummary> images = new ListImages(store.database).list();
    assertThat(images)
        .filteredOn(ImageSummary::intermediate)
        .extracting("id")
        .containsExactly(base);
    assertThat(images).filteredOn(ImageSummary::dangling).extracting("id").containsExactly(other);
  }
}
