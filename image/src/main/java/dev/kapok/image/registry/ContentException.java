package dev.kapok.image.registry;

import dev.kapok.image.stream.BlobContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A request's own content could not be made: the registry has no part in it. */
final class ContentException extends IOException {
  private static final long serialVersionUID = 1L;

  private ContentException(Exception cause) {
    super(cause);
  }

  /** Writes content; failures that are not the stream's come as this exception. */
  static void guard(BlobContent content, OutputStream out) throws IOException {
    Guarded guarded = new Guarded(out);
    try {
      content.writeTo(guarded);
    } catch (IOException e) {
      throw guarded.failed ? e : new ContentException(e);
    } catch (RuntimeException e) {
      throw new ContentException(e);
    }
  }

  /** Returns the content's failure that lies behind another, null for none. */
  static @Nullable IOException in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContentException found) {
        return found.getCause() instanceof IOException io ? io : found;
      }
    }
    return null;
  }

  /** Remembers whether it was the stream that failed. */
  private static final class Guarded extends FilterOutputStream {
    private boolean failed;

    Guarded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
