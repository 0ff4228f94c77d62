package dev.kapok.cli;

import dev.kapok.cli.command.Services;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.ContainerIo;
import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.Engine;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.NetworkDirectories;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.config.Surroundings;
import dev.kapok.storage.StorageConfig;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Terminals;
import java.util.List;
import java.util.Map;

/** An engine without containers whose life cycle only remembers what it was told. */
final class FakeServices implements Services {
  final FakeLifecycle lifecycle = new FakeLifecycle();
  final FakeImages images = new FakeImages();

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no test needs this");
  }

  @Override
  public FakeLifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public FakeLifecycle upkeep() {
    return lifecycle;
  }

  @Override
  public ContainerIo io() {
    throw unused();
  }

  @Override
  public ContainerQueries queries() {
    throw unused();
  }

  @Override
  public FakeImages images() {
    return images;
  }

  @Override
  public EngineConfig config() {
    return new EngineConfig(
        new EngineConfig.Directories("/r", "/rr", "/t", "/v", NetworkDirectories.only("/n")),
        new EngineConfig.Programs(
            null, Map.of(), List.of(), List.of(), "/bin", "", List.of(), List.of(), List.of()),
        new StorageConfig("/r", "/rr", "overlay", List.of(), false),
        "cgroupfs",
        List.of(),
        "file",
        "warn",
        false,
        () ->
            new ContainerDefaults(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "default",
                null,
                "k8s-file",
                -1,
                2048,
                65536 << 10,
                10,
                "0022",
                "ctrl-p,ctrl-q",
                "/init",
                false,
                false,
                List.of(),
                UserNamespaceDefaults.BUILT_IN));
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public Engine engine() {
    throw unused();
  }

  @Override
  public Surroundings surroundings() {
    throw unused();
  }

  @Override
  public Kernel kernel() {
    throw unused();
  }

  @Override
  public Terminals terminals() {
    throw unused();
  }

  @Override
  public List<String> environment() {
    return List.of("HOME=/home/me", "CALLER=mine");
  }

  @Override
  public void beginLog(String command) {}

  @Override
  public long now() {
    return 0;
  }
}
