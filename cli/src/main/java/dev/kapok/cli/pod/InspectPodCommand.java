package dev.kapok.cli.pod;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Pods;
import dev.kapok.sys.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pod inspect}: all that is known about pods; an object for each, as in podman 4. */
public final class InspectPodCommand implements Command {
  private static final String INDENT = "     ";

  @Override
  public Usage usage() {
    return Usage.of(
        "Display a pod configuration",
        "[options] POD [POD...]",
        List.of(
            Option.text("format", 'f', "string", "Format the output to a Go template or json"),
            PodSelection.latest()));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();
    String format = session.arguments().text("format", "json");
    Template template =
        OutputFormat.isJson(format)
            ? null
            : Template.parse("pod inspect", OutputFormat.unescape(format) + "\n");
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.console().out(text(pods, name, template));
            return "";
          }
        };
    each.over(PodSelection.of(session));
    return each.code();
  }

  private static String text(Pods pods, String name, @Nullable Template template) {
    String found;
    try {
      found = pods.inspect(name);
    } catch (KapokException e) {
      throw new KapokException(e.kind(), "inspecting object: " + e.getMessage(), e);
    }
    if (template != null) {
      return template.render(Json.parseObject(found));
    }
    StringBuilder json = new StringBuilder();
    JsonText.append(json, found, INDENT, 0);
    return json.append('\n').toString();
  }
}
