package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code images}: lists images, a row for each of their names. */
public final class ImagesCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "List images in local storage",
        "[options] [IMAGE]",
        List.of(
            Option.flag("all", 'a', "Show all images (default hides intermediate images)"),
            Option.flag("digests", "Show digests"),
            Option.commaList(
                "filter", 'f', "strings", "Filter output based on conditions provided"),
            Option.text("format", "string", "Change the output format to JSON or a Go template"),
            Option.flag("no-trunc", "Do not truncate output"),
            Option.flag("noheading", 'n', "Do not print column headings"),
            Option.flag("quiet", 'q', "Display only image IDs"),
            Option.text("sort", "string", "Sort by size, tag, created, id, repository")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().size() > 1) {
      throw new UsageException("`" + session.path() + "` takes at most 1 argument");
    }
    List<ImageRow> rows =
        new ImageFilter(session.services().images(), arguments, session.services().now())
            .apply(session.services().images().list());
    new ImageOrder(arguments.text("sort", "created")).sort(rows);
    ImageTable table = new ImageTable(session.services().now(), arguments);
    session.console().out(table.render(rows));
    return 0;
  }
}
