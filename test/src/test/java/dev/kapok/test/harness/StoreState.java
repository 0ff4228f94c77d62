package dev.kapok.test.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a store's folders, for tests that ask whether anything half made was left. */
public final class StoreState {
  private static final int LAYER_ID_LENGTH = 64;

  private StoreState() {}

  /** Returns the folders of layers, each an id. */
  public static List<String> layers(Kapok kapok) {
    List<String> layers = new ArrayList<>();
    for (String name : names(kapok.root().resolve("overlay"))) {
      if (name.length() == LAYER_ID_LENGTH) {
        layers.add(name);
      }
    }
    return layers;
  }

  /**
   * Returns what lies where only unfinished or dying things do; nothing, once a command is over.
   */
  public static List<String> unfinished(Kapok kapok) {
    List<String> found = new ArrayList<>();
    for (String folder : List.of("overlay/staging", "overlay/trash", "tmp")) {
      for (String name : names(kapok.root().resolve(folder))) {
        found.add(folder + "/" + name);
      }
    }
    if (names(kapok.root().resolve("overlay/l")).size() != layers(kapok).size()) {
      found.add("links without layers in overlay/l");
    }
    return found;
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
