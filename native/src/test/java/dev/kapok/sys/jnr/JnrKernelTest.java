package dev.kapok.sys.jnr;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.suite.FileAttributesSuite;
import dev.kapok.sys.suite.FileIoSuite;
import dev.kapok.sys.suite.FileTreeSuite;
import dev.kapok.sys.suite.LocksSuite;
import dev.kapok.sys.suite.MountsSuite;
import dev.kapok.sys.suite.PidsSuite;
import dev.kapok.sys.suite.ProcessRunnerSuite;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The plain JVM's provider passes the suites of what it provides, and names what it does not. */
class JnrKernelTest {
  private static final Kernel KERNEL = new JnrKernel();

  @Test
  void namesWhatItDoesNotProvide() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(KERNEL::sockets)
        .withMessageContaining("sockets");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(KERNEL::terminals)
        .withMessageContaining("terminals");
  }

  @Nested
  class FileIoTest extends FileIoSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class FileTreeTest extends FileTreeSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class FileAttributesTest extends FileAttributesSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class MountsTest extends MountsSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class LocksTest extends LocksSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class PidsTest extends PidsSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }

  @Nested
  class ProcessRunnerTest extends ProcessRunnerSuite {
    @Override
    protected Kernel provider() {
      return KERNEL;
    }
  }
}
