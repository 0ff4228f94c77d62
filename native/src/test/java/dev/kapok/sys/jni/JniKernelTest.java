package dev.kapok.sys.jni;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.suite.FileAttributesSuite;
import dev.kapok.sys.suite.FileIoSuite;
import dev.kapok.sys.suite.FileTreeSuite;
import dev.kapok.sys.suite.LocksSuite;
import dev.kapok.sys.suite.MountsSuite;
import dev.kapok.sys.suite.PidsSuite;
import dev.kapok.sys.suite.ProcessRunnerSuite;
import dev.kapok.sys.suite.SocketsSuite;
import dev.kapok.sys.suite.SqlSuite;
import dev.kapok.sys.suite.TerminalsSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's provider passes every suite. */
class JniKernelTest {
  @Nested
  class FileIoTest extends FileIoSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class FileTreeTest extends FileTreeSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class FileAttributesTest extends FileAttributesSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class MountsTest extends MountsSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class LocksTest extends LocksSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class PidsTest extends PidsSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class SocketsTest extends SocketsSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class TerminalsTest extends TerminalsSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class ProcessRunnerTest extends ProcessRunnerSuite {
    @Override
    protected Kernel provider() {
      return TestKernel.get();
    }
  }

  @Nested
  class SqlTest extends SqlSuite {
    @Override
    protected SqlEngine engine() {
      return TestKernel.get().sql();
    }

    @Test
    void refusesATextWithoutAStatement(@TempDir Path empty) {
      try (SqlConnection db = engine().open(empty.resolve("x.db").toString())) {
        assertThatIllegalArgumentException().isThrownBy(() -> db.prepare(" -- nothing"));
      }
    }
  }
}
