package dev.kapok.libpod.spec;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import org.jspecify.annotations.Nullable;

/** The names that the passwd and group files of a root file system give to ids. */
public final class UserNames {
  private final String passwd;
  private final String group;

  private UserNames(String passwd, String group) {
    this.passwd = passwd;
    this.group = group;
  }

  /** Reads the files; those that are missing name nobody. */
  public static UserNames read(FileIo io, FileTree tree, String rootFs) {
    SmallFiles files = new SmallFiles(io, tree);
    return new UserNames(files.text(rootFs, "etc/passwd"), files.text(rootFs, "etc/group"));
  }

  /** Returns the text of the passwd file. */
  public String passwd() {
    return passwd;
  }

  /** Returns the text of the group file. */
  public String group() {
    return group;
  }

  /** Returns a user's name, null where the id has none. */
  public @Nullable String user(int uid) {
    return name(passwd, uid);
  }

  /** Returns a group's name, null where the id has none. */
  public @Nullable String group(int gid) {
    return name(group, gid);
  }

  private static @Nullable String name(String text, int id) {
    String entry = UserLookup.findEntry(text, "", id);
    return entry == null ? null : UserLookup.field(entry, 0);
  }
}
