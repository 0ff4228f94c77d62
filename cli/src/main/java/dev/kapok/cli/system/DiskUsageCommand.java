package dev.kapok.cli.system;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.libpod.DiskUsage;
import java.util.List;

/** {@code system df}: how much space images, containers and volumes take. */
public final class DiskUsageCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Show kapok disk usage",
        "[options]",
        List.of(
            Option.text("format", "string", "Pretty-print images using a Go template"),
            Option.flag("verbose", 'v', "Show detailed information on disk usage")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    boolean verbose = arguments.flag("verbose");
    if (verbose && arguments.given("format")) {
      throw new UsageException("cannot combine --format and --verbose flags");
    }
    DiskUsage usage = session.services().engine().system().usage();
    session
        .console()
        .out(
            verbose
                ? new DiskUsageDetails(usage, session.services().now()).render()
                : new DiskUsageTable(usage)
                    .render(OutputFormat.ownTable(arguments.text("format"))));
    return 0;
  }
}
