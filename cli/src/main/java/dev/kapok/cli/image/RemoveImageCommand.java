package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.RemoveImage;
import dev.kapok.libpod.KapokException;
import java.util.ArrayList;
import java.util.List;

/** {@code rmi}: removes names of images, and images without names. */
public final class RemoveImageCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Removes one or more images from local storage",
        "[options] IMAGE [IMAGE...]",
        List.of(
            Option.flag("all", 'a', "Remove all images"),
            Option.flag("force", 'f', "Force Removal of the image"),
            Option.flag("ignore", 'i', "Ignore errors if a specified image does not exist")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    boolean all = arguments.flag("all");
    if (all == !arguments.words().isEmpty()) {
      throw new UsageException(
          all
              ? "when using the --all switch, you may not pass any images names or IDs"
              : "image name or ID must be specified");
    }
    boolean force = arguments.flag("force");
    boolean ignore = arguments.flag("ignore") || force || all;
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return text(session.services().images().remove(name, force));
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return ignore && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(all ? everything(session) : arguments.words());
    return each.removalCode();
  }

  /** Returns every name, and the ids of images without one: name after name, each image goes. */
  private static List<String> everything(Session session) {
    List<String> all = new ArrayList<>();
    List<ImageSummary> images = session.services().images().list();
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i).readOnly()) {
        continue;
      }
      all.addAll(images.get(i).names());
      if (images.get(i).dangling()) {
        all.add(images.get(i).id());
      }
    }
    return all;
  }

  private static String text(RemoveImage.Removed removed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < removed.untagged().size(); i++) {
      text.append(i > 0 ? "\n" : "").append("Untagged: ").append(removed.untagged().get(i));
    }
    if (removed.deleted() != null) {
      text.append(text.isEmpty() ? "" : "\n").append("Deleted: ").append(removed.deleted());
    }
    return text.toString();
  }
}
