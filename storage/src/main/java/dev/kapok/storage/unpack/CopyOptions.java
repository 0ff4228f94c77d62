package dev.kapok.storage.unpack;

import dev.kapok.sys.IdMaps;
import org.jspecify.annotations.Nullable;

/**
 * How files are copied into a tree.
 *
 * @param owner whose they become, null for whom the tar names
 * @param overwrite whether a folder gives way to what is none, and the other way round
 * @param devices whether device nodes are made; else they are left out
 * @param maps of the user namespace whose ids owners are given in; null for none
 */
public record CopyOptions(
    @Nullable Owner owner, boolean overwrite, boolean devices, @Nullable IdMaps maps) {
  /**
   * A user and a group.
   *
   * @param setId whether files that others had keep what they run with: set-uid and set-gid bits
   *     and capabilities. Where the new owner may do more than the old one, they must not.
   */
  public record Owner(int uid, int gid, boolean setId) {}
}
