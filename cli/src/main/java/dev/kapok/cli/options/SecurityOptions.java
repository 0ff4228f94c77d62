package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.values.CapabilityParser;
import dev.kapok.cli.values.SecurityOptParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.SecurityConfig;
import java.util.List;

/** What the container may do. */
public final class SecurityOptions {
  private SecurityOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.flag("privileged", "Give extended privileges to container"));
    options.add(Option.commaList("cap-add", "strings", "Add capabilities to the container"));
    options.add(Option.commaList("cap-drop", "strings", "Drop capabilities from the container"));
    options.add(Option.list("security-opt", "stringArray", "Security Options"));
  }

  static SecurityConfig build(Arguments arguments, ContainerDefaults defaults) {
    SecurityOptParser parser = new SecurityOptParser();
    List<String> texts = arguments.list("security-opt");
    for (int i = 0; i < texts.size(); i++) {
      parser.add(texts.get(i));
    }
    boolean privileged = arguments.flag("privileged");
    String seccomp = parser.seccomp();
    if (seccomp == null && !privileged) {
      seccomp = defaults.seccompProfile();
    }
    return new SecurityConfig(
        privileged,
        CapabilityParser.parse(arguments.list("cap-add")),
        CapabilityParser.parse(arguments.list("cap-drop")),
        parser.noNewPrivileges(),
        seccomp,
        parser.mask(),
        parser.unmask());
  }
}
