package dev.kapok.libpod.spec;

import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mounts of a container, at most one for a target: the last one that was put there. Parents
 * come before what lies beneath them, else in the order in which they were put.
 */
final class MountTable {
  private final List<SpecMount> mounts = new ArrayList<>();

  /** Adds a mount; one with the same target is replaced and loses its place. */
  void put(SpecMount mount) {
    remove(mount.destination());
    int depth = CleanPath.depth(mount.destination());
    int index = mounts.size();
    while (index > 0 && CleanPath.depth(mounts.get(index - 1).destination()) > depth) {
      index--;
    }
    mounts.add(index, mount);
  }

  /** Adds a mount. */
  void put(String destination, String type, String source, List<String> options) {
    put(new SpecMount(destination, type, source, options));
  }

  /** Removes the mount with this target, if there is one. */
  void remove(String destination) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).destination().equals(destination)) {
        mounts.remove(i);
        return;
      }
    }
  }

  /** Tells whether there is a mount with this target. */
  boolean has(String destination) {
    return at(destination) != null;
  }

  /** Returns the mount with this target, or null. */
  @Nullable SpecMount at(String destination) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).destination().equals(destination)) {
        return mounts.get(i);
      }
    }
    return null;
  }

  /** Returns the mounts in the order in which they are made. */
  List<SpecMount> all() {
    return mounts;
  }

  /**
   * Returns the propagation that the root mount needs, so that the mounts can have theirs: shared
   * wins, then rslave; null where every mount is private.
   */
  @Nullable String rootPropagation() {
    String propagation = null;
    for (int i = 0; i < mounts.size(); i++) {
      List<String> options = mounts.get(i).options();
      if (options.contains("shared") || options.contains("rshared")) {
        return "shared";
      }
      if (options.contains("slave") || options.contains("rslave")) {
        propagation = "rslave";
      }
    }
    return propagation;
  }

  /** Writes the member {@code mounts}. */
  void write(JsonWriter top) {
    top.name("mounts").beginArray();
    for (int i = 0; i < mounts.size(); i++) {
      SpecMount mount = mounts.get(i);
      top.beginObject()
          .field("destination", mount.destination())
          .field("type", mount.type())
          .field("source", mount.source())
          .strings("options", mount.options())
          .endObject();
    }
    top.endArray();
  }
}
