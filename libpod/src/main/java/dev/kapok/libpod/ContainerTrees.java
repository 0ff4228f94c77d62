package dev.kapok.libpod;

import dev.kapok.storage.Change;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of containers and images: compared, written as tars, made images of, mounted.
 *
 * <p>Containers and images are named as everywhere; where either may be meant, a container is
 * looked for first. Failures are {@link KapokException}s and storage's own. A container may run
 * meanwhile.
 */
public interface ContainerTrees {
  /** What a name may mean. */
  enum Scope {
    ANY,
    CONTAINER,
    IMAGE
  }

  /**
   * Returns what a container or an image changed in what it is built on, or what is different in it
   * from another one. The engine's own files in a container are left out.
   *
   * @param other the container or image to compare with, null for what it is built on
   */
  List<Change> diff(Scope scope, String nameOrId, @Nullable String other);

  /** Opens a tar of all that a container sees, without its volumes, for the caller to close. */
  InputStream export(String nameOrId);

  /**
   * Copies files between containers, the host and streams, as podman-cp(1) says.
   *
   * @param in the tar that is copied where the source is a stream; it may be compressed
   * @param out takes the tar where the destination is a stream
   */
  void copy(CopyRequest request, InputStream in, OutputStream out);

  /** Makes an image of a container; returns the image's id. */
  String commit(String nameOrId, CommitOptions options);

  /** Mounts a container's root file system, if it is not; returns the path. */
  String mount(String nameOrId);

  /** Returns where the root file system of a container is mounted, null where it isn't. */
  @Nullable String mounted(String nameOrId);

  /**
   * Unmounts a container's root file system.
   *
   * @param force whether it is no failure that the container runs; then nothing is done
   * @return the container's id; null where it was not mounted
   */
  @Nullable String unmount(String nameOrId, boolean force);
}
