package dev.kapok.image.registry.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user said that short names mean (containers-registries.conf(5), "SHORT-NAME
 * RESOLUTION"): a file that other engines of this user read and write too.
 */
public final class LearnedAliases {
  private static final String NAME = "short-name-aliases.conf";
  private static final int MODE = 0644;

  private final Path file;

  /**
   * Names the file.
   *
   * @param cacheHome {@code ~/.cache}, for an unprivileged user
   */
  public LearnedAliases(Path cacheHome, boolean rootless) {
    Path folder = rootless ? cacheHome : Path.of("/var/cache");
    this.file = folder.resolve("containers").resolve(NAME);
  }

  /** Returns the file; it need not exist. */
  public Path file() {
    return file;
  }

  /**
   * Remembers what a short name means, in place of what it meant.
   *
   * @param name without tag
   * @param image of which the tag doesn't count
   */
  public void add(Kernel kernel, String name, ImageReference image) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    // Other engines lock this file so too (fcntl(2)).
    Path lockFile = file.resolveSibling(NAME + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Map<String, String> aliases = read();
      aliases.put(name, image.repository());
      if (lock.isValid()) {
        new AtomicFile(kernel).write(file.toString(), text(aliases), MODE);
      }
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> aliases = new TreeMap<>();
    if (Files.exists(file)) {
      JsonNode table = new TomlMapper().readTree(Files.readString(file));
      for (Map.Entry<String, String> alias : ConfNodes.table(table, "aliases").entrySet()) {
        if (isName(alias.getKey()) && isName(alias.getValue())) {
          aliases.put(alias.getKey(), alias.getValue());
        }
      }
    }
    return aliases;
  }

  /** Somebody may have written there what no engine does. */
  private static boolean isName(String text) {
    try {
      ImageReference.parse(text);
      return true;
    } catch (InvalidReferenceException _) {
      return false;
    }
  }

  /** Names of images have no sign that TOML would have to escape. */
  private static String text(Map<String, String> aliases) {
    StringBuilder text = new StringBuilder("[aliases]\n");
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      text.append("  \"").append(alias.getKey()).append("\" = \"");
      text.append(alias.getValue()).append("\"\n");
    }
    return text.toString();
  }
}
