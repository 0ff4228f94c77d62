package dev.kapok.storage.change;

import dev.kapok.storage.Change;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.pipe.ByteSink;
import dev.kapok.storage.pipe.MadeStream;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two trees, open for one comparison: use one of its methods, once; it closes their sources.
 *
 * <p>What both trees are made of has to be the same {@link Source} in both lists.
 */
public final class Comparison {
  private final String what;
  private final List<Source> from;
  private final List<Source> to;

  /**
   * Prepares a comparison.
   *
   * @param what names it in messages: "read the changes of container …"
   * @param from the sources of one tree, from the top down
   * @param to the sources of the other
   */
  public Comparison(String what, List<Source> from, List<Source> to) {
    this.what = what;
    this.from = List.copyOf(from);
    this.to = List.copyOf(to);
  }

  /** Returns the differences. */
  public List<Change> changes() {
    ChangeList list = new ChangeList();
    try {
      run(list);
      return list.changes();
    } catch (IOException | SyscallException e) {
      throw new StorageException(what + ": " + e.getMessage(), e);
    } finally {
      close();
    }
  }

  /** Opens the tar that makes one tree of the other. */
  public InputStream tar() {
    return MadeStream.of("layer-tar", this::writeTar);
  }

  /** Writes that tar, for a stream that others make. */
  public void writeTar(ByteSink sink) throws IOException {
    TarSink tar = new TarSink(sink, from.isEmpty());
    try {
      run(tar);
      tar.end();
    } catch (StorageException | SyscallException e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    } finally {
      close();
    }
  }

  private void run(ChangeSink sink) throws IOException {
    new TreeDiff(sink, isOnTop()).run(from, to);
  }

  /** Tells whether one tree is the other with something on top. */
  private boolean isOnTop() {
    int more = to.size() - from.size();
    return more >= 0 && to.subList(more, to.size()).equals(from);
  }

  private void close() {
    Set<Source> all = new HashSet<>(from);
    all.addAll(to);
    for (Source source : all) {
      source.close();
    }
  }
}
