package dev.kapok.image.registry;

import dev.kapok.image.stream.BlobContent;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The body of a request: content that can be written again when the request is repeated. */
final class BodySource extends RequestBody {
  private final BlobContent content;
  private final String type;
  private final long length;

  /** Takes content; length −1 where it is not known. */
  BodySource(BlobContent content, String type, long length) {
    this.content = content;
    this.type = type;
    this.length = length;
  }

  /** Takes some bytes. */
  static BodySource of(byte[] bytes, String type) {
    return new BodySource(out -> out.write(bytes), type, bytes.length);
  }

  @Override
  public @Nullable MediaType contentType() {
    return MediaType.parse(type);
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    ContentException.guard(content, sink.outputStream());
  }

  /** The client itself repeats only what is small, on a redirection: {@link RegistryCall} does. */
  @Override
  public boolean isOneShot() {
    return length < 0;
  }
}
