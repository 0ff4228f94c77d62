package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecValidatorTest {
  private final SpecFixture container = new SpecFixture();
  private final SpecBuilder spec = container.built(new ProcessPart(), new NamespacesPart());

  private void fails(String message) {
    assertThatThrownBy(() -> SpecValidator.check(container.context(), spec))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
  }

  @Test
  void acceptsWhatIsWhole() {
    SpecValidator.check(container.context(), spec);
    assertThat(spec.args()).containsExactly("sleep", "1");
  }

  @Test
  void wantsACommand() {
    spec.args().clear();
    fails("no command or entrypoint provided");
    spec.args().add("a\0b");
    fails("NUL");
  }

  @Test
  void wantsAnAbsoluteFolder() {
    spec.workdir("here");
    fails("the working directory \"here\" is not an absolute path");
  }

  @Test
  void wantsEachNamespaceOnce() {
    spec.namespaces().add(new SpecNamespace("pid", "/x"));
    fails("there are two pid namespaces");
  }

  @Test
  void wantsMountsThatTheRuntimeKnows() {
    spec.mounts().put("/x", "nfs", "y", List.of());
    fails("mounting nfs at /x: /usr/bin/runc does not mount this type");
    spec.mounts().remove("/x");
    spec.mounts().put("/q", "mqueue", "mqueue", List.of());
    SpecValidator.check(container.context(), spec);
    container.runtime = "/bin/runsc";
    fails("mounting mqueue at /q");
  }

  @Test
  void wantsMountsBeneathTheRoot() {
    spec.mounts().put("/", "bind", "/x", List.of());
    fails("nothing can be mounted at \"/\"");
  }
}
