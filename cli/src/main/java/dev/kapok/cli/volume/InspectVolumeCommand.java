package dev.kapok.cli.volume;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.libpod.Volumes;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code volume inspect}: all that is known about volumes. */
public final class InspectVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Display detailed information on one or more volumes",
        "[options] VOLUME [VOLUME...]",
        List.of(
            Option.flag("all", 'a', "Inspect all volumes"),
            Option.text("format", 'f', "string", "Format volume output using JSON or a template")));
  }

  @Override
  public int run(Session session) {
    Volumes volumes = session.services().engine().volumes();
    List<String> names = VolumeNames.of(session, volumes);
    String format = session.arguments().text("format", "json");
    Template template =
        OutputFormat.isJson(format)
            ? null
            : Template.parse("volume inspect", OutputFormat.unescape(format) + "\n");
    List<String> found = new ArrayList<>();
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            found.add(volumes.inspect(name));
            return "";
          }
        };
    each.over(names);
    if (template == null) {
      session.print(JsonText.array(found));
    } else {
      for (int i = 0; i < found.size(); i++) {
        session.console().out(template.render(Json.parseObject(found.get(i))));
      }
    }
    return each.code();
  }
}
