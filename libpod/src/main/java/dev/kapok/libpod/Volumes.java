package dev.kapok.libpod;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Volumes: folders that outlive containers.
 *
 * <p>A volume is named by its name or by the beginning that no other has. What is not there is a
 * {@link KapokException} NOT_FOUND.
 */
public interface Volumes {
  /**
   * Makes a volume and returns its name.
   *
   * @throws KapokException EXISTS where the name is taken, INVALID for options that make no sense
   */
  String create(VolumeRequest request);

  /** Returns all volumes by their names; one query. */
  List<VolumeSummary> list();

  /** Returns what is known of a volume, as podman's JSON. */
  String inspect(String name);

  /**
   * Returns the same of each volume of {@link #list}, as it was then: what went meanwhile is shown,
   * too.
   */
  List<String> inspect(List<VolumeSummary> listed);

  /** Tells whether a volume has exactly this name. */
  boolean exists(String name);

  /**
   * Removes a volume and returns its name.
   *
   * @param force whether containers that use it are removed, too
   * @param timeout how long those may take to stop, in seconds; null for their own
   * @throws KapokException IN_USE where containers use it
   */
  String remove(String name, boolean force, @Nullable Integer timeout);

  /** Removes a volume that no container uses; returns its size in bytes, −1 where it stays. */
  long removeUnused(String name);

  /** Makes a volume's files visible to the host until {@link #unmount}, and returns where. */
  String mount(String name);

  /** Takes one {@link #mount} back. */
  void unmount(String name);

  /** Opens a tar of a volume's files, for the caller to close. */
  InputStream exportTar(String name);

  /**
   * Adds the files of a tar, which may be compressed, to a volume: all of them or, where the tar is
   * no good, none.
   */
  void importTar(String name, InputStream tar) throws IOException;
}
