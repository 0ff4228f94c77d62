package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Digits;
import dev.kapok.sys.Mounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the options of the driver "local" mean (podman-volume-create(1), mount(8)): a plain folder,
 * or one on which something is mounted while it is used.
 */
public final class LocalDriver {
  /** The greatest id of a user or group; the number behind it means none (chown(2)). */
  private static final long LAST_ID = 0xFFFF_FFFEL;

  private String type = "";
  private String device = "";
  private long flags;
  private boolean bind;
  private boolean noCopy;
  private long uid = -1;
  private long gid = -1;
  private final List<String> data = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();

  private LocalDriver() {}

  /**
   * Reads options.
   *
   * @throws KapokException INVALID for those that make no sense, NOT_SUPPORTED for those that this
   *     host cannot have
   */
  public static LocalDriver of(Map<String, String> options) {
    LocalDriver driver = new LocalDriver();
    for (Iterator<Map.Entry<String, String>> all = options.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, String> option = all.next();
      driver.option(option.getKey(), option.getValue());
    }
    driver.check();
    return driver;
  }

  /** Tells whether something is mounted on the volume's folder. */
  public boolean mounts() {
    return bind || !type.isEmpty();
  }

  /** Returns the type of the file system, empty for a bind mount. */
  public String type() {
    return bind ? "" : type;
  }

  /** Returns what is mounted. */
  public String device() {
    return device.isEmpty() ? type : device;
  }

  /** Returns the MS_* flags of {@link Mounts}. */
  public long flags() {
    return flags;
  }

  /** Returns the options that are the file system's own. */
  public String data() {
    return String.join(",", data);
  }

  /**
   * Returns the options of a mount of the volume in a container: what is mounted with fewer rights
   * gets no more there.
   */
  List<String> restrict(List<String> options) {
    if (flags == 0) {
      return options;
    }
    List<String> restricted = new ArrayList<>(options);
    restrict(restricted, Mounts.MS_RDONLY, "ro", "rw");
    restrict(restricted, Mounts.MS_NOSUID, "nosuid", "suid");
    restrict(restricted, Mounts.MS_NODEV, "nodev", "dev");
    restrict(restricted, Mounts.MS_NOEXEC, "noexec", "exec");
    return restricted;
  }

  private void restrict(List<String> options, long flag, String word, String opposite) {
    if ((flags & flag) != 0) {
      options.remove(opposite);
      if (!options.contains(word)) {
        options.add(word);
      }
    }
  }

  /** Tells whether it starts without what the image has at its place. */
  public boolean noCopy() {
    return noCopy;
  }

  /** Returns the owner, −1 for none that was asked for. */
  public long uid() {
    return uid;
  }

  /** Returns the group, −1 for none that was asked for. */
  public long gid() {
    return gid;
  }

  /** Returns the options as a volume has them: as with podman, owner and group stand apart, too. */
  public Map<String, String> complete(Map<String, String> options) {
    Map<String, String> complete = new LinkedHashMap<>(options);
    if (uid >= 0) {
      complete.put("UID", Long.toString(uid));
    }
    if (gid >= 0) {
      complete.put("GID", Long.toString(gid));
    }
    return complete;
  }

  private void option(String key, String value) {
    switch (key) {
      case "type" -> type = value;
      case "device" -> device = value;
      case "o" -> words(value);
      case "copy", "nocopy" -> noCopy = key.equals("nocopy");
      case "uid", "UID" -> uid = id(key, value);
      case "gid", "GID" -> gid = id(key, value);
      case "size", "inodes" -> limits.add(key + "=" + value);
      case "noquota" -> {}
      default -> throw invalid("invalid mount option " + key + " for driver 'local'");
    }
  }

  private void words(String value) {
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      if (end > start) {
        word(value.substring(start, end));
      }
      start = end + 1;
    }
  }

  private void word(String word) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    switch (key) {
      case "uid" -> uid = id(key, value);
      case "gid" -> gid = id(key, value);
      case "size", "inodes", "nr_inodes" -> limits.add(word);
      case "copy", "nocopy" -> noCopy = key.equals("nocopy");
      case "bind" -> bind = true;
      case "rbind" -> {
        bind = true;
        flags |= Mounts.MS_REC;
      }
      case "defaults", "rw", "dev", "suid", "exec", "async", "noquota" -> {}
      case "timeout" ->
          throw invalid("option timeout=" + value + " is for volume plugins, which Kapok has none");
      default -> {
        long flag = flag(key);
        if (flag == 0 || equals >= 0) {
          data.add(word);
        }
        flags |= equals < 0 ? flag : 0;
      }
    }
  }

  private static long flag(String word) {
    return switch (word) {
      case "ro" -> Mounts.MS_RDONLY;
      case "nosuid" -> Mounts.MS_NOSUID;
      case "nodev" -> Mounts.MS_NODEV;
      case "noexec" -> Mounts.MS_NOEXEC;
      case "sync" -> Mounts.MS_SYNCHRONOUS;
      case "dirsync" -> Mounts.MS_DIRSYNC;
      case "noatime" -> Mounts.MS_NOATIME;
      case "nodiratime" -> Mounts.MS_NODIRATIME;
      case "relatime" -> Mounts.MS_RELATIME;
      case "strictatime" -> Mounts.MS_STRICTATIME;
      default -> 0;
    };
  }

  private void check() {
    bind |= type.equals("bind") || type.equals("none");
    if (bind && !device.startsWith("/")) {
      throw invalid("a bind mount needs the option device, the absolute path of what is bound");
    }
    if (!device.isEmpty() && !mounts()) {
      throw invalid(
          "option device=" + device + " needs a type, or o=bind: Kapok does not guess what it is");
    }
    if (!type.isEmpty() && !bind && device.isEmpty() && !type.equals("tmpfs")) {
      throw invalid("option type=" + type + " needs the option device, what is to be mounted");
    }
    if (!mounts() && (!data.isEmpty() || flags != 0)) {
      throw invalid(
          "options o=… for mount need the options type and device, so that something is mounted");
    }
    if (type.equals("tmpfs") && !bind) {
      data.addAll(limits);
      addOwner();
    } else if (!limits.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.NOT_SUPPORTED,
          "volume options size and inodes not supported: they need project quotas, which Kapok"
              + " sets on no file system; a volume with type=tmpfs can have them");
    }
  }

  /** A tmpfs is born empty, so its owner is an option of its own. */
  private void addOwner() {
    if (uid >= 0) {
      data.add("uid=" + uid);
    }
    if (gid >= 0) {
      data.add("gid=" + gid);
    }
  }

  private static long id(String key, String text) {
    long id = Digits.parseLong(text, 10);
    if (id < 0 || id > LAST_ID) {
      throw invalid("option " + key + "=" + text + " is no number of a user or group");
    }
    return id;
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
