package dev.kapok.sys;

/** Flags of open(2) and openat2(2), for x86_64 and aarch64 where they agree, with resolve flags. */
public final class OpenFlags {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_NOCTTY = 0400;
  public static final int O_TRUNC = 01000;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_DIRECTORY = 0200000;
  public static final int O_NOFOLLOW = 0400000;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_PATH = 010000000;

  /** A file without a name in the folder that is opened; some file systems don't have it. */
  public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  /** No component may be on another mount (EXDEV; openat2(2)). */
  public static final int RESOLVE_NO_XDEV = 0x01;

  /** No component may be a symbolic link of /proc. */
  public static final int RESOLVE_NO_MAGICLINKS = 0x02;

  /** No component may be a symbolic link at all. */
  public static final int RESOLVE_NO_SYMLINKS = 0x04;

  /** Leaving the directory is an error (EXDEV). */
  public static final int RESOLVE_BENEATH = 0x08;

  /** The directory is the root of every look-up, ".." and absolute links included. */
  public static final int RESOLVE_IN_ROOT = 0x10;

  private OpenFlags() {}
}
