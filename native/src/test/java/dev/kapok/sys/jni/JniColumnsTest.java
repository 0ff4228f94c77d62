package dev.kapok.sys.jni;

import dev.kapok.sys.TestKernel;
import dev.kapok.sys.text.ColumnsConformance;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;

class JniColumnsTest extends ColumnsConformance {
  @BeforeAll
  static void load() {
    TestKernel.get();
  }

  @Override
  protected String align(String[][] lines, int least, int gap) {
    return Objects.requireNonNull(JniColumns.align(lines, least, gap));
  }
}
