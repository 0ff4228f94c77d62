package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.options.PodOptions;
import dev.kapok.cli.options.RequestOptions;
import java.util.List;

/** {@code create}: records a container without starting it. */
public final class CreateCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = RequestOptions.options();
    // Checked for the sake of what run does with them; what does not start has no streams.
    options.add(Option.commaList("attach", 'a', "strings", "Attach to STDIN, STDOUT or STDERR"));
    options.add(AttachOptionsGroup.detachKeys());
    options.add(AttachOptionsGroup.sigProxy());
    return Usage.wrapping(
        "Create but do not start a container", "[options] IMAGE [COMMAND [ARG...]]", options);
  }

  @Override
  public int run(Session session) {
    if (!session.arguments().given("pod")) {
      return create(session);
    }
    return PodOptions.inPod(
        session,
        new PodOptions.Work() {
          @Override
          public int run() {
            return create(session);
          }
        });
  }

  private static int create(Session session) {
    RunCommand.attach(session);
    session.print(
        session
            .services()
            .lifecycle()
            .create(
                RequestOptions.build(
                    session.arguments(),
                    session.services().environment(),
                    session.services().config().defaults(),
                    session.commandLine())));
    return 0;
  }
}
