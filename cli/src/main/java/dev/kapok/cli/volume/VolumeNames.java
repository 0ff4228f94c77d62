package dev.kapok.cli.volume;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import java.util.ArrayList;
import java.util.List;

/** Which volumes a command is about: those that are named, or {@code --all}. */
final class VolumeNames {
  private VolumeNames() {}

  static List<String> of(Session session, Volumes volumes) {
    List<String> words = session.arguments().words();
    if (!session.arguments().flag("all")) {
      if (words.isEmpty()) {
        throw new UsageException("provide one or more volume names or use --all");
      }
      return words;
    }
    if (!words.isEmpty()) {
      throw new UsageException("cannot use --all and volume names together");
    }
    List<String> names = new ArrayList<>();
    List<VolumeSummary> all = volumes.list();
    for (int i = 0; i < all.size(); i++) {
      names.add(all.get(i).name());
    }
    return names;
  }

  /** Returns the only word. */
  static String one(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    return words.get(0);
  }
}
