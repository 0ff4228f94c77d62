package dev.kapok.cli.system;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code version}: what this engine is. */
public final class VersionCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Display the Kapok version information",
        "[options]",
        List.of(
            Option.text(
                "format", 'f', "string", "Change the output format to JSON or a Go template")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    String format = session.arguments().text("format");
    session.console().out(format == null ? plain() : VersionFormat.render(format));
    return 0;
  }

  private static String plain() {
    return "Client:       Kapok Engine\nVersion:      "
        + BuildInfo.VERSION
        + "\nAPI Version:  "
        + BuildInfo.API_VERSION
        + "\nJava Version: "
        + BuildInfo.javaVersion()
        + "\nBuilt:        "
        + BuildInfo.BUILT_TIME
        + "\nOS/Arch:      "
        + BuildInfo.osArch()
        + "\n";
  }
}
