package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.image.ImageTransfer;
import dev.kapok.cli.image.RegistryArguments;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.list.EditList;
import dev.kapok.image.list.FindInstances;
import dev.kapok.image.list.InstanceChange;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.libpod.Engine;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.file.RandomId;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the commands on lists have in common. */
final class ListArguments {
  private static final String INSECURE = "insecure";
  private static final List<String> RETRIES = List.of("retry", "retry-delay");

  private ListArguments() {}

  /** A change of lists. */
  interface Edit {
    /** Makes it; returns the list's id. */
    String with(EditList lists) throws IOException;
  }

  /** Returns the options of commands that read from registries. */
  static List<Option> registryOptions() {
    List<Option> options = new ArrayList<>();
    for (Option option : RegistryArguments.options()) {
      if (!RETRIES.contains(option.name())) {
        options.add(option);
      }
    }
    options.add(
        Option.flag(
            INSECURE, "Neither require HTTPS nor verify certificates (as tls-verify=false)"));
    return options;
  }

  static RegistryOptions registry(Arguments arguments) {
    RegistryOptions options = RegistryArguments.read(arguments);
    if (!arguments.given(INSECURE)) {
      return options;
    }
    if (arguments.given("tls-verify")) {
      throw new UsageException("--insecure and --tls-verify cannot be used together");
    }
    return new RegistryOptions(
        options.authFile(),
        options.credentials(),
        options.certDir(),
        !arguments.flag(INSECURE),
        options.retries(),
        options.retryDelay());
  }

  /** Returns the options that say what an instance runs on. */
  static List<Option> platformOptions() {
    return List.of(
        Option.commaList(
            "annotation", Option.NO_LETTER, "strings", "Set an annotation for the image"),
        Option.text("arch", "string", "Override the architecture of the image"),
        Option.commaList(
            "features", Option.NO_LETTER, "strings", "Override the features of the image"),
        Option.text("os", "string", "Override the OS of the image"),
        Option.commaList(
            "os-features", Option.NO_LETTER, "strings", "Override the OS features of the image"),
        Option.text("os-version", "string", "Override the OS version of the image"),
        Option.text("variant", "string", "Override the variant of the image"));
  }

  static InstanceChange change(Arguments arguments) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (String text : arguments.list("annotation")) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException("no value given for annotation \"" + text + "\"");
      }
      annotations.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return new InstanceChange(
        arguments.text("os"),
        arguments.text("arch"),
        arguments.text("variant"),
        arguments.text("os-version"),
        arguments.list("os-features"),
        arguments.list("features"),
        annotations);
  }

  /** Changes lists, and prints the id of the one that was changed. */
  static int edit(Session session, String what, RegistryOptions options, Edit edit) {
    Services services = session.services();
    Engine engine = services.engine();
    ImageTransfer transfer = new ImageTransfer(session, true);
    FindInstances sources =
        new FindInstances(
            engine.imageStore(),
            transfer.lists(),
            Registries.ofHost(services.kernel(), options),
            transfer.archives());
    EditList lists =
        new EditList(
            engine.database(),
            engine.imageStore(),
            sources,
            new RandomId(services.kernel().io()),
            Clock.systemUTC());
    try {
      session.print(edit.with(lists));
      return 0;
    } catch (IOException e) {
      throw ImageTransfer.failed(what, e);
    } catch (ImageNotFoundException e) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, what + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new KapokException(KapokException.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
