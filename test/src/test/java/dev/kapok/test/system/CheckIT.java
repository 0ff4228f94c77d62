package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code system check}: each kind of damage is found, named, and repaired as far as it may be. */
class CheckIT extends EngineTest {
  private Path overlay() {
    return kapok.root().resolve("overlay");
  }

  private Path layer() {
    return overlay().resolve(StoreState.layers(kapok).get(0));
  }

  private void isSound() {
    assertThat(kapok.run("system", "check").ok().out()).isEmpty();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }

  private void isDamaged(String... words) {
    Result result = kapok.run("system", "check").exits(125);
    assertThat(result.stderr()).contains("damage detected in local storage");
    assertThat(result.stdout()).contains(words);
  }

  private void repairTakesTheImage() {
    Result repaired = kapok.run("system", "check", "--repair").ok();
    assertThat(repaired.stdout()).contains("Deleted damaged layer: ", "Deleted damaged image: ");
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    isSound();
    kapok.run("load", "-q", "-i", archive().toString()).ok();
    runInContainer("true").ok();
    isSound();
  }

  @Test
  void soundStoreIsSound() {
    kapok.run("run", "--name", "c", "--network=none", BB, "touch", "/x").ok();
    kapok.run("commit", "-q", "c", "localhost/child").ok();
    isSound();
    kapok.run("system", "check", "--quick").ok();
    kapok.run("system", "check", "--repair", "--max=0s").ok();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(2);
  }

  @Test
  void changedContentIsFound() throws IOException {
    Files.writeString(layer().resolve("diff/var/data/seed"), "from an enemy\n!");
    kapok.run("system", "check", "--quick").ok();
    isDamaged("Damaged layer " + layer().getFileName() + ":\n1 error occurred:\n\t* ", "seed");
    repairTakesTheImage();
  }

  @Test
  void missingFileIsFound() throws IOException {
    Files.delete(layer().resolve("diff/bin/ls"));
    isDamaged("file \"bin/ls\" is missing");
    repairTakesTheImage();
  }

  @Test
  void changedModeIsFound() {
    Shell.run("chmod", "4755", layer().resolve("diff/bin/busybox").toString()).ok();
    isDamaged("file \"bin/busybox\" has another mode");
    repairTakesTheImage();
  }

  @Test
  void changedOwnerIsFound() {
    Shell.run("chown", "-h", "12:12", layer().resolve("diff/bin/busybox").toString()).ok();
    isDamaged("has another owner");
    repairTakesTheImage();
  }

  @Test
  void missingRecordOfTheTarDoesNoHarmWhereTheFilesTellItAll() throws IOException {
    Files.delete(layer().resolve("tar"));
    Result result = kapok.run("system", "check");
    assertThat(result.status()).isIn(0, 125);
    kapok.run("system", "check", "--repair").ok();
  }

  @Test
  void missingFolderOfALayerIsFound() {
    Shell.run("rm", "-rf", layer().toString()).ok();
    Result quick = kapok.run("system", "check", "-q").exits(125);
    assertThat(quick.stdout()).contains("its folder of files is missing", "Damaged image ");
    repairTakesTheImage();
  }

  @Test
  void shortNamesAreMadeAgain() throws IOException {
    String link = Shell.run("ls", overlay().resolve("l").toString()).ok().out();
    Files.delete(overlay().resolve("l").resolve(link));
    Files.createSymbolicLink(overlay().resolve("l/UNKNOWN"), Path.of("../nowhere/diff"));
    isDamaged("its short name is missing", "short name UNKNOWN: it belongs to no layer");
    kapok.run("system", "check", "-r").ok();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    runInContainer("true").ok();
    isSound();
  }

  @Test
  void leftoversAreFoundAndRemoved() throws IOException {
    String unknown = "e".repeat(64);
    makeFolder(unknown + "/diff");
    makeFolder("staging/1-1-" + unknown + "/diff");
    makeFolder("trash/x");
    makeFolder("c/" + unknown + "/diff");
    isDamaged(
        "layer " + unknown + ": its folder has no record",
        "it was left half made",
        "they were left half deleted",
        "container " + unknown + ": its layer has no record");
    kapok.run("system", "check", "--repair", "--quick").ok();
    isSound();
    runInContainer("true").ok();
  }

  private void makeFolder(String name) {
    List<String> words = new ArrayList<>(identity.prefix(List.of()));
    words.addAll(List.of("mkdir", "-p", overlay().resolve(name).toString()));
    Shell.run(words, "").ok();
  }

  @Test
  void containerThatLostItsLayerGoesOnlyByForce() {
    kapok.run("create", "--name", "c", BB, "true").ok();
    Shell.run("sh", "-c", "rm -rf " + overlay() + "/c/*").ok();
    isDamaged("Damaged container ", "the folder of its layer is missing");
    Result kept = kapok.run("system", "check", "--repair").exits(125);
    assertThat(kept.stderr()).contains("still present after repair attempt");
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1);
    Result removed = kapok.run("system", "check", "--repair", "--force").ok();
    assertThat(removed.stdout()).contains("Deleted damaged container: ");
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    isSound();
  }

  @Test
  void imageThatAContainerNeedsGoesOnlyByForce() throws IOException {
    kapok.run("create", "--name", "c", BB, "true").ok();
    Files.writeString(layer().resolve("diff/var/data/seed"), "?");
    Result kept = kapok.run("system", "check", "--repair").exits(125);
    assertThat(kept.stdout()).contains("Damaged container ").doesNotContain("Deleted");
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    kapok.run("system", "check", "--force").ok();
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    isSound();
  }

  @Test
  void whatAnotherDriverMadeIsLeftAlone() {
    kapok.run("run", "--name", "c", "--network=none", BB, "touch", "/x").ok();
    assertThat(
            kapok.run("--storage-driver=vfs", "system", "check", "--force", "--max=0s").ok().out())
        .isEmpty();
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1);
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    assertThat(kapok.run("diff", "c").ok().lines()).contains("A /x");
    kapok.run("start", "-a", "c").ok();
    isSound();
  }
}
