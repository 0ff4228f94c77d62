package dev.kapok.storage.store;

import dev.kapok.storage.Layer;
import dev.kapok.storage.StoreDamage;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what no record knows. Folders are listed first and records read after: what has got its
 * record in between is not mistaken for a leftover.
 */
final class Leftovers {
  private final StateDatabase database;
  private final LayerPaths paths;
  private final LayerRows rows;
  private final StagingOwners owners;
  private final StoreFolders folders;

  Leftovers(Kernel kernel, StateDatabase database, LayerPaths paths, LayerRows rows) {
    this.database = database;
    this.paths = paths;
    this.rows = rows;
    this.owners = new StagingOwners(kernel.pids());
    this.folders = new StoreFolders(kernel, new Folder(kernel));
  }

  List<StoreDamage> find() {
    List<String> layers = folders.layerIds(paths);
    List<String> links = folders.names(paths.links());
    List<String> containers = folders.names(paths.containers());
    Set<String> known = known();
    List<StoreDamage> found = new ArrayList<>();
    for (String id : layers) {
      addUnless(known, id, "layer " + id + ": its folder has no record", found);
    }
    for (String link : links) {
      addUnless(known, link, "short name " + link + ": it belongs to no layer", found);
    }
    for (String id : containers) {
      addUnless(known, id, "container " + id + ": its layer has no record", found);
    }
    for (String name : folders.names(paths.staging())) {
      if (!owners.lives(name)) {
        found.add(leftover(name, "layer " + name + ": it was left half made"));
      }
    }
    for (String name : folders.names(paths.trash())) {
      found.add(leftover(name, "files " + name + ": they were left half deleted"));
    }
    return found;
  }

  private static void addUnless(
      Set<String> known, String id, String problem, List<StoreDamage> found) {
    if (!known.contains(id)) {
      found.add(leftover(id, problem));
    }
  }

  private static StoreDamage leftover(String id, String problem) {
    return new StoreDamage(StoreDamage.Kind.LEFTOVER, id, problem);
  }

  /** Returns the ids and short names of layers and the ids of containers: no two are alike. */
  private Set<String> known() {
    Set<String> known = new HashSet<>();
    for (Layer layer : rows.all()) {
      known.add(layer.id());
      known.add(layer.link());
    }
    known.addAll(new ContainerRows(database).all());
    try (SqlStatement row = database.prepare("select id, link from shifted_layers")) {
      while (row.step()) {
        known.add(String.valueOf(row.text(0)));
        known.add(String.valueOf(row.text(1)));
      }
    }
    return known;
  }
}
