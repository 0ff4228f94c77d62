package dev.kapok.storage.change;

import dev.kapok.sys.FileStat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how one tree differs from another.
 *
 * <p>Both are stacks of sources. A name of which the same sources speak in both is the same in both
 * and is not looked at, so that the cost is that of the folders in which the stacks differ.
 */
final class TreeDiff {
  private final ChangeSink sink;
  private final boolean trusting;

  /** Folders that only count as modified if something in them is. */
  private final List<Node> pending = new ArrayList<>();

  /**
   * Prepares a comparison.
   *
   * @param trusting whether a file that another source has counts as changed without a look; so it
   *     is where one stack is the other with something on top
   */
  TreeDiff(ChangeSink sink, boolean trusting) {
    this.sink = sink;
    this.trusting = trusting;
  }

  /** Compares; the stacks are from the top down. */
  void run(List<Source> from, List<Source> to) throws IOException {
    Map<Source, SourceFolder> roots = new HashMap<>();
    List<SourceFolder> fromRoots = roots(from, roots);
    List<SourceFolder> toRoots = roots(to, roots);
    root(fromRoots, toRoots);
    compare("", fromRoots, toRoots);
  }

  private static List<SourceFolder> roots(List<Source> sources, Map<Source, SourceFolder> roots) {
    List<SourceFolder> folders = new ArrayList<>();
    for (Source source : sources) {
      folders.add(roots.computeIfAbsent(source, SourceFolder::root));
    }
    return folders;
  }

  private void root(List<SourceFolder> from, List<SourceFolder> to) throws IOException {
    if (to.isEmpty()) {
      return;
    }
    Node node = rootNode(to);
    if (node != null && !isSameRoot(node, from.isEmpty() ? null : rootNode(from))) {
      sink.root(node);
    }
  }

  private static @Nullable Node rootNode(List<SourceFolder> layers) {
    FileStat stat = layers.get(0).self();
    return stat == null ? null : new Node("", layers.get(0), "", stat, layers);
  }

  /** Without another tree, the root is compared with what unpackers make by themselves. */
  private static boolean isSameRoot(Node to, @Nullable Node from) {
    if (from == null) {
      return (to.stat().mode() & 07777) == 0755
          && to.stat().uid() == 0
          && to.stat().gid() == 0
          && Attributes.of(to.folder(), "").isEmpty();
    }
    return isSameOwnerAndMode(to.stat(), from.stat())
        && Attributes.areEqual(Attributes.of(to.folder(), ""), Attributes.of(from.folder(), ""));
  }

  private void compare(String path, List<SourceFolder> from, List<SourceFolder> to)
      throws IOException {
    for (String name : candidates(from, to)) {
      if (!speakers(from, name).equals(speakers(to, name))) {
        Node before = resolve(path, name, from);
        Node after = resolve(path, name, to);
        if (after != null) {
          changed(before, after);
        } else if (before != null) {
          flush();
          sink.deleted(before.path());
        }
      }
    }
  }

  /** Returns all names of the folders that are in one stack only. */
  private static Collection<String> candidates(List<SourceFolder> from, List<SourceFolder> to) {
    Set<String> names = new TreeSet<>();
    Set<SourceFolder> inFrom = new HashSet<>(from);
    Set<SourceFolder> inTo = new HashSet<>(to);
    for (SourceFolder folder : from) {
      if (!inTo.contains(folder)) {
        names.addAll(folder.names());
      }
    }
    for (SourceFolder folder : to) {
      if (!inFrom.contains(folder)) {
        names.addAll(folder.names());
      }
    }
    return names;
  }

  private static List<SourceFolder> speakers(List<SourceFolder> layers, String name) {
    List<SourceFolder> speakers = new ArrayList<>();
    for (SourceFolder layer : layers) {
      if (layer.speaksOf(name)) {
        speakers.add(layer);
      }
    }
    return speakers;
  }

  /** Returns what a stack shows under a name, null for nothing. */
  private static @Nullable Node resolve(String path, String name, List<SourceFolder> layers) {
    List<SourceFolder> folders = new ArrayList<>();
    SourceFolder top = null;
    FileStat stat = null;
    for (SourceFolder layer : layers) {
      FileStat found = layer.speaksOf(name) ? layer.find(name) : null;
      if (found != null && stat == null) {
        stat = found;
        top = layer;
      }
      if (found != null && !found.isDirectory()) {
        break;
      }
      if (found != null) {
        folders.add(layer);
      }
      if (layer.speaksOf(name) && layer.hides(name)) {
        break;
      }
    }
    return stat == null || top == null
        ? null
        : new Node(path + name, top, name, stat, stat.isDirectory() ? folders : List.of());
  }

  private void changed(@Nullable Node before, Node after) throws IOException {
    if (before == null) {
      flush();
      sink.added(after);
      enter(List.of(), "", after);
    } else if (before.isFolder() && after.isFolder()) {
      boolean same = isSame(before, after);
      if (same) {
        pending.add(after);
      } else {
        flush();
        sink.modified(after);
      }
      enter(before.layers(), before.name(), after);
      if (same && !pending.isEmpty() && pending.getLast().path().equals(after.path())) {
        pending.removeLast();
      }
    } else if ((trusting && before.folder() != after.folder()) || !isSame(before, after)) {
      flush();
      sink.modified(after);
      enter(List.of(), "", after);
    }
  }

  /** Something in the pending folders is different: so are they. */
  private void flush() throws IOException {
    List<Node> folders = List.copyOf(pending);
    pending.clear();
    for (Node folder : folders) {
      sink.modified(folder);
    }
  }

  /** Compares what is in two folders; both stacks share the folders of the same source. */
  private void enter(List<SourceFolder> before, String beforeName, Node after) throws IOException {
    if (!after.isFolder()) {
      return;
    }
    Map<SourceFolder, SourceFolder> children = new HashMap<>();
    try {
      List<SourceFolder> from = children(before, beforeName, children);
      List<SourceFolder> to = children(after.layers(), after.name(), children);
      if (!from.equals(to)) {
        compare(after.path() + "/", from, to);
      }
    } finally {
      for (SourceFolder child : children.values()) {
        child.close();
      }
    }
  }

  private static List<SourceFolder> children(
      List<SourceFolder> layers, String name, Map<SourceFolder, SourceFolder> children) {
    List<SourceFolder> opened = new ArrayList<>();
    for (SourceFolder layer : layers) {
      SourceFolder child = children.get(layer);
      if (child == null) {
        child = layer.child(name);
      }
      if (child != null) {
        children.put(layer, child);
        opened.add(child);
      }
    }
    return opened;
  }

  private boolean isSame(Node before, Node after) {
    FileStat one = before.stat();
    FileStat other = after.stat();
    if (before.folder() == after.folder()) {
      return true;
    }
    boolean isSameStat =
        isSameOwnerAndMode(one, other)
            && one.rdev() == other.rdev()
            && one.modifiedSeconds() == other.modifiedSeconds()
            && one.modifiedNanos() == other.modifiedNanos()
            && (one.isDirectory() || one.size() == other.size());
    if (!isSameStat) {
      return false;
    }
    if (one.isSymlink()) {
      return Arrays.equals(
          before.folder().readLink(before.name()), after.folder().readLink(after.name()));
    }
    return Attributes.areEqual(
        Attributes.of(before.folder(), before.name()), Attributes.of(after.folder(), after.name()));
  }

  private static boolean isSameOwnerAndMode(FileStat one, FileStat other) {
    return one.mode() == other.mode() && one.uid() == other.uid() && one.gid() == other.gid();
  }
}
