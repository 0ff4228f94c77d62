package dev.kapok.cli.volume;

import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes volumes that no container uses; one that can't be removed keeps no other. */
public final class VolumePruning extends EachName {
  private final Volumes volumes;
  private final boolean printed;
  private final Map<String, Long> removed = new LinkedHashMap<>();

  /**
   * Plans it.
   *
   * @param printed whether the name of each is printed once it is gone
   */
  public VolumePruning(Session session, Volumes volumes, boolean printed) {
    super(session);
    this.volumes = volumes;
    this.printed = printed;
  }

  /** Returns the names of those that fit. */
  public List<String> unused(VolumeFilter filter) {
    List<String> unused = new ArrayList<>();
    for (VolumeSummary volume : filter.apply(volumes.list())) {
      if (volume.users() == 0) {
        unused.add(volume.name());
      }
    }
    return unused;
  }

  /** Removes one, unless somebody uses it by now. */
  @Override
  protected String act(String name) {
    long size = volumes.removeUnused(name);
    if (size < 0) {
      return "";
    }
    removed.put(name, size);
    return printed ? name : "";
  }

  @Override
  protected boolean forgives(KapokException failure) {
    return failure.kind() == KapokException.Kind.NOT_FOUND;
  }

  /** Returns the names of those that are gone, with their sizes in bytes. */
  public Map<String, Long> removed() {
    return removed;
  }
}
