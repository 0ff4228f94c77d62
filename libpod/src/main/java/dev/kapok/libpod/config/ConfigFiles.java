package dev.kapok.libpod.config;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration files count, weakest first (containers.conf(5), containers-storage.conf(5)).
 *
 * @param containers candidates for containers.conf and its drop-ins; some may not exist
 * @param storage candidates for storage.conf, of which the last that exists counts alone
 * @param required one that must exist, since the environment names it; null for none
 */
record ConfigFiles(List<String> containers, List<String> storage, List<String> required) {
  private static final String NAME = "containers.conf";
  private static final String CONF = "CONTAINERS_CONF";
  private static final String OVERRIDE = "CONTAINERS_CONF_OVERRIDE";
  private static final String STORAGE = "CONTAINERS_STORAGE_CONF";

  /** Finds the candidates for a user. */
  static ConfigFiles of(Surroundings surroundings) {
    List<String> containers = new ArrayList<>();
    List<String> required = new ArrayList<>();
    String only = surroundings.env(CONF);
    if (only == null) {
      containers.add("/usr/share/containers/" + NAME);
      addWithDropIns(containers, "/etc/containers");
      if (surroundings.rootless()) {
        addWithDropIns(containers, new DefaultPaths(surroundings).userContainers());
      }
    } else {
      containers.add(only);
      required.add(only);
    }
    String override = surroundings.env(OVERRIDE);
    if (override != null) {
      containers.add(override);
      required.add(override);
    }
    return new ConfigFiles(containers, storageFiles(surroundings, required), required);
  }

  private static void addWithDropIns(List<String> files, String folder) {
    files.add(folder + "/" + NAME);
    String dropIns = folder + "/" + NAME + ".d";
    String[] names = new File(dropIns).list();
    if (names != null) {
      Arrays.sort(names);
      for (int i = 0; i < names.length; i++) {
        if (names[i].endsWith(".conf")) {
          files.add(dropIns + "/" + names[i]);
        }
      }
    }
  }

  private static List<String> storageFiles(Surroundings surroundings, List<String> required) {
    String only = surroundings.env(STORAGE);
    if (only != null) {
      required.add(only);
      return List.of(only);
    }
    List<String> files = new ArrayList<>();
    files.add("/usr/share/containers/storage.conf");
    files.add("/etc/containers/storage.conf");
    if (surroundings.rootless()) {
      files.add(new DefaultPaths(surroundings).userContainers() + "/storage.conf");
    }
    return files;
  }

  /** Returns the storage file that counts, null where there is none. */
  @Nullable String storageFile() {
    for (int i = storage.size() - 1; i >= 0; i--) {
      if (new File(storage.get(i)).exists()) {
        return storage.get(i);
      }
    }
    return null;
  }

  /** Returns those that are there and count, weakest first. */
  List<String> existing() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      if (new File(containers.get(i)).exists()) {
        found.add(containers.get(i));
      }
    }
    String storageFile = storageFile();
    if (storageFile != null) {
      found.add(storageFile);
    }
    return found;
  }

  /**
   * Returns what changes whenever a file is changed, comes or goes; "" where none of them exists.
   */
  String stamp(FileTree tree) {
    StringBuilder stamp = new StringBuilder();
    boolean any = add(stamp, tree, containers);
    any |= add(stamp, tree, storage);
    return any ? stamp.toString() : "";
  }

  private boolean add(StringBuilder stamp, FileTree tree, List<String> files) {
    boolean any = false;
    for (int i = 0; i < files.size(); i++) {
      String file = files.get(i);
      FileStat stat = stat(tree, file);
      stamp.append(file).append(' ');
      if (stat == null) {
        if (required.contains(file)) {
          throw new KapokException(
              KapokException.Kind.INVALID,
              "read " + file + ": no such file, but the environment names it");
        }
        stamp.append("-\n");
        continue;
      }
      any = true;
      stamp.append(stat.inode()).append(' ').append(stat.size()).append(' ');
      stamp.append(stat.modifiedSeconds()).append('.').append(stat.modifiedNanos()).append('\n');
    }
    return any;
  }

  /** The file itself counts where the name is a link to it. */
  private static @Nullable FileStat stat(FileTree tree, String file) {
    FileStat stat = tree.stat(FileTree.CWD, file.getBytes(StandardCharsets.UTF_8));
    if (stat == null || !stat.isSymlink()) {
      return stat;
    }
    try {
      String target = new File(file).getCanonicalPath();
      return tree.stat(FileTree.CWD, target.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      return stat;
    }
  }
}
