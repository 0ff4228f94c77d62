package dev.kapok.cli.system;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.CheckOptions;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.EngineSystem;
import dev.kapok.libpod.KapokException;
import java.util.List;
import java.util.Map;

/** {@code system check}: finds damage in the store, and repairs it. */
public final class CheckCommand implements Command {
  private static final int FAILED = 125;
  private static final long SECOND = 1_000_000_000L;

  @Override
  public Usage usage() {
    return Usage.of(
        "Check storage consistency",
        "[options]",
        List.of(
            Option.flag("force", 'f', "Remove inconsistent images and containers"),
            Option.text(
                "max",
                'm',
                "duration",
                "Maximum allowed age of unreferenced layers; without it, any age is"),
            Option.flag(
                "quick",
                'q',
                "Skip time-consuming checks. The default is to include time-consuming checks"),
            Option.flag("repair", 'r', "Remove inconsistent images")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    boolean quick = arguments.flag("quick");
    String max = arguments.text("max");
    long unusedAfter = max == null ? -1 : TimeParser.span(max) / SECOND;
    boolean force = arguments.flag("force");
    boolean repair = arguments.flag("repair") || force;
    EngineSystem system = session.services().engine().system();
    CheckReport report = system.check(new CheckOptions(quick, repair, force, unusedAfter));
    print(session, report);
    for (String failure : report.failures()) {
      session.console().err("Error: repair: " + failure + "\n");
    }
    int failed = report.failures().isEmpty() ? 0 : FAILED;
    if (!report.damaged()) {
      return failed;
    }
    if (!repair) {
      throw failure("damage detected in local storage");
    }
    if (system.check(new CheckOptions(quick, false, false, unusedAfter)).damaged()) {
      throw failure("damage in local storage still present after repair attempt");
    }
    return failed;
  }

  private static KapokException failure(String message) {
    return new KapokException(KapokException.Kind.FAILED, message);
  }

  private static void print(Session session, CheckReport report) {
    damaged(session, "layer", report.layers());
    deleted(session, "layer", report.removedLayers());
    damaged(session, "image", report.images());
    deleted(session, "image", report.removedImages());
    damaged(session, "container", report.containers());
    deleted(session, "container", report.removedContainers());
    session.console().flush();
  }

  private static void damaged(Session session, String what, Map<String, List<String>> found) {
    for (Map.Entry<String, List<String>> one : found.entrySet()) {
      session.print("Damaged " + what + " " + one.getKey() + ":");
      int count = one.getValue().size();
      session.print(count + (count == 1 ? " error occurred:" : " errors occurred:"));
      for (String problem : one.getValue()) {
        session.print("\t* " + problem);
      }
      session.print("\n");
    }
  }

  private static void deleted(Session session, String what, List<String> ids) {
    for (String id : ids) {
      session.print("Deleted damaged " + what + ": " + id);
    }
  }
}
