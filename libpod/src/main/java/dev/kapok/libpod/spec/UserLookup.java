package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds users and groups in the passwd and group files of a root file system (passwd(5), group(5)),
 * never in the host's.
 *
 * <p>A number is an id and needs no entry; whoever has no entry gets group 0 and the home "/". A
 * group given with the user replaces all groups that the files know of.
 */
public final class UserLookup {
  private static final int NAME = 0;
  private static final int ID = 2;
  private static final int PASSWD_GID = 3;
  private static final int PASSWD_HOME = 5;
  private static final int GROUP_MEMBERS = 3;

  private final SmallFiles files;

  /** Reads by these means. */
  public UserLookup(FileIo io, FileTree tree) {
    this.files = new SmallFiles(io, tree);
  }

  /**
   * Finds who a process runs as.
   *
   * @param rootFs the mounted root file system
   * @param user {@code user[:group]}, names or ids; null or empty for root
   * @param groups additional groups, names or ids
   * @throws KapokException of kind START_FAILED for a name that the files don't have
   */
  public ProcessUser find(String rootFs, @Nullable String user, List<String> groups) {
    String wanted = user == null ? "" : user;
    int colon = wanted.indexOf(':');
    String userPart = colon < 0 ? wanted : wanted.substring(0, colon);
    String groupPart = colon < 0 ? "" : wanted.substring(colon + 1);

    String passwd = files.text(rootFs, "etc/passwd");
    String group = files.text(rootFs, "etc/group");
    long number = userPart.isEmpty() ? 0 : id(userPart);
    @Nullable String entry = findEntry(passwd, userPart, number);
    if (entry == null && number < 0) {
      throw new KapokException(
          KapokException.Kind.START_FAILED,
          "unable to find user " + userPart + ": no matching entries in passwd file");
    }
    int uid = entry == null ? (int) number : (int) Math.max(0, id(field(entry, ID)));
    int gid = entry == null ? 0 : (int) Math.max(0, id(field(entry, PASSWD_GID)));
    if (!groupPart.isEmpty()) {
      gid = groupId(group, groupPart);
    }
    List<Integer> additional = new ArrayList<>();
    // Files may deny a group what they grant to others: none may be shed (CVE-2022-2989).
    additional.add(gid);
    if (groupPart.isEmpty() && entry != null) {
      addMemberships(group, field(entry, NAME), additional);
    }
    for (int i = 0; i < groups.size(); i++) {
      add(additional, groupId(group, groups.get(i)));
    }
    String home = entry == null ? "" : field(entry, PASSWD_HOME);
    return new ProcessUser(uid, gid, additional, home.isEmpty() ? "/" : home);
  }

  private static int groupId(String group, String nameOrId) {
    long number = id(nameOrId);
    if (number >= 0) {
      return (int) number;
    }
    String entry = findEntry(group, nameOrId, -1);
    long found = entry == null ? -1 : id(field(entry, ID));
    if (found < 0) {
      throw new KapokException(
          KapokException.Kind.START_FAILED,
          "unable to find group " + nameOrId + ": no matching entries in group file");
    }
    return (int) found;
  }

  private static void addMemberships(String group, String user, List<Integer> found) {
    int from = 0;
    while (from < group.length()) {
      int end = lineEnd(group, from);
      String line = group.substring(from, end);
      long id = id(field(line, ID));
      if (id >= 0 && isMember(field(line, GROUP_MEMBERS), user)) {
        add(found, (int) id);
      }
      from = end + 1;
    }
  }

  private static boolean isMember(String members, String user) {
    int from = 0;
    while (from <= members.length() - user.length()) {
      int comma = members.indexOf(',', from);
      int end = comma < 0 ? members.length() : comma;
      if (end - from == user.length() && members.startsWith(user, from) && !user.isEmpty()) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  private static void add(List<Integer> groups, int id) {
    if (!groups.contains(id)) {
      groups.add(id);
    }
  }

  /** Returns the first line with this id or, where it is negative, with this name. */
  static @Nullable String findEntry(String text, String name, long id) {
    int from = 0;
    while (from < text.length()) {
      int end = lineEnd(text, from);
      String line = text.substring(from, end);
      boolean same = id >= 0 ? id(field(line, ID)) == id : field(line, NAME).equals(name);
      if (same && line.indexOf(':') >= 0) {
        return line;
      }
      from = end + 1;
    }
    return null;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Returns a field of a line of passwd(5) or group(5), from 0 on; empty where it is missing. */
  public static String field(String line, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      int colon = line.indexOf(':', from);
      if (colon < 0) {
        return "";
      }
      from = colon + 1;
    }
    int end = line.indexOf(':', from);
    return line.substring(from, end < 0 ? line.length() : end);
  }

  /** Returns the id that the text is, −1 where it is none; ids end at 2³¹−1. */
  static long id(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= Integer.MAX_VALUE ? value : -1;
  }
}
