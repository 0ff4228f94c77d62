package dev.kapok.storage;

import java.io.InputStream;
import java.util.List;

/**
 * The trees of a store, compared and written as tars.
 *
 * <pre>{@code
 * Tree container = Tree.container(id);
 * trees.changes(trees.beneath(container), container);   // diff
 * trees.layer(trees.beneath(container), container);     // commit
 * trees.layer(Tree.EMPTY, container);                   // commit --squash, export
 * }</pre>
 *
 * <p>Only the folders in which two trees can differ are read: for a container on an overlay, those
 * that it wrote to. A container may run meanwhile; what it changes while it is read is either in or
 * not, and nothing outside its root is ever opened, whatever it does. Owners are those that the
 * image sees, also for a user who is root only inside a user namespace.
 */
public interface Trees {
  /**
   * Returns what a tree is built on: the image's top layer for a container, the parent for a layer.
   *
   * @throws StorageException where there is no such tree
   */
  Tree beneath(Tree tree);

  /**
   * Returns the text of a small file of a layer or, where it has none, of those beneath it; empty
   * where there is none, or no file. Links are not followed.
   *
   * @param path relative to the layer's root
   */
  String text(String layerId, String path);

  /** Returns how to come from one tree to the other, sorted by path. */
  List<Change> changes(Tree from, Tree to);

  /**
   * Opens the tar of a layer that makes one tree of the other, for the caller to close. Deletions
   * are whiteouts as the OCI image spec has them; sockets are left out.
   */
  InputStream layer(Tree from, Tree to);
}
