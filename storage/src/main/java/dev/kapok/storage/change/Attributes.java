package dev.kapok.storage.change;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.SyscallException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The extended attributes that belong to a file, and not to the host or to overlay. */
final class Attributes {
  private static final List<String> KEPT =
      List.of(
          "security.capability",
          "security.ima",
          "system.posix_acl_access",
          "system.posix_acl_default");

  private Attributes() {}

  /** Returns the attributes of a name (empty: the folder itself), sorted; links have none. */
  static Map<String, byte[]> of(SourceFolder folder, String name) {
    Map<String, byte[]> found = new TreeMap<>();
    List<String> names;
    try {
      names = attributes(folder).listXattrs(folder.fd(), folder.path(name));
    } catch (SyscallException e) {
      if (isNothing(e)) {
        return found;
      }
      throw e;
    }
    for (String attribute : names) {
      if (isKept(attribute)) {
        byte[] value = get(folder, name, attribute);
        if (value != null) {
          found.put(attribute, folder.source().seen(attribute, value));
        }
      }
    }
    return found;
  }

  private static boolean isKept(String attribute) {
    return KEPT.contains(attribute)
        || (attribute.startsWith("user.") && !attribute.startsWith("user.overlay."));
  }

  /** Returns one attribute, null where it is not set. */
  static byte @Nullable [] get(SourceFolder folder, String name, String attribute) {
    try {
      return attributes(folder).getXattr(folder.fd(), folder.path(name), attribute);
    } catch (SyscallException e) {
      if (isNothing(e)) {
        return null;
      }
      throw e;
    }
  }

  static boolean areEqual(Map<String, byte[]> one, Map<String, byte[]> other) {
    if (!one.keySet().equals(other.keySet())) {
      return false;
    }
    for (Map.Entry<String, byte[]> entry : one.entrySet()) {
      if (!Arrays.equals(entry.getValue(), other.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static FileAttributes attributes(SourceFolder folder) {
    return folder.source().kernel().attributes();
  }

  private static boolean isNothing(SyscallException e) {
    return e.errno() == Errno.ENODATA || e.errno() == Errno.EOPNOTSUPP || SourceFolder.isGone(e);
  }
}
