package dev.kapok.storage.change;

import dev.kapok.sys.FileStat;
import java.util.List;

/**
 * A file or folder as a tree shows it.
 *
 * @param path from the tree's root, without a leading slash
 * @param folder of the source that has it
 * @param name in that folder; empty for the folder itself, which is a tree's root
 * @param layers the folders that make it up, from the top down; empty for what is no folder
 */
record Node(
    String path, SourceFolder folder, String name, FileStat stat, List<SourceFolder> layers) {
  boolean isFolder() {
    return stat.isDirectory();
  }
}
