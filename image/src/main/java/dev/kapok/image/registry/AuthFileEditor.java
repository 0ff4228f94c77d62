package dev.kapok.image.registry;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes a file with credentials (containers-auth.json(5)), which only its user may read. What it
 * does not know in the file stays. Changes of several processes come one after another.
 */
final class AuthFileEditor {
  private static final String AUTHS = "auths";
  private static final int USER_ONLY = 0600;

  private final Kernel kernel;
  private final Path file;

  AuthFileEditor(Kernel kernel, Path file) {
    this.kernel = kernel;
    this.file = file;
  }

  /** Stores credentials under a registry or repository. */
  void put(String key, Credentials credentials) throws IOException {
    String pair = credentials.user() + ":" + credentials.password();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    change(auths -> {
      auths.put(key, entry);
      return true;
    });
  }

  /** Removes what is stored under a registry or repository; tells whether there was something. */
  boolean remove(String key) throws IOException {
    return change(auths -> auths.remove(key) != null);
  }

  /** Removes all. */
  void clear() throws IOException {
    change(auths -> {
      auths.clear();
      return true;
    });
  }

  private interface Change {
    boolean apply(Map<String, Object> auths);
  }

  private boolean change(Change change) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    String lockFile = file + ".lock";
    int lock = kernel.locks().lock(lockFile, true, -1);
    try {
      Map<String, Object> document = read();
      Map<String, Object> auths = new LinkedHashMap<>(Json.object(document, AUTHS));
      boolean isChanged = change.apply(auths);
      if (isChanged) {
        document.put(AUTHS, auths);
        write(document);
      }
      return isChanged;
    } finally {
      Files.deleteIfExists(Path.of(lockFile));
      kernel.locks().unlock(lock);
    }
  }

  private Map<String, Object> read() throws IOException {
    String text =
        Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    try {
      return text.isBlank() ? new LinkedHashMap<>() : new LinkedHashMap<>(Json.parseObject(text));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("reading credentials from " + file + ": " + e.getMessage(), e);
    }
  }

  private void write(Map<String, Object> document) throws IOException {
    try {
      new AtomicFile(kernel)
          .write(file.toAbsolutePath().toString(), Json.write(document, "\t") + "\n", USER_ONLY);
    } catch (SyscallException e) {
      throw new IOException("writing credentials to " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns which program keeps the credentials of a host, null for this file. */
  @Nullable String helper(String host) throws IOException {
    AuthFile known = AuthFile.read(file);
    if (known == null) {
      return null;
    }
    String own = known.helper(host);
    return own == null ? known.store() : own;
  }
}
