package dev.kapok.cli;

import dev.kapok.image.HistoryRow;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.ImageTree;
import dev.kapok.image.RemoveImage;
import dev.kapok.image.StoredImage;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.KapokException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Images that can be listed, and removed where no container is said to need them. */
final class FakeImages implements Images {
  final List<ImageSummary> all = new ArrayList<>();
  final Set<String> used = new HashSet<>();

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no test needs this");
  }

  @Override
  public List<ImageSummary> list() {
    return List.copyOf(all);
  }

  @Override
  public Set<String> used() {
    return Set.copyOf(used);
  }

  @Override
  public RemoveImage.Removed removeUnused(String id) {
    if (used.contains(id)) {
      throw new KapokException(KapokException.Kind.IN_USE, id + " is in use");
    }
    all.removeIf(image -> image.id().equals(id));
    return new RemoveImage.Removed(List.of(), id);
  }

  @Override
  public RemoveImage.Removed removeSeen(String nameOrId, boolean force, StoredImage seen) {
    throw unused();
  }

  @Override
  public String resolve(String nameOrId) {
    throw unused();
  }

  @Override
  public String inspect(String nameOrId) {
    throw unused();
  }

  @Override
  public void tag(String nameOrId, String newName) {
    throw unused();
  }

  @Override
  public void untag(String nameOrId, List<String> names) {
    throw unused();
  }

  @Override
  public boolean exists(String nameOrId) {
    throw unused();
  }

  @Override
  public List<HistoryRow> history(String nameOrId) {
    throw unused();
  }

  @Override
  public List<ImageTree.Node> tree(String nameOrId, boolean builtOn) {
    throw unused();
  }

  @Override
  public RemoveImage.Removed remove(String nameOrId, boolean force) {
    throw unused();
  }
}
