package dev.kapok.libpod.spec;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.RefusingFileIo;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads real files through the JDK; whatever would change something is refused. */
final class NioFiles {
  private final List<Path> paths = new ArrayList<>();
  private final List<@Nullable InputStream> streams = new ArrayList<>();

  /** What was opened and not closed yet. */
  int open;

  FileIo io() {
    return new Io();
  }

  FileTree tree() {
    return new Tree();
  }

  SmallFiles smallFiles() {
    return new SmallFiles(io(), tree());
  }

  private int openPath(Path path) {
    try {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      paths.add(path);
      streams.add(Files.isDirectory(path) ? null : Files.newInputStream(path));
      open++;
      return paths.size() - 1;
    } catch (NoSuchFileException e) {
      throw new SyscallException("open", Errno.ENOENT, path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Io extends RefusingFileIo {
    @Override
    public int open(String path, int flags, int mode) {
      return openPath(Path.of(path));
    }

    @Override
    public int read(int fd, byte[] buffer, int offset, int length) {
      try {
        InputStream stream = streams.get(fd);
        return stream == null ? 0 : Math.max(0, stream.read(buffer, offset, length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close(int fd) {
      open--;
    }
  }

  private final class Tree implements FileTree {
    @Override
    public int openBeneath(int dirFd, byte[] path, int flags, int mode, int resolve) {
      return openPath(paths.get(dirFd).resolve(new String(path, StandardCharsets.UTF_8)));
    }

    @Override
    public @Nullable FileStat stat(int dirFd, byte[] name) {
      try {
        Map<String, Object> all =
            Files.readAttributes(
                Path.of(new String(name, StandardCharsets.UTF_8)),
                "unix:mode,uid,gid,nlink,rdev,ino",
                LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
            number(all, "mode").intValue(),
            number(all, "uid").intValue(),
            number(all, "gid").intValue(),
            number(all, "nlink").intValue(),
            0,
            0,
            number(all, "ino").longValue(),
            number(all, "rdev").longValue(),
            0,
            0,
            0);
      } catch (NoSuchFileException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Number number(Map<String, Object> attributes, String name) {
      return attributes.get(name) instanceof Number number ? number : 0;
    }

    @Override
    public void mkdir(int dirFd, byte[] name, int mode) {
      throw new UnsupportedOperationException("mkdir");
    }

    @Override
    public void mknod(int dirFd, byte[] name, int mode, long device) {
      throw new UnsupportedOperationException("mknod");
    }

    @Override
    public void symlink(byte[] target, int dirFd, byte[] name) {
      throw new UnsupportedOperationException("symlink");
    }

    @Override
    public void link(int fromDirFd, byte[] fromName, int toDirFd, byte[] toName) {
      throw new UnsupportedOperationException("link");
    }

    @Override
    public void unlink(int dirFd, byte[] name, boolean directory) {
      throw new UnsupportedOperationException("unlink");
    }

    @Override
    public void rename(int fromDirFd, byte[] from, int toDirFd, byte[] to, boolean noReplace) {
      throw new UnsupportedOperationException("rename");
    }

    @Override
    public byte[] readlink(int dirFd, byte[] name) {
      throw new UnsupportedOperationException("readlink");
    }

    @Override
    public List<byte[]> list(int dirFd) {
      throw new UnsupportedOperationException("list");
    }
  }
}
