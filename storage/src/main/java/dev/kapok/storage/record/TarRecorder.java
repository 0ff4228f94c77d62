package dev.kapok.storage.record;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.pipe.ByteSource;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a layer's record while its tar is read: every byte that is consumed goes into the record,
 * but those that the reader says went into a file.
 *
 * <pre>{@code
 * TarReader reader = new TarReader(recorder.record(source));
 * … recorder.entry();              // for each entry
 * … recorder.file(path);           // before the content of a file
 * … recorder.content(buffer, offset, length);   // before it is consumed
 * … recorder.keep(dirFd, name, path);           // instead of deleting a file of this layer
 * recorder.finish();               // consumes the rest
 * }</pre>
 */
public final class TarRecorder implements ContentListener, AutoCloseable {
  /** What a tar may hold beside its files; more is refused, since a disk would fill with it. */
  private static final long FREE_BYTES = 64L << 20;

  private static final long BYTES_PER_ENTRY = 64 * 1024;
  private static final int NEW_FILE =
      OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;

  private final StepWriter steps;
  private final KeptWriter kept;
  private final CRC32C crc = new CRC32C();
  private long entries;
  private long stray;
  private long files;

  /** The bytes that were announced as content and are about to be consumed. */
  private int announced;

  private byte[] path = {};
  private boolean named;
  private long pieceStart;
  private long pieceLength;

  /**
   * Starts a record.
   *
   * @param folderFd a descriptor of the folder that the record goes into, which stays open
   * @param name of the record's file, which must not exist
   * @param keptName of the folder for replaced files, made when there is one
   */
  public TarRecorder(Kernel kernel, int folderFd, String name, String keptName) throws IOException {
    int resolve = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;
    int fd = kernel.tree().openBeneath(folderFd, KeptWriter.ascii(name), NEW_FILE, 0600, resolve);
    this.steps = new StepWriter(new DescriptorOutput(kernel.io(), fd));
    this.kept = new KeptWriter(kernel, folderFd, keptName);
  }

  /** Returns the source to read the tar from. */
  public ByteSource record(ByteSource source) {
    return new Recorded(source);
  }

  @Override
  public void entry() {
    entries++;
  }

  @Override
  public void file(byte[] folder, byte[] name) {
    path = join(folder, name);
    named = false;
    pieceStart = 0;
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    crc.update(buffer, offset, length);
    pieceLength += length;
    announced = length;
  }

  @Override
  public void hole(long length) throws IOException {
    endPiece();
    pieceStart += length;
  }

  /**
   * Moves something of this layer aside that a later entry replaces; it must be a file with content
   * or a folder.
   */
  public void keep(FileTree tree, int dirFd, byte[] folder, byte[] name) throws IOException {
    endPiece();
    kept.keep(tree, dirFd, name, join(folder, name), files);
  }

  /** Consumes what the reader left, and completes the record. */
  public void finish(ByteSource recorded) throws IOException {
    endPiece();
    while (recorded.fill()) {
      recorded.advance(recorded.available());
    }
    steps.finish();
    kept.finish();
  }

  private void consumed(ByteSource source, int count) throws IOException {
    if (announced > 0) {
      if (announced != count) {
        throw new IllegalStateException(announced + " bytes were announced, not " + count);
      }
      announced = 0;
      return;
    }
    endPiece();
    stray += steps.raw(source.array(), source.position(), count);
    if (stray > FREE_BYTES + entries * BYTES_PER_ENTRY) {
      throw new LayerFormatException(
          "the layer is refused: " + stray + " bytes of its tar belong to no file");
    }
  }

  private void endPiece() throws IOException {
    if (pieceLength == 0) {
      return;
    }
    if (!named) {
      steps.file(path);
      files++;
      named = true;
    }
    steps.content(pieceStart, pieceLength, (int) crc.getValue());
    pieceStart += pieceLength;
    pieceLength = 0;
    crc.reset();
  }

  private static byte[] join(byte[] folder, byte[] name) {
    if (folder.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(folder, folder.length + 1 + name.length);
    joined[folder.length] = '/';
    System.arraycopy(name, 0, joined, folder.length + 1, name.length);
    return joined;
  }

  @Override
  public void close() throws IOException {
    kept.close();
    steps.close();
  }

  /** Shows the tar's bytes, and writes down what is consumed. */
  private final class Recorded implements ByteSource {
    private final ByteSource source;

    Recorded(ByteSource source) {
      this.source = source;
    }

    @Override
    public boolean fill() throws IOException {
      return source.fill();
    }

    @Override
    public byte[] array() {
      return source.array();
    }

    @Override
    public int position() {
      return source.position();
    }

    @Override
    public int available() {
      return source.available();
    }

    @Override
    public void advance(int count) throws IOException {
      consumed(source, count);
      source.advance(count);
    }
  }
}
