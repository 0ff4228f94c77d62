package dev.kapok.libpod.spec;

import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Programs that the runtime calls in a container's life (config.md, "POSIX-platform Hooks"), from
 * the folders that {@code --hooks-dir} names (oci-hooks(5)).
 */
final class HooksPart implements SpecContributor {
  private static final String[] STAGES = {
    "prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"
  };

  private final SmallFiles files;

  HooksPart(SmallFiles files) {
    this.files = files;
  }

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    List<String> paths = HookFolders.files(context.hooksDirs());
    if (paths.isEmpty()) {
      return;
    }
    String program = spec.args().isEmpty() ? "" : spec.args().get(0);
    List<Hook> hooks = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Hook hook = Hook.parse(files.userFile(paths.get(i), "hook"), paths.get(i));
      if (hook.matches(spec.annotations(), program, !context.mounts().isEmpty())) {
        hooks.add(hook);
      }
    }
    write(spec.top(), hooks);
  }

  private static void write(JsonWriter top, List<Hook> hooks) {
    if (hooks.isEmpty()) {
      return;
    }
    top.name("hooks").beginObject();
    for (String stage : STAGES) {
      boolean begun = false;
      for (int i = 0; i < hooks.size(); i++) {
        @Nullable String json = hooks.get(i).json(stage);
        if (json != null) {
          if (!begun) {
            top.name(stage).beginArray();
            begun = true;
          }
          top.raw(json);
        }
      }
      if (begun) {
        top.endArray();
      }
    }
    top.endObject();
  }
}
