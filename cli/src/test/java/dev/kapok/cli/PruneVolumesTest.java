package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.volume.VolumeFilter;
import dev.kapok.cli.volume.VolumePruning;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruneVolumesTest {
  private final RecordingConsole console = new RecordingConsole();
  private final Session session =
      new Session("kapok", List.of(), new Arguments(), console, new FakeServices());

  private VolumePruning prune(boolean printed) {
    VolumePruning pruning = new VolumePruning(session, new SomeVolumes(), printed);
    pruning.over(pruning.unused(VolumeFilter.of(Map.of(), 0)));
    return pruning;
  }

  @Test
  void goesOnAfterAFailureAndReportsEach() {
    VolumePruning pruning = prune(true);
    assertThat(console.out.toString()).isEqualTo("a\nz\n");
    assertThat(console.err.toString())
        .isEqualTo("Error: removing volume b: busy\nError: removing volume c: busy\n");
    assertThat(pruning.code()).isEqualTo(125);
    assertThat(pruning.removed()).containsExactly(Map.entry("a", 1L), Map.entry("z", 1L));
  }

  @Test
  void leavesThePrintingToOthers() {
    assertThat(prune(false).removed()).hasSize(2);
    assertThat(console.out).isEmpty();
  }

  /** Those named b and c can't be removed, "gone" is gone by now, "used" by now used. */
  private static final class SomeVolumes implements Volumes {
    private static UnsupportedOperationException unused() {
      return new UnsupportedOperationException("no test needs this");
    }

    @Override
    public List<VolumeSummary> list() {
      VolumeSummary busy = new VolumeSummary("d", 1, false, "{}", "{}", 1);
      return List.of(
          VolumeSummary.plain("a", 1, false),
          VolumeSummary.plain("b", 1, false),
          VolumeSummary.plain("c", 1, false),
          busy,
          VolumeSummary.plain("gone", 1, false),
          VolumeSummary.plain("used", 1, false),
          VolumeSummary.plain("z", 1, false));
    }

    @Override
    public long removeUnused(String name) {
      return switch (name) {
        case "b", "c" ->
            throw new KapokException(
                KapokException.Kind.FAILED, "removing volume " + name + ": busy");
        case "d" -> throw new AssertionError("a container uses it");
        case "gone" -> throw new KapokException(KapokException.Kind.NOT_FOUND, "no such volume");
        case "used" -> -1;
        default -> 1;
      };
    }

    @Override
    public String create(VolumeRequest request) {
      throw unused();
    }

    @Override
    public String inspect(String name) {
      throw unused();
    }

    @Override
    public List<String> inspect(List<VolumeSummary> listed) {
      throw unused();
    }

    @Override
    public boolean exists(String name) {
      throw unused();
    }

    @Override
    public String remove(String name, boolean force, @Nullable Integer timeout) {
      throw unused();
    }

    @Override
    public String mount(String name) {
      throw unused();
    }

    @Override
    public void unmount(String name) {
      throw unused();
    }

    @Override
    public InputStream exportTar(String name) {
      throw unused();
    }

    @Override
    public void importTar(String name, InputStream tar) {
      throw unused();
    }
  }
}
