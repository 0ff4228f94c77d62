package dev.kapok.libpod.bundle;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.spec.UserNames;
import dev.kapok.sys.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a user or group that was asked for by a number an entry in the container's passwd and group
 * files where the image has none, since programs often refuse to run as nobody they know.
 *
 * <p>The container gets copies with the entry added; the image's files, and those of a volume that
 * is mounted over them, stay as they are.
 */
final class AddedUser {
  private final EngineParts parts;
  private final ContainerConfig config;
  private final ProcessConfig process;
  private final ProcessUser user;

  /** Asks for the user that a container's process runs as. */
  AddedUser(EngineParts parts, ContainerConfig config, ProcessUser user) {
    this.parts = parts;
    this.config = config;
    this.process = config.process();
    this.user = user;
  }

  /**
   * What became of it.
   *
   * @param user at home where its new entry says
   * @param mounts with those of the copies in front
   */
  record Known(ProcessUser user, List<MountConfig> mounts) {}

  /** Writes the copies into the bundle. */
  Known addTo(List<MountConfig> mounts, String rootFs, boolean readOnly) {
    String asked = process.user();
    if (asked == null || asked.isEmpty() || covered(mounts, "/etc")) {
      return new Known(user, mounts);
    }
    ProcessUser known = user;
    UserNames names = UserNames.read(parts.kernel().io(), parts.kernel().tree(), rootFs);
    boolean newUser = names.user(user.uid()) == null;
    boolean newGroup = asked.indexOf(':') >= 0 && names.group(user.gid()) == null;
    List<MountConfig> all = new ArrayList<>();
    if (newUser && !names.passwd().isEmpty() && !covered(mounts, "/etc/passwd")) {
      all.add(copy("passwd", names.passwd(), passwdEntry(), readOnly));
      known = new ProcessUser(user.uid(), user.gid(), user.groups(), home());
    }
    if (newGroup && !names.group().isEmpty() && !covered(mounts, "/etc/group")) {
      String owner = names.user(user.uid());
      String member = owner == null ? Integer.toString(user.uid()) : owner;
      all.add(
          copy("group", names.group(), user.gid() + ":x:" + user.gid() + ":" + member, readOnly));
    }
    all.addAll(mounts);
    return new Known(known, all);
  }

  private String passwdEntry() {
    UserNamespace own = config.namespaces().user();
    boolean caller = own != null && !own.user().isEmpty() && own.user().equals(process.user());
    return (caller ? Host.userName() : Integer.toString(user.uid()))
        + ":*:"
        + user.uid()
        + ":"
        + user.gid()
        + ":container user:"
        + home()
        + ":/bin/sh";
  }

  /** A colon would end the field. */
  private String home() {
    String workdir = process.workdir();
    return workdir == null || workdir.isEmpty() || hasAny(workdir, ":\n") ? "/" : workdir;
  }

  private static boolean hasAny(String text, String chars) {
    for (int i = 0; i < chars.length(); i++) {
      if (text.indexOf(chars.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private MountConfig copy(String file, String text, String entry, boolean readOnly) {
    String path = parts.paths().inBundle(config.id(), file);
    String lineEnd = text.endsWith("\n") ? "" : "\n";
    parts.disk().write(path, text + lineEnd + entry + "\n", 0644);
    ContainerFiles.give(parts, config, path);
    return new MountConfig(
        MountConfig.Type.BIND,
        path,
        "/etc/" + file,
        List.of("bind", "rprivate", readOnly ? "ro" : "rw"));
  }

  private static boolean covered(List<MountConfig> mounts, String target) {
    for (int i = 0; i < mounts.size(); i++) {
      String other = mounts.get(i).target();
      if (other.equals(target) || other.equals(target + "/")) {
        return true;
      }
    }
    return false;
  }
}
