package dev.kapok.test.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * Fails when a command loads a class that isn't in the AOT cache (ten times the cost: it belongs
 * into {@code dev.kapok.cli.Training}), more classes than class-budget.properties allows, or one of
 * those whose first use costs as much as the whole command.
 */
class ClassBudgetIT extends EngineTest {
  private static final String CACHED = " source: shared objects file";

  /** Each with its cost in milliseconds of CPU at the first use; podman ps takes 31 to 44. */
  private static final List<String> TOO_DEAR =
      List.of(
          "com.fasterxml.jackson.", // 60 to 260
          "java.util.Formatter", // 36
          "java.time.format.", // 55
          "java.security.SecureRandom", // 44
          "java.security.MessageDigest", // 39
          "java.util.logging.", // 35
          "java.util.stream.ReferencePipeline", // 26
          "java.lang.runtime.ObjectMethods", // 56
          "java.lang.invoke.InnerClassLambdaMetafactory", // 20
          "java.util.regex.Pattern"); // 11

  @Test
  void versionStaysLight() {
    check("version", "version");
  }

  @Test
  void listsStayLight() {
    kapok.run("create", "--name=one", "--network=none", BB, "true").ok();
    check("ps", "ps", "-a");
    check("images", "images");
    check("inspect", "inspect", "one");
  }

  @Test
  void containerCommandsStayLight() {
    check("run", "run", "--rm", "--network=none", BB, "true");
    check("create", "create", "--name=one", "--network=none", BB, "true");
    check("rm", "rm", "one");
    kapok.run("run", "-d", "--name=two", "--network=none", BB, "sleep", "100").ok();
    check("exec", "exec", "two", "true");
  }

  private void check(String budget, String... command) {
    List<String> loaded = loaded(command);
    List<String> offenders = new ArrayList<>();
    for (String line : loaded) {
      if (!line.endsWith(CACHED) || TOO_DEAR.stream().anyMatch(line::startsWith)) {
        offenders.add(line);
      }
    }
    assertThat(offenders).as("what '%s' loads and must not", String.join(" ", command)).isEmpty();
    assertThat(loaded)
        .as("number of classes that '%s' loads", String.join(" ", command))
        .hasSizeLessThanOrEqualTo(budget(budget));
  }

  private List<String> loaded(String... command) {
    Path log = kapok.folder().resolve("classes.log");
    // "none": lines without decorations.
    kapok.runWithEnv(List.of("KAPOK_JVM_LOG=class+load:file=" + log + ":none"), command).ok();
    try {
      List<String> lines =
          Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
      Files.delete(log);
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException("reading " + log + " failed", e);
    }
  }

  private static int budget(String name) {
    try (InputStream in = ClassBudgetIT.class.getResourceAsStream("class-budget.properties")) {
      Properties budgets = new Properties();
      budgets.load(in);
      return Integer.parseInt(budgets.getProperty(name));
    } catch (IOException e) {
      throw new IllegalStateException("reading class-budget.properties failed", e);
    }
  }
}
