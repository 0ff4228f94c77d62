package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLookupTest {
  @TempDir Path root = Path.of("/");
  private final NioFiles files = new NioFiles();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(root.resolve("etc"));
    write(
        "passwd",
        """
        root:x:0:0:root:/root:/bin/sh
        bob:x:1000:100::/home/bob:/bin/sh
        broken line
        :::
        nohome:x:7:7
        """);
    write(
        "group",
        """
        root:x:0:
        wheel:x:10:root,bob
        bobbies:x:11:bobby,abob
        video:x:44:bob
        users:x:100:bob
        """);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(root.resolve("etc").resolve(name), text);
  }

  private ProcessUser find(@Nullable String user, String... groups) {
    ProcessUser found =
        new UserLookup(files.io(), files.tree()).find(root.toString(), user, List.of(groups));
    assertThat(files.open).isZero();
    return found;
  }

  @Test
  void takesRootWhereNobodyIsNamed() {
    assertThat(find(null)).isEqualTo(new ProcessUser(0, 0, List.of(0, 10), "/root"));
    assertThat(find("")).isEqualTo(find("0"));
  }

  @Test
  void findsNamesWithTheirGroups() {
    assertThat(find("bob"))
        .isEqualTo(new ProcessUser(1000, 100, List.of(100, 10, 44), "/home/bob"));
  }

  @Test
  void takesNumbersAsIdsEvenWithoutAnEntry() {
    assertThat(find("1000")).isEqualTo(find("bob"));
    assertThat(find("4242")).isEqualTo(new ProcessUser(4242, 0, List.of(0), "/"));
  }

  @Test
  void replacesAllGroupsByTheOneThatIsGiven() {
    assertThat(find("bob:video")).isEqualTo(new ProcessUser(1000, 44, List.of(44), "/home/bob"));
    assertThat(find("bob:555")).isEqualTo(new ProcessUser(1000, 555, List.of(555), "/home/bob"));
    assertThat(find(":44")).isEqualTo(new ProcessUser(0, 44, List.of(44), "/root"));
  }

  @Test
  void keepsTheFirstGroupAmongTheOthersSoThatItCannotBeLeft() {
    assertThat(find("bob").groups()).contains(find("bob").gid());
    assertThat(find("bob:video").groups()).containsExactly(44);
  }

  @Test
  void addsGroupsOnce() {
    assertThat(find("bob", "video", "users", "600", "600").groups())
        .containsExactly(100, 10, 44, 600);
  }

  @Test
  void toleratesShortEntries() {
    assertThat(find("nohome")).isEqualTo(new ProcessUser(7, 7, List.of(7), "/"));
  }

  @Test
  void worksWithoutTheFiles() throws IOException {
    Files.delete(root.resolve("etc/passwd"));
    Files.delete(root.resolve("etc/group"));
    assertThat(find(null)).isEqualTo(new ProcessUser(0, 0, List.of(0), "/"));
    assertThatThrownBy(() -> find("root"))
        .isInstanceOf(KapokException.class)
        .hasMessage("unable to find user root: no matching entries in passwd file");
  }

  @Test
  void namesUnknownUsersAndGroups() {
    assertThatThrownBy(() -> find("alice"))
        .hasMessage("unable to find user alice: no matching entries in passwd file");
    assertThatThrownBy(() -> find("bob:nix"))
        .hasMessage("unable to find group nix: no matching entries in group file");
    assertThatThrownBy(() -> find("bob", "nix"))
        .hasMessage("unable to find group nix: no matching entries in group file");
    assertThatThrownBy(() -> find("4294967296")).hasMessageContaining("unable to find user");
    assertThatThrownBy(() -> find("-1")).hasMessageContaining("unable to find user");
  }

  @Test
  void refusesEndlessFiles() throws IOException {
    write("passwd", "x".repeat(5 << 20));
    assertThatThrownBy(() -> find("bob")).hasMessageContaining("larger than 4 MiB");
  }
}
