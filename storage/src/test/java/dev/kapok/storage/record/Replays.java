package dev.kapok.storage.record;

import dev.kapok.storage.pipe.MadeStream;
import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Writes tars again, for tests. */
public final class Replays {
  private Replays() {}

  /** Returns the tar that a record and the files beside it make. */
  public static byte[] replay(Kernel kernel, Path layer, String record, String diff, String kept)
      throws IOException {
    TarReplay replay = TarReplay.open(kernel, layer.toString(), record, diff, kept);
    if (replay == null) {
      throw new IOException("there is no record " + record);
    }
    try (InputStream tar =
        MadeStream.of(
            "replay",
            sink -> {
              try (replay) {
                replay.writeTo(sink);
              }
            })) {
      return tar.readAllBytes();
    }
  }
}
