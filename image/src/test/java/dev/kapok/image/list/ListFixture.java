package dev.kapok.image.list;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.ListTarget;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.pull.PullImage;
import dev.kapok.image.pull.PullRequest;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.send.SendImage;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Spool;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.RandomId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A store with what works on lists, and registries to take images from and to send them to. */
final class ListFixture implements AutoCloseable {
  static final long NOW = 1_700_000_000L;

  final FakeRegistry registry = new FakeRegistry();
  final FakeRegistry second = new FakeRegistry();
  final ImageStoreFixture store;
  final ListStore lists;
  private final Path folder;

  ListFixture(Path folder) throws IOException {
    this.folder = folder;
    this.store = new ImageStoreFixture(folder);
    this.lists = new ListStore(store.database, store.images);
  }

  Registries registries() {
    return FakeRegistry.registries(
        RegistriesConf.read(List.of()),
        new UserFiles(
            List.of("XDG_CONFIG_HOME=" + folder, "XDG_RUNTIME_DIR=" + folder),
            folder.toString(),
            1000,
            true),
        new RegistryOptions(null, null, null, false, 0, Duration.ofMillis(1)));
  }

  OpenArchive archives() {
    return new OpenArchive(new Spool(folder), Platform.host());
  }

  EditList edit() {
    return new EditList(
        store.database,
        store.images,
        new FindInstances(store.images, lists, registries(), archives()),
        new RandomId(TestKernel.get().io()),
        Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
  }

  CopyImage copy() {
    return new CopyImage(store.database, store.layers, store.images, Progress.SILENT);
  }

  StoredImage pull(String name) throws IOException {
    return new PullImage(store.images, copy(), registries(), new Spool(folder), Progress.SILENT)
        .pull(new PullRequest(name, null, PullRequest.Policy.ALWAYS))
        .getFirst();
  }

  ManifestIndex push(String list, String to, boolean all, SendOptions options) throws IOException {
    ImageReference reference = ImageReference.parse(to);
    Registries registries = registries();
    try (ListTarget target =
        registries.client(registries.pushPlace(reference)).target(reference.tag())) {
      return push(list, target, all, options);
    }
  }

  ManifestIndex push(String list, ListTarget target, boolean all, SendOptions options)
      throws IOException {
    OpenInstance open =
        new OpenInstance(
            store.images,
            store.layers,
            store.layers,
            new LayerBlobs(store.database),
            registries(),
            archives());
    SendImage send =
        new SendImage(store.database, store.layers, store.images, store.layers, Progress.SILENT);
    return new PushList(lists, open, send, Progress.SILENT)
        .push(lists.require(list), target, List.of(), all, options);
  }

  ListDocument document(String list) throws IOException {
    return lists.document(lists.require(list));
  }

  @Override
  public void close() {
    store.close();
    registry.close();
    second.close();
  }
}
