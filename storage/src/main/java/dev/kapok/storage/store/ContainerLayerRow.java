package dev.kapok.storage.store;

import dev.kapok.storage.StorageException;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a container's layer.
 *
 * @param top the layer under it, null for none
 * @param disposable whether its files may be lost in a power loss
 * @param passing whether they are there only while it is mounted
 * @param owners the maps of the container's own user namespace, null without one
 */
record ContainerLayerRow(
    @Nullable String top, boolean disposable, boolean passing, @Nullable IdMaps owners) {
  /** What {@code container_layers.disposable} can be. */
  static final int LASTING = 0;

  static final int DISPOSABLE = 1;
  static final int PASSING = 2;

  /**
   * Reads it.
   *
   * @throws StorageException where the store has none for that container
   */
  static ContainerLayerRow of(StateDatabase database, String containerId) {
    ContainerLayerRow row = find(database, containerId);
    if (row == null) {
      throw new StorageException("container " + containerId + " has no layer in this store");
    }
    return row;
  }

  /** Reads it; null where the store has none for that container. */
  static @Nullable ContainerLayerRow find(StateDatabase database, String containerId) {
    try (SqlStatement row =
        database.prepare(
            "select layer_id, disposable, user_map, group_map from container_layers"
                + " where container_id=?1")) {
      return row.bind(1, containerId).step()
          ? new ContainerLayerRow(
              row.text(0),
              row.integer(1) != LASTING,
              row.integer(1) == PASSING,
              owners(row.text(2), row.text(3)))
          : null;
    }
  }

  private static @Nullable IdMaps owners(@Nullable String users, @Nullable String groups) {
    return users == null
        ? null
        : new IdMaps(IdMap.parse(users), IdMap.parse(groups == null ? "" : groups));
  }
}
