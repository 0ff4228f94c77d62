package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.RemoveImage;
import dev.kapok.image.StoredImage;
import dev.kapok.image.list.ListStore;
import dev.kapok.libpod.Engine;
import dev.kapok.libpod.KapokException;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest rm}: removes lists; the images that they name stay. */
public final class RemoveListCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove manifest list or image index from local storage",
        "[options] LIST [LIST...]",
        List.of(Option.flag("ignore", 'i', "Ignore errors if a specified list does not exist")));
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    Engine engine = session.services().engine();
    ListStore lists = new ListStore(engine.database(), engine.imageStore());
    boolean ignore = session.arguments().flag("ignore");
    List<String> deleted = new ArrayList<>();
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            StoredImage seen;
            try {
              seen = lists.require(name);
            } catch (ImageNotFoundException e) {
              throw new KapokException(
                  KapokException.Kind.NOT_FOUND, String.valueOf(e.getMessage()), e);
            }
            RemoveImage.Removed removed = session.services().images().removeSeen(name, false, seen);
            if (removed.deleted() != null) {
              deleted.add("Deleted: " + removed.deleted());
            }
            return untagged(removed);
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return ignore && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(words);
    deleted.forEach(session::print);
    return each.removalCode();
  }

  private static String untagged(RemoveImage.Removed removed) {
    List<String> lines = new ArrayList<>();
    for (String name : removed.untagged()) {
      lines.add("Untagged: " + name);
    }
    return String.join("\n", lines);
  }
}
