package dev.kapok.cli.network;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Networks;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code network inspect}: all that is known about networks. */
public final class InspectNetworkCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Display the configuration of networks",
        "[options] NETWORK [NETWORK...]",
        List.of(
            Option.text("format", 'f', "string", "Format networks as JSON or by a Go template")));
  }

  @Override
  public int run(Session session) {
    Networks networks = session.services().engine().networks();
    List<String> names = NetworkNames.of(session);
    String format = session.arguments().text("format", "json");
    Template template =
        NetworkFields.isJson(format)
            ? null
            : Template.parse("network inspect", OutputFormat.unescape(format) + "\n");
    List<String> found = new ArrayList<>();
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            found.add(inspect(networks, name));
            return "";
          }
        };
    each.over(names);
    if (!found.isEmpty() || template == null) {
      session
          .console()
          .out(template == null ? JsonText.array(found) + "\n" : rendered(template, found));
    }
    return each.code();
  }

  private static String inspect(Networks networks, String name) {
    try {
      return networks.inspect(name);
    } catch (KapokException e) {
      throw new KapokException(
          e.kind(), "inspecting object: network " + name + ": " + e.getMessage(), e);
    }
  }

  private static String rendered(Template template, List<String> found) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < found.size(); i++) {
      String created = Json.string(Json.parseObject(found.get(i)), "created");
      long nanos = TimeParser.moment(String.valueOf(created), 0);
      text.append(template.render(NetworkFields.of(found.get(i), nanos)));
    }
    return text.toString();
  }
}
