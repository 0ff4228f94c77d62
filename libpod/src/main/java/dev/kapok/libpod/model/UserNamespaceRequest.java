package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for of a container's user namespace; {@code libpod.userns} reads the words.
 *
 * @param mode of {@code --userns}: "keep-id:uid=5"; empty where it was not given
 * @param uidMaps of {@code --uidmap}, one each
 * @param gidMaps of {@code --gidmap}
 * @param subUids whose ids of /etc/subuid are mapped, {@code --subuidname}
 * @param subGids likewise, of /etc/subgid
 */
public record UserNamespaceRequest(
    String mode,
    List<String> uidMaps,
    List<String> gidMaps,
    @Nullable String subUids,
    @Nullable String subGids) {
  /** Copies the lists. */
  public UserNamespaceRequest {
    uidMaps = List.copyOf(uidMaps);
    gidMaps = List.copyOf(gidMaps);
  }

  /** Tells whether a mapping was given, by ranges or by names. */
  public boolean hasMaps() {
    return !uidMaps.isEmpty() || !gidMaps.isEmpty() || subUids != null || subGids != null;
  }
}
