package dev.kapok.storage.change;

import dev.kapok.storage.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes changes down. */
final class ChangeList implements ChangeSink {
  private final List<Change> changes = new ArrayList<>();

  List<Change> changes() {
    return changes;
  }

  @Override
  public void root(Node node) {
    // A list of changes is about what is in the root.
  }

  @Override
  public void added(Node node) {
    add(Change.Kind.ADDED, node.path());
  }

  @Override
  public void modified(Node node) {
    add(Change.Kind.MODIFIED, node.path());
  }

  @Override
  public void deleted(String path) {
    add(Change.Kind.DELETED, path);
  }

  private void add(Change.Kind kind, String path) {
    changes.add(
        new Change(kind, "/" + new String(SourceFolder.bytes(path), StandardCharsets.UTF_8)));
  }
}
