package dev.kapok.storage.store;

import dev.kapok.sys.sql.Schema;
import java.util.List;

/**
 * The tables of this module.
 *
 * <p>{@code layers.number} grows with every layer, so a parent's is smaller than its children's. A
 * layer that one driver unpacked means nothing to another, hence {@code layers.driver}. {@code
 * layers.opaque} is 1 where a layer hides all beneath it. {@code layers.store} is the root of the
 * other store that has a layer's files, null for this one's own. Other modules refer to {@code
 * layers(id)} by foreign keys, which keep a layer that is in use. {@code
 * container_layers.disposable} is one of the numbers of {@link ContainerLayerRow}. {@code
 * container_layers.size} is what {@link ContainerSizes} keeps, null where nobody measured it since
 * it may have changed. {@code container_layers.user_map} and {@code group_map} are those of a
 * container with a user namespace of its own, as /proc has them. {@code shifted_layers} are copies
 * of layers with the owners that such maps want, where the kernel can't map them; they go with
 * their layer.
 */
public final class StorageSchema {
  private static final String LAYERS =
      """
      create table layers (
        number integer primary key,
        id text not null unique,
        parent text references layers (id),
        diff_id text not null,
        chain_id text not null,
        link text not null unique,
        size integer not null,
        driver text not null,
        opaque integer not null,
        unique (chain_id, driver)
      );
      create index layers_parent on layers (parent);
      create table container_layers (
        container_id text primary key,
        layer_id text references layers (id),
        disposable integer not null
      ) without rowid;
      create index container_layers_layer on container_layers (layer_id);
      """;

  private static final String STORES =
      """
      alter table layers add column store text;
      create table image_stores (
        path text primary key,
        stamp text not null
      ) without rowid;
      """;

  private static final String SIZES =
      """
      alter table container_layers add column size integer;
      alter table container_layers add column size_stamp integer;
      """;

  private static final String SHIFTS =
      """
      alter table container_layers add column user_map text;
      alter table container_layers add column group_map text;
      create table shifted_layers (
        id text primary key,
        layer_id text not null references layers (id) on delete cascade,
        user_map text not null,
        group_map text not null,
        link text not null unique,
        unique (layer_id, user_map, group_map)
      ) without rowid;
      """;

  /** What the state database runs when it is opened. */
  public static final Schema SCHEMA = new Schema("storage", List.of(LAYERS, STORES, SIZES, SHIFTS));

  private StorageSchema() {}
}
