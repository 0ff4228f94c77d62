package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** User namespaces where something is wrong: with the ranges, or with a copy that was cut short. */
class UsernsFaultIT extends EngineTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 8;
  private static final String IMAGE = "localhost/many";

  /** Runs with copies of the layers, whatever the kernel can do. */
  private String[] copying(String... command) {
    String map = identity == Identity.ROOT ? "0:100000:5000" : "0:1:5000";
    List<String> words =
        new ArrayList<>(List.of("run", "--rm", "--network=none", "--uidmap=" + map));
    words.add(IMAGE);
    words.addAll(List.of(command));
    return words.toArray(new String[0]);
  }

  @Test
  void aCopyThatWasKilledIsMadeAgain() throws Exception {
    String make =
        "mkdir -p /many/sub; i=0; while [ $i -lt 800 ]; do echo $i > /many/sub/$i;"
            + " i=$((i+1)); done";
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", make).ok();
    kapok.run("commit", "-q", "c", IMAGE).ok();
    kapok.run("rm", "c").ok();
    int layers = StoreState.layers(kapok).size();
    List<String> env = List.of("_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes");
    String[] count = copying("sh", "-c", "find /many -type f -user 0 | wc -l");
    Victim victim = new Victim(kapok, SEED, env);
    long duration = victim.duration(count);
    int copied = StoreState.layers(kapok).size();
    assertThat(copied).isGreaterThan(layers);
    for (int i = 0; i < ROUNDS; i++) {
      forgetCopies();
      assertThat(StoreState.layers(kapok)).hasSize(layers);
      victim.kill(duration, count);
      assertThat(kapok.runWithEnv(env, count).ok().out()).isEqualTo("800");
      kapok.run("rm", "-f", "-a", "-t", "0").ok();
      assertThat(StoreState.layers(kapok)).as("each copy once").hasSize(copied);
    }
    kapok.run("system", "prune", "--external").ok();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }

  /** The kernel's way, where it has one: layers are shown with mapped owners for a moment. */
  @Test
  void layersThatAreBeingMappedCanBeDroppedAtAnyMoment() throws Exception {
    kapok.run("tag", BB, IMAGE).ok();
    String[] count = copying("sh", "-c", "stat -c %u /bin; touch /new");
    Victim victim = new Victim(kapok, SEED);
    long duration = victim.duration(count);
    for (int i = 0; i < ROUNDS; i++) {
      victim.kill(duration, count);
      assertThat(kapok.run(count).ok().out()).isEqualTo("0");
    }
    kapok.run("rm", "-f", "-a", "-t", "0").ok();
    kapok.run("system", "prune", "--external").ok();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(kapok.root() + "/overlay/c");
  }

  /** Saves the image, removes it with its copies, and brings it back. */
  private void forgetCopies() {
    Path archive = kapok.folder().resolve("many.tar");
    if (!Files.exists(archive)) {
      kapok.run("save", "-q", "-o", archive.toString(), IMAGE).ok();
    }
    kapok.run("rmi", "-f", IMAGE, BB).ok();
    kapok.run("load", "-q", "-i", archive.toString()).ok();
  }

  @Test
  void rangesThatAreUsedUpAreNamed() throws Exception {
    assumeTrue(Identity.USER.missing() == null, "there is no user with subordinate ids");
    List<String> env = storage("root-auto-userns-user = '" + Identity.USER_NAME + "'");
    kapok
        .runWithEnv(
            env, "create", "--name=a", "--network=none", "--userns=auto:size=40000", BB, "true")
        .ok();
    kapok
        .runWithEnv(env, "run", "--rm", "--network=none", "--userns=auto:size=40000", BB, "true")
        .exits(125)
        .complains("could not find enough available ids: 40000 users are needed, 25536 of 65536")
        .complains("give more in /etc/subuid");
    kapok.run("rm", "a").ok();
    kapok
        .runWithEnv(env, "run", "--rm", "--network=none", "--userns=auto:size=40000", BB, "true")
        .ok();
  }

  @Test
  void autoHasItsSizesFromTheConfiguration() throws Exception {
    assumeTrue(Identity.USER.missing() == null, "there is no user with subordinate ids");
    String owner = "root-auto-userns-user = '" + Identity.USER_NAME + "'\n";
    String[] show = {
      "run", "--rm", "--network=none", "--userns=auto", BB, "cat", "/proc/self/uid_map"
    };
    assertThat(kapok.runWithEnv(storage(owner), show).ok().out()).endsWith(" 1024");
    List<String> least = storage(owner + "auto-userns-min-size = 3000");
    assertThat(kapok.runWithEnv(least, show).ok().out()).endsWith(" 3000");
    List<String> most = storage(owner + "auto-userns-min-size = 100\nauto-userns-max-size = 1500");
    assertThat(kapok.runWithEnv(most, with(show, "--user=2000")).exits(125).stderr())
        .contains("does not exist in the user namespace");
    List<String> none = storage("root-auto-userns-user = 'nobody-at-all'");
    if (identity == Identity.ROOT) {
      kapok
          .runWithEnv(none, show)
          .exits(125)
          .complains("no ranges found for user \"nobody-at-all\" in /etc/subuid");
    }
    kapok
        .runWithEnv(storage("auto-userns-min-size = 0"), show)
        .exits(125)
        .complains("auto-userns-min-size is 0");
  }

  private static String[] with(String[] words, String option) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(1, option);
    return all.toArray(new String[0]);
  }

  private List<String> storage(String options) throws Exception {
    Path conf = kapok.folder().resolve("storage.conf");
    Files.writeString(conf, "[storage.options]\n" + options + "\n");
    return List.of("CONTAINERS_STORAGE_CONF=" + conf);
  }

  @Test
  void containersConfNamesTheMode() throws Exception {
    assumeTrue(Identity.USER.missing() == null, "there is no user with subordinate ids");
    Path conf = kapok.folder().resolve("containers.conf");
    Files.writeString(conf, "[containers]\nuserns = 'auto'\nannotations = ['of=conf']\n");
    List<String> env =
        new ArrayList<>(storage("root-auto-userns-user = '" + Identity.USER_NAME + "'"));
    env.add("CONTAINERS_CONF=" + conf);
    String[] show = {"run", "--network=none", "--name=c", BB, "cat", "/proc/self/uid_map"};
    assertThat(kapok.runWithEnv(env, show).ok().out()).endsWith(" 1024");
    assertThat(
            kapok
                .runWithEnv(env, "inspect", "-f", "{{index .Config.Annotations \"of\"}}", "c")
                .ok()
                .out())
        .isEqualTo("conf");
    kapok.run("rm", "c").ok();
    assertThat(kapok.runWithEnv(env, with(show, "--userns=host")).ok().out())
        .doesNotEndWith(" 1024");
    kapok.run("rm", "c").ok();
    env.add("PODMAN_USERNS=auto:size=2048");
    assertThat(kapok.runWithEnv(env, show).ok().out()).endsWith(" 2048");
  }

  /** Root alone can have another /etc/subuid, in a mount namespace of the test's. */
  private Result under(String ranges, String... command) throws Exception {
    Path file = kapok.folder().resolve("subids");
    Files.writeString(file, ranges);
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
    words.add(
        "mount --bind "
            + file
            + " /etc/subuid && mount --bind "
            + file
            + " /etc/subgid && exec \"$@\"");
    words.add("sh");
    words.addAll(kapok.argv(List.of(), command));
    return Shell.run(words, "");
  }

  @Test
  void filesOfRangesMayBeRubbish() throws Exception {
    assumeTrue(identity == Identity.ROOT, "only root can have other files");
    String[] show = {
      "run", "--rm", "--network=none", "--userns=auto:size=1500", BB, "cat", "/proc/self/uid_map"
    };
    String rubbish =
        """
        containers
        containers:x:1
        containers:-1:5
        \0
        containers:1:0
        containers:4294967290:100
        containers:99999999999:1
        :::
        """;
    under(rubbish, show).exits(125).complains("no ranges found for user \"containers\"");
    assertThat(words(under(rubbish + "containers:700000:2000\n", show)))
        .containsExactly("0", "700000", "1500");
    assertThat(words(under("containers:700000:1000\ncontainers:700500:1000\n", show)))
        .as("overlapping")
        .containsExactly("0", "700000", "1000", "1000", "701000", "500");
    under("containers:700000:1000\ncontainers:700000:1000\n", show)
        .exits(125)
        .complains("1000 of 1000 are not used");
    String[] huge = {
      "run",
      "--rm",
      "--network=none",
      "--userns=auto:size=4294967000",
      BB,
      "cat",
      "/proc/self/uid_map"
    };
    assertThat(words(under("containers:1:4294967294\n", huge)))
        .containsExactly("0", "1", "4294967000");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      many.append("containers:").append(700_000 + 2 * i).append(":1\n");
    }
    under(many.toString(), show).exits(125).complains("the kernel takes at most 340");
    assertThat(kapok.run("ps", "-aq").ok().out()).as("nothing was created").isEmpty();
  }

  private static List<String> words(Result map) {
    return List.of(map.ok().out().trim().split("[ \n]+", -1));
  }
}
