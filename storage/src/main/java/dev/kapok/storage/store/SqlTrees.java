package dev.kapok.storage.store;

import dev.kapok.storage.Change;
import dev.kapok.storage.ContainerLayers;
import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.Tree;
import dev.kapok.storage.Trees;
import dev.kapok.storage.change.Comparison;
import dev.kapok.storage.change.Marks;
import dev.kapok.storage.change.Source;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.Lower;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.StateDatabase;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees of the layers and containers that the state database knows. */
public final class SqlTrees implements Trees {
  private final Kernel kernel;
  private final StateDatabase database;
  private final GraphDriver driver;
  private final ContainerLayers containers;
  private final LayerPaths paths;
  private final LayerRows rows;
  private final LayerChains chains;

  /**
   * Opens the store; nothing is read or made yet.
   *
   * @throws StorageException where the configuration names no driver or an option that is not
   *     supported
   */
  public SqlTrees(Kernel kernel, StateDatabase database, StorageConfig config) {
    DriverOptions options = DriverOptions.parse(config.driver(), config.options());
    this.kernel = kernel;
    this.database = database;
    this.driver = Drivers.of(kernel, config, options);
    this.containers = new SqlContainerLayers(kernel, database, config);
    this.paths = Drivers.paths(config);
    this.rows = new LayerRows(database, config.driver());
    this.chains = new LayerChains(database, config.driver());
  }

  @Override
  public Tree beneath(Tree tree) {
    String under =
        switch (tree.kind()) {
          case NOTHING -> null;
          case LAYER -> layer(tree.id()).parent();
          case CONTAINER -> ContainerLayerRow.of(database, tree.id()).top();
        };
    return under == null ? Tree.EMPTY : Tree.layer(under);
  }

  @Override
  public String text(String layerId, String path) {
    LayerText text = new LayerText(kernel);
    for (Lower lower : chains.of(layerId)) {
      String found = text.read(paths.diff(lower.id()), path);
      if (found != null) {
        return found;
      }
    }
    return "";
  }

  @Override
  public List<Change> changes(Tree from, Tree to) {
    return compare("read the changes of ", from, to).changes();
  }

  @Override
  public InputStream layer(Tree from, Tree to) {
    return compare("write a layer of ", from, to).tar();
  }

  /** Opens both trees; a layer that both have is opened once. */
  Comparison compare(String what, Tree from, Tree to) {
    Map<String, Source> opened = new HashMap<>();
    boolean complete = false;
    try {
      Comparison comparison =
          new Comparison(what + describe(to), sources(from, opened), sources(to, opened));
      complete = true;
      return comparison;
    } catch (SyscallException e) {
      throw new StorageException(what + describe(to) + ": " + e.getMessage(), e);
    } finally {
      if (!complete) {
        opened.values().forEach(Source::close);
      }
    }
  }

  private static String describe(Tree tree) {
    return switch (tree.kind()) {
      case NOTHING -> "nothing";
      case LAYER -> "layer " + tree.id();
      case CONTAINER -> "container " + tree.id();
    };
  }

  private List<Source> sources(Tree tree, Map<String, Source> opened) {
    return switch (tree.kind()) {
      case NOTHING -> List.of();
      case LAYER -> layers(layer(tree.id()).id(), opened);
      case CONTAINER -> container(tree.id(), opened);
    };
  }

  private List<Source> layers(@Nullable String top, Map<String, Source> opened) {
    List<Source> sources = new ArrayList<>();
    for (Lower lower : chains.of(top)) {
      sources.add(open(paths.diff(lower.id()), marks(), false, null, opened));
    }
    return sources;
  }

  private List<Source> container(String id, Map<String, Source> opened) {
    ContainerLayerRow row = ContainerLayerRow.of(database, id);
    IdMaps owners = row.owners();
    String own = driver.changes(id);
    if (own != null) {
      List<Source> sources = new ArrayList<>();
      sources.add(open(own, marks(), true, owners, opened));
      sources.addAll(layers(row.top(), opened));
      return sources;
    }
    return List.of(open(containers.mount(id), Marks.NONE, true, owners, opened));
  }

  private Source open(
      String path, Marks marks, boolean live, @Nullable IdMaps owners, Map<String, Source> opened) {
    Source known = opened.get(path);
    if (known == null) {
      known = Source.open(kernel, path, marks, live, owners);
      opened.put(path, known);
    }
    return known;
  }

  private Marks marks() {
    WhiteoutStyle style = driver.whiteouts();
    return switch (style) {
      case OVERLAY -> Marks.OVERLAY;
      case OVERLAY_USER -> Marks.OVERLAY_USER;
      case FILES -> Marks.FILES;
      case NONE -> Marks.NONE;
    };
  }

  private Layer layer(String id) {
    Layer layer = rows.byId(id);
    if (layer == null) {
      throw new StorageException("layer " + id + " is not in this store");
    }
    return layer;
  }
}
