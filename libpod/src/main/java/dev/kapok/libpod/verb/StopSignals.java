package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stop signals that were sent ahead, by container, until somebody goes on with the stop. */
final class StopSignals {
  private final EngineParts parts;
  private final Map<String, StopSignal> sent = new HashMap<>();

  StopSignals(EngineParts parts) {
    this.parts = parts;
  }

  /** Sends them to those that run; what fails is left to the stop itself. */
  void send(List<String> nameOrIds, @Nullable Integer timeout) {
    for (int i = 0; i < nameOrIds.size(); i++) {
      if (parts.containers().findResting(nameOrIds.get(i)) != null) {
        continue;
      }
      StopSignal signal = new StopSignal(parts, timeout);
      try {
        Container container = parts.containers().find(nameOrIds.get(i));
        String id = container.config().id();
        if (container.state().status().hasProcess() && !sent.containsKey(id)) {
          signal.run(container);
          sent.put(id, signal);
        }
      } catch (KapokException e) {
        signal.release();
      }
    }
  }

  /** Returns the signal that was sent to a container, or one to be sent. */
  StopSignal take(String id, @Nullable Integer timeout) {
    StopSignal signal = sent.remove(id);
    return signal != null ? signal : new StopSignal(parts, timeout);
  }
}
