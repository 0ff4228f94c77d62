package dev.kapok.libpod.verb;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What verbs are tried on: an engine of each test's own. */
abstract class VerbTest {
  @TempDir Path folder;
  TestEngine engine;

  @BeforeEach
  final void makeEngine() throws IOException {
    engine = new TestEngine(folder);
  }

  @AfterEach
  final void closeEngine() {
    engine.close();
  }
}
