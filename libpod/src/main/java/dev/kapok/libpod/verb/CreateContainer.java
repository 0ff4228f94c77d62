package dev.kapok.libpod.verb;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.mounts.AskedVolume;
import dev.kapok.libpod.mounts.ImageMounts;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.EarlyChecks;
import dev.kapok.libpod.state.IdRangeTable;
import dev.kapok.libpod.userns.AutoIds;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records a container: its image is found, its configuration completed, its layer made. */
public final class CreateContainer {
  private static final int MAX_ATTEMPTS = 5;

  private final EngineParts parts;

  /** Works with these parts. */
  public CreateContainer(EngineParts parts) {
    this.parts = parts;
  }

  /** Creates it and returns it. */
  Container create(ContainerRequest request) {
    String pod = request.namespaces().pod();
    ContainerRequest joined = pod == null ? request : new JoinPod(parts).join(request, pod);
    return create(joined, parts.ids().hex(64), null);
  }

  /** Records a new pod and, in the same transaction, the container that holds its namespaces. */
  public void createInfra(ContainerRequest request, Pod pod, String id) {
    create(request, id, pod);
  }

  private Container create(ContainerRequest request, String id, @Nullable Pod newPod) {
    String name = request.name();
    if (name != null) {
      LegalName.ofContainer(name);
    }
    StoredImage image = new ImageFinder(parts).find(request);
    String cidFile = request.cidFile();
    boolean created = false;
    if (cidFile != null) {
      writeCidFile(cidFile, id);
    }
    try {
      if (request.replace() && name != null) {
        removeOld(name);
      }
      Container container = insert(request, id, image, newPod);
      created = true;
      return container;
    } finally {
      if (cidFile != null && !created) {
        parts.disk().deleteFile(cidFile);
      }
    }
  }

  /** Inserts the rows; a made-up name that is taken is replaced by another. */
  private Container insert(
      ContainerRequest request, String id, @Nullable StoredImage image, @Nullable Pod newPod) {
    RequestCompleter completer = new RequestCompleter(parts, request, image);
    for (int attempt = 0; ; attempt++) {
      String asked = request.name();
      String name = asked != null ? asked : ContainerNames.random(parts.ids(), attempt);
      Container container = new Container(completer.complete(id, name), ContainerState.NEW);
      new EarlyChecks(parts.kernel(), container.config()).check(parts.config().defaults());
      try {
        return insert(container, completer.autoIds(), newPod);
      } catch (KapokException e) {
        if (asked != null || e.kind() != KapokException.Kind.EXISTS || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Container insert(Container asked, @Nullable AutoIds autoIds, @Nullable Pod newPod) {
    try (Tx tx = parts.database().begin()) {
      Container container = autoIds == null ? asked : withIds(asked, autoIds.choose(tx));
      ContainerConfig config = container.config();
      if (newPod != null) {
        parts.pods().insert(tx, newPod);
      }
      parts.containers().insert(tx, container);
      parts.dependencies().insert(tx, config);
      UserNamespace user = config.namespaces().user();
      if (user != null && user.mode().equals(UserNamespace.PRIVATE)) {
        new IdRangeTable().insert(tx, config.id(), user.maps().users(), false);
        new IdRangeTable().insert(tx, config.id(), user.maps().groups(), true);
      }
      insertVolumes(tx, config);
      insertNetworks(tx, config);
      IdMaps shift = user == null ? null : user.maps();
      if (!config.mounts().isEmpty()) {
        new ImageMounts(parts).insert(tx, config, shift);
      }
      if (config.rootFs().path() == null) {
        boolean disposable = config.lifecycle().autoRemove();
        parts.layers().create(tx, config.id(), config.rootFs().topLayer(), disposable, shift);
      }
      tx.commit();
      return container;
    }
  }

  private static Container withIds(Container asked, IdMaps maps) {
    UserNamespace user = new UserNamespace(UserNamespace.PRIVATE, "", maps);
    return new Container(asked.config().in(user), asked.state());
  }

  private void insertVolumes(Tx tx, ContainerConfig config) {
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      String source = mount.source();
      if (mount.type() == MountConfig.Type.VOLUME && source != null) {
        boolean anonymous = RequestCompleter.isAnonymous(mount);
        AskedVolume asked = new AskedVolume(mount);
        VolumeSummary volume = asked.made(config.created(), anonymous);
        if (parts.volumes().put(tx, volume)) {
          new VolumeFolders(parts).make(volume);
        } else {
          VolumeSummary there = parts.volumes().get(source);
          asked.requireIn(there == null ? volume : there);
        }
        parts.volumes().use(tx, source, config.id());
      }
    }
  }

  /** From the commit on nobody removes the networks; one that is gone already is an error. */
  private void insertNetworks(Tx tx, ContainerConfig config) {
    List<NetworkAttachment> networks = config.network().networks();
    for (int i = 0; i < networks.size(); i++) {
      new JoinedNetworks(parts).use(tx, networks.get(i).network(), config.id());
    }
  }

  private void removeOld(String name) {
    // Not by name or id: the beginning of another container's id may be a name as well.
    String old = parts.containers().idOfName(name);
    if (old == null) {
      return;
    }
    try {
      RemoveOptions force = new RemoveOptions(true, false, null);
      new RemoveContainer(parts, force, new StopSignals(parts)).remove(old);
    } catch (KapokException e) {
      if (e.kind() != KapokException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void writeCidFile(String path, String id) {
    if (!parts.disk().create(path, id, 0644)) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "container id file exists. Ensure another container is not using it or delete " + path);
    }
  }
}
