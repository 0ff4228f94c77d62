package dev.kapok.sys.jni;

import dev.kapok.sys.CallerFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the launcher found out, by the numbers of host.c. */
final class JniHost {
  private JniHost() {}

  static CallerFacts facts() {
    byte[][] entries = Natives.hostEnvironment();
    List<String> environment = new ArrayList<>(entries.length);
    for (byte[] entry : entries) {
      environment.add(Result.text(entry));
    }
    return new CallerFacts(
        environment,
        Natives.hostNumber(0),
        Natives.hostNumber(1),
        required(0),
        required(1),
        text(2),
        text(3),
        Natives.hostNumber(2) != 0,
        Natives.hostNumber(3),
        Natives.hostNumber(4) != 0);
  }

  private static String required(int which) {
    String text = text(which);
    return text == null ? "" : text;
  }

  private static @Nullable String text(int which) {
    byte[] bytes = Natives.hostText(which);
    return bytes == null ? null : Result.text(bytes);
  }
}
