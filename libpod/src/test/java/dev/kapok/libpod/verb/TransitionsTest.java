package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final String MATRIX =
      """
      verb     CONFIGURED CREATED    RUNNING    PAUSED     STOPPING   STOPPED    EXITED     REMOVING
      LOOK     ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED
      START    ALLOWED    ALLOWED    DONE       REFUSED    REFUSED    ALLOWED    ALLOWED    REFUSED
      STOP     DONE       ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    DONE       DONE
      KILL     REFUSED    REFUSED    ALLOWED    ALLOWED    ALLOWED    REFUSED    REFUSED    REFUSED
      ATTACH   REFUSED    REFUSED    ALLOWED    REFUSED    ALLOWED    REFUSED    REFUSED    REFUSED
      EXEC     REFUSED    REFUSED    ALLOWED    REFUSED    ALLOWED    REFUSED    REFUSED    REFUSED
      TOP      REFUSED    REFUSED    ALLOWED    ALLOWED    ALLOWED    REFUSED    REFUSED    REFUSED
      REMOVE   ALLOWED    ALLOWED    FORCED     FORCED     FORCED     ALLOWED    ALLOWED    ALLOWED
      RENAME   ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    ALLOWED    REFUSED
      CONNECT  ALLOWED    ALLOWED    ALLOWED    ALLOWED    REFUSED    ALLOWED    ALLOWED    REFUSED
      CLEANUP  DONE       ALLOWED    FORCED     FORCED     FORCED     ALLOWED    DONE       ALLOWED
      """;

  @Test
  void saysWhatEveryVerbMayDoInEveryState() {
    StringBuilder matrix = new StringBuilder(pad("verb", 9));
    for (Status status : Status.values()) {
      matrix.append(pad(status.name(), 11));
    }
    for (Verb verb : Verb.values()) {
      matrix.append("\n").append(pad(verb.name(), 9));
      for (Status status : Status.values()) {
        matrix.append(pad(Transitions.answer(verb, status).name(), 11));
      }
    }

    assertThat(matrix.toString().replaceAll(" +\n", "\n").strip()).isEqualTo(MATRIX.strip());
  }

  @Test
  void refusesInTheWordsOfTheState() {
    Container container = Configs.plain('1', "one", "/usr/sbin/runc", RestartPolicy.NO);

    KapokException refusal = Transitions.refusal(Verb.KILL, container);

    assertThat(refusal.kind()).isEqualTo(KapokException.Kind.WRONG_STATE);
    assertThat(refusal)
        .hasMessage(
            "can only kill running containers. "
                + Configs.id('1')
                + " is in state created: container state improper");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
