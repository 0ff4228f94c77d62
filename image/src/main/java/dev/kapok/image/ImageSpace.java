package dev.kapok.image;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much space images take, from the sizes that were recorded when their layers came: one query,
 * no file is looked at. All sizes are in bytes.
 */
public final class ImageSpace {
  private static final String LAYERS_OF_IMAGES =
      "with recursive uses (image, layer, parent, size) as ("
          + "select i.id, l.id, l.parent, l.size from images i join layers l on l.id=i.top_layer"
          + " union all select u.image, l.id, l.parent, l.size"
          + " from uses u join layers l on l.id=u.parent)"
          + " select image, layer, size from uses";

  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, List<String>> layersOf = new HashMap<>();

  private ImageSpace() {}

  /** Reads the index of a store. */
  public static ImageSpace read(StateDatabase database) {
    ImageSpace space = new ImageSpace();
    try (SqlStatement row = database.prepare(LAYERS_OF_IMAGES)) {
      while (row.step()) {
        space.add(SqlImageStore.required(row, 0), SqlImageStore.required(row, 1), row.integer(2));
      }
    }
    return space;
  }

  /** Returns the sizes of all images by their ids, layers that several have counted for each. */
  public static Map<String, Long> sizes(StateDatabase database) {
    Map<String, Long> sizes = new HashMap<>();
    try (SqlStatement row = database.prepare("select id, size from images")) {
      while (row.step()) {
        sizes.put(SqlImageStore.required(row, 0), row.integer(1));
      }
    }
    return sizes;
  }

  private void add(String image, String layer, long size) {
    sizes.put(layer, size);
    users.merge(layer, 1, Integer::sum);
    layersOf.computeIfAbsent(image, _ -> new ArrayList<>()).add(layer);
  }

  /** Returns what all images take together, each layer counted once. */
  public long total() {
    long total = 0;
    for (long size : sizes.values()) {
      total += size;
    }
    return total;
  }

  /** Returns what an image takes that no other image has. */
  public long unique(String imageId) {
    return sum(imageId, false);
  }

  /** Returns what an image has in common with others. */
  public long shared(String imageId) {
    return sum(imageId, true);
  }

  private long sum(String imageId, boolean shared) {
    long sum = 0;
    for (String layer : layersOf.getOrDefault(imageId, List.of())) {
      sum += users.getOrDefault(layer, 0) > 1 == shared ? sizes.getOrDefault(layer, 0L) : 0;
    }
    return sum;
  }

  /** Returns what would become free if only these images stayed. */
  public long without(Set<String> kept) {
    Set<String> needed = new HashSet<>();
    for (String image : kept) {
      needed.addAll(layersOf.getOrDefault(image, List.of()));
    }
    long free = 0;
    for (Map.Entry<String, Long> layer : sizes.entrySet()) {
      free += needed.contains(layer.getKey()) ? 0 : layer.getValue();
    }
    return free;
  }

  /** Returns the layers that some image has. */
  public Set<String> layers() {
    return Set.copyOf(sizes.keySet());
  }
}
