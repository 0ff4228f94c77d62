package dev.kapok.sys.jni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OwnThread;
import org.jspecify.annotations.Nullable;

final class JniMounts implements Mounts {
  static final JniMounts INSTANCE = new JniMounts();

  @Override
  public void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    mountFrom(null, source, target, type, flags, data);
  }

  @Override
  public void mountIn(
      String directory,
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    mountFrom(directory, source, target, type, flags, data);
  }

  @Override
  public boolean unmount(String target, int flags) {
    int result = Natives.unmount(Result.bytes(target), flags);
    if (result == -Errno.EINVAL || result == -Errno.ENOENT) {
      return false;
    }
    Result.check(result, "unmount", target);
    return true;
  }

  @Override
  public boolean isMountPoint(String path) {
    int result = Natives.isMountPoint(Result.bytes(path));
    if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
      return false;
    }
    return Result.check(result, "stat", path) == 1;
  }

  @Override
  public long fileSystemType(String path) {
    return statfs(path)[0];
  }

  @Override
  public long freeBytes(String path) {
    return statfs(path)[1];
  }

  @Override
  public void makeNetworkNamespace(String path) {
    Result.check(Natives.makeNetworkNamespace(Result.bytes(path)), "make network namespace", path);
  }

  @Override
  public void inNetworkNamespace(String path, Runnable work) {
    OwnThread.run(
        new Runnable() {
          @Override
          public void run() {
            Result.check(
                Natives.joinNetworkNamespace(Result.bytes(path)), "join network namespace", path);
            work.run();
          }
        });
  }

  @Override
  public int openUserNamespace(IdMaps maps) {
    String users = maps.users().text();
    return Result.check(
        Natives.openUserNamespace(Result.bytes(users), Result.bytes(maps.groups().text())),
        "make a user namespace",
        users.trim());
  }

  @Override
  public void mountMapped(String source, String target, int userNamespace) {
    Result.check(
        Natives.mountMapped(Result.bytes(source), Result.bytes(target), userNamespace),
        "mount with mapped owners",
        source);
  }

  private static void mountFrom(
      @Nullable String directory,
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    Result.check(
        Natives.mount(
            optional(directory),
            optional(source),
            Result.bytes(target),
            optional(type),
            flags,
            optional(data)),
        "mount",
        target);
  }

  private static long[] statfs(String path) {
    long[] found = new long[2];
    Result.check(Natives.statfs(Result.bytes(path), found), "statfs", path);
    return found;
  }

  private static byte @Nullable [] optional(@Nullable String text) {
    return text == null ? null : Result.bytes(text);
  }
}
