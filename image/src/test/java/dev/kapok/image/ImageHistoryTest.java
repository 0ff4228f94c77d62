package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.Layer;
import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageHistoryTest {
  private static final String HISTORY =
      "{\"history\":[{\"created_by\":\"base\"},{\"created_by\":\"env\",\"empty_layer\":true},"
          + "{\"created_by\":\"copy\",\"comment\":\"c\",\"created\":\"2026-01-02T03:04:05Z\"},"
          + "{\"created_by\":\"label\",\"empty_layer\":true}]}";

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredImage add(String digit, @Nullable String top, String config) {
    StoredImage image =
        new StoredImage(
            digit.repeat(64), List.of("localhost/i" + digit + ":1"), null, top, 1, 1, config);
    try (Tx tx = store.database.begin()) {
      store.images.put(tx, image, new byte[] {1});
      tx.commit();
    }
    return image;
  }

  private List<HistoryRow> history(StoredImage image) {
    return new ImageHistory(store.layers, store.images).of(image);
  }

  @Test
  void namesImagesByTheirTopLayers() {
    Layer lower = store.layers.add("lower", null);
    Layer upper = store.layers.add("upper", lower);
    StoredImage base = add("a", lower.id(), "{}");
    StoredImage image = add("b", upper.id(), HISTORY);
    List<HistoryRow> rows = history(image);
    assertThat(rows)
        .extracting(HistoryRow::createdBy)
        .containsExactly("label", "copy", "env", "base");
    assertThat(rows)
        .extracting(HistoryRow::id)
        .containsExactly(image.id(), HistoryRow.MISSING, base.id(), HistoryRow.MISSING);
    assertThat(rows).extracting(HistoryRow::size).containsExactly(0L, 1L, 0L, 1L);
    assertThat(rows.get(0).tags()).isEqualTo(image.names());
    assertThat(rows.get(1).comment()).isEqualTo("c");
    assertThat(rows.get(1).created()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(rows.get(2).created()).isEmpty();
  }

  @Test
  void anotherImageOnTheSameLayersIsNotMistakenForThis() {
    Layer only = store.layers.add("only", null);
    add("a", only.id(), "{}");
    StoredImage image = add("b", only.id(), "{\"history\":[{\"created_by\":\"x\"}]}");
    assertThat(history(image)).extracting(HistoryRow::id).containsExactly(image.id());
  }

  @Test
  void withoutAHistoryThereIsARowForEachLayer() {
    Layer lower = store.layers.add("lower", null);
    Layer upper = store.layers.add("upper", lower);
    StoredImage image = add("b", upper.id(), "{}");
    assertThat(history(image))
        .extracting(HistoryRow::id)
        .containsExactly(image.id(), HistoryRow.MISSING);
    assertThat(history(add("c", null, "{}"))).isEmpty();
  }

  @Test
  void historyMayNameMoreLayersThanThereAre() {
    StoredImage image = add("b", store.layers.add("only", null).id(), HISTORY);
    assertThat(history(image)).extracting(HistoryRow::size).containsExactly(0L, 1L, 0L, 0L);
  }
}
