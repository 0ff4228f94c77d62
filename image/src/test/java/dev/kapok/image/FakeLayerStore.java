package dev.kapok.image;

import dev.kapok.image.spec.Hashes;
import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Layers in memory and in the table that others read: knows digests and sizes, keeps no files. */
public final class FakeLayerStore implements LayerStore, LayerTars {
  private final Map<String, byte[]> tars = new ConcurrentHashMap<>();
  private final Set<String> others = new HashSet<>();
  private final AtomicInteger counter = new AtomicInteger();
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Set<String> staged = ConcurrentHashMap.newKeySet();
  private final @Nullable StateDatabase database;
  private int syncs;
  private int sweeps;
  private long freeBytes = Long.MAX_VALUE;

  /** Takes the database whose table shall have the layers too, null for none. */
  public FakeLayerStore(@Nullable StateDatabase database) {
    this.database = database;
  }

  private static void insert(Tx tx, Layer layer) {
    try (SqlStatement row =
        tx.prepare(
            "insert into layers (id, parent, diff_id, chain_id, link, size, driver, opaque)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, 'fake', 0)")) {
      row.bind(1, layer.id()).bind(2, layer.parent()).bind(3, layer.diffId().toString());
      row.bind(4, layer.chainId().toString()).bind(5, layer.link()).bind(6, layer.size()).step();
    }
  }

  private static void delete(Tx tx, String id) {
    try (SqlStatement row = tx.prepare("delete from layers where id=?1")) {
      row.bind(1, id).step();
    }
  }

  /** Returns the ids of what was staged and neither committed nor discarded. */
  public Set<String> staged() {
    return staged;
  }

  public int syncs() {
    return syncs;
  }

  public int sweeps() {
    return sweeps;
  }

  /** Adds a layer as if it had been committed. */
  public Layer add(String id, @Nullable Layer parent) {
    Digest diffId = Hashes.sha256(id.getBytes(StandardCharsets.UTF_8));
    Layer layer = new Layer(id, parent == null ? null : parent.id(), diffId, diffId, id, 1);
    layers.put(id, layer);
    if (database != null) {
      try (Tx tx = database.begin()) {
        insert(tx, layer);
        tx.commit();
      }
    }
    return layer;
  }

  /** Loses a layer as if another process had removed it. */
  public void lose(Digest chainId) {
    Layer lost = find(chainId);
    if (lost != null && database != null) {
      layers.remove(lost.id());
      try (Tx tx = database.begin()) {
        delete(tx, lost.id());
        tx.commit();
      }
    }
  }

  @Override
  public @Nullable Layer find(Digest chainId) {
    return layers.values().stream()
        .filter(layer -> layer.chainId().equals(chainId))
        .findFirst()
        .orElse(null);
  }

  @Override
  public @Nullable Layer get(String id) {
    return layers.get(id);
  }

  @Override
  public StagedLayer stage(InputStream tar) throws IOException {
    byte[] bytes = tar.readAllBytes();
    String id = "layer" + counter.incrementAndGet();
    staged.add(id);
    tars.put(id, bytes);
    return new StagedLayer(id, "/" + id, Hashes.sha256(bytes), bytes.length, List.of());
  }

  /** Changes what a layer's tar holds, as if somebody had changed its files. */
  public void change(String id, byte[] tar) {
    tars.put(id, tar);
  }

  @Override
  public InputStream open(String layerId) {
    byte[] tar = tars.get(layerId);
    Layer layer = layers.get(layerId);
    if (tar == null || layer == null) {
      throw new StorageException("open layer " + layerId + ": there is no such layer");
    }
    return new FilterInputStream(new ByteArrayInputStream(tar)) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && !Hashes.sha256(tar).equals(layer.diffId())) {
          throw new IOException("layer " + layer.diffId() + ": its files have changed");
        }
        return count;
      }
    };
  }

  /** Leaves room for so many bytes. */
  public void setFreeBytes(long bytes) {
    freeBytes = bytes;
  }

  @Override
  public long freeBytes() {
    return freeBytes;
  }

  @Override
  public void sync() {
    syncs++;
  }

  @Override
  public Layer commit(Tx tx, StagedLayer layer, @Nullable Layer parent) {
    Digest chainId =
        parent == null
            ? layer.diffId()
            : Hashes.sha256(
                (parent.chainId() + " " + layer.diffId()).getBytes(StandardCharsets.UTF_8));
    staged.remove(layer.id());
    Layer known = find(chainId);
    if (known != null) {
      return known;
    }
    Layer committed =
        new Layer(
            layer.id(),
            parent == null ? null : parent.id(),
            layer.diffId(),
            chainId,
            layer.id(),
            layer.size());
    layers.put(layer.id(), committed);
    insert(tx, committed);
    return committed;
  }

  @Override
  public void discard(StagedLayer layer) {
    staged.remove(layer.id());
  }

  @Override
  public void remove(Tx tx, String id) {
    layers.remove(id);
    delete(tx, id);
  }

  @Override
  public List<Layer> list() {
    return new ArrayList<>(layers.values());
  }

  /** Adds a layer of another driver. */
  public void addOfAnotherDriver(String id) {
    add(id, null);
    layers.remove(id);
    others.add(id);
  }

  @Override
  public boolean isOfAnotherDriver(String id) {
    return others.contains(id);
  }

  @Override
  public void sweep() {
    sweeps++;
  }
}
