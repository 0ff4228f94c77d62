package dev.kapok.libpod.tree;

import dev.kapok.libpod.CopyRequest;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.lock.Closing;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.change.PartTar;
import dev.kapok.storage.tree.Spot;
import dev.kapok.storage.unpack.CopyOptions;
import dev.kapok.storage.unpack.CopyUnpacker;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies between containers, the host and streams: one side is read as a tar, the other unpacks it
 * (podman-cp(1)).
 */
final class CopyFiles {
  private static final String NO_FOLDER = "destination must be a directory when copying from stdin";
  private static final int BUFFER = 1 << 18;

  /** What a container has mounted for its own use; copies of a whole root leave it out. */
  private static final Set<String> MOUNTED = Set.of("dev", "proc", "sys");

  private final EngineParts parts;
  private final CopyRequest request;

  /** By their ids. */
  private final Map<String, OpenContainer> open = new TreeMap<>();

  /** The ids of the names that were given: a name may be another container's later. */
  private final Map<String, String> ids = new HashMap<>();

  CopyFiles(EngineParts parts, CopyRequest request) {
    this.parts = parts;
    this.request = request;
  }

  /**
   * Copies.
   *
   * @param in the tar that is copied, where the source is a stream
   * @param out where the tar goes, where the destination is one
   */
  void copy(InputStream in, OutputStream out) {
    try {
      if (request.from().isStream()) {
        receiveFrom(in);
      } else {
        openContainers();
        copy(out);
      }
    } catch (IOException | StorageException | SyscallException e) {
      throw new KapokException(KapokException.Kind.FAILED, what() + ": " + e.getMessage(), e);
    } finally {
      closeContainers();
    }
  }

  private void receiveFrom(InputStream in) throws IOException {
    ArrivingTar arriving = new ArrivingTar(parts);
    boolean whole = isLocked(request.to());
    try (InputStream tar = arriving.open(in, whole)) {
      openContainers();
      OpenContainer target = container(request.to());
      if (whole || target == null || target.running()) {
        receive(tar);
        return;
      }
      // It ended meanwhile, and would be locked for as long as the tar takes.
      closeContainers();
      try (InputStream arrived = arriving.await(tar)) {
        openContainers();
        receive(arrived);
      }
    }
  }

  private void closeContainers() {
    List<OpenContainer> all = List.copyOf(open.values());
    open.clear();
    Closing.all(all.stream().<Runnable>map(each -> each::close).toList());
  }

  /** Tells whether others will have to wait for the copy: those that run are not locked. */
  private boolean isLocked(CopyRequest.Place place) {
    String name = place.container();
    return name != null && !new Queries(parts).get(id(name)).state().status().hasProcess();
  }

  private void copy(OutputStream out) throws IOException {
    try (CopyEnd source = source()) {
      if (request.to().isStream()) {
        send(source, out);
        return;
      }
      try (CopyEnd target = target()) {
        between(source, target);
      }
    }
  }

  private String what() {
    String container = request.to().container();
    return container == null ? "copying to host" : "copying to container " + container;
  }

  /** Opens containers in the order of their ids, so that two copies never wait for each other. */
  private void openContainers() {
    Map<String, String> names = new TreeMap<>();
    for (CopyRequest.Place place : new CopyRequest.Place[] {request.from(), request.to()}) {
      String name = place.container();
      if (name != null) {
        String id = id(name);
        ids.put(name, id);
        names.putIfAbsent(id, name);
      }
    }
    for (Map.Entry<String, String> each : names.entrySet()) {
      int lock = parts.locks().lock(each.getKey());
      Container container = parts.containers().get(each.getKey());
      if (container == null) {
        parts.locks().forget(each.getKey());
        parts.locks().unlock(lock);
        throw missing(each.getValue(), null);
      }
      OpenContainer opened = OpenContainer.open(parts, container, lock);
      open.put(each.getKey(), opened);
    }
  }

  private String id(String name) {
    try {
      return new Queries(parts).get(name).config().id();
    } catch (KapokException e) {
      throw e.kind() == KapokException.Kind.NOT_FOUND ? missing(name, e) : e;
    }
  }

  private static KapokException missing(String name, @Nullable KapokException cause) {
    String message = "container \"" + name + "\" does not exist";
    return cause == null
        ? new KapokException(KapokException.Kind.NOT_FOUND, message)
        : new KapokException(KapokException.Kind.NOT_FOUND, message, cause);
  }

  private @Nullable OpenContainer container(CopyRequest.Place place) {
    String name = place.container();
    return name == null ? null : Objects.requireNonNull(open.get(ids.get(name)));
  }

  private CopyEnd source() {
    OpenContainer container = container(request.from());
    return container == null
        ? CopyEnd.source(parts.kernel(), request.from())
        : CopyEnd.in(parts.kernel(), container, request.from()).required();
  }

  private CopyEnd target() {
    OpenContainer container = container(request.to());
    return container == null
        ? CopyEnd.target(parts.kernel(), request.to())
        : CopyEnd.in(parts.kernel(), container, request.to());
  }

  private void send(CopyEnd source, OutputStream out) throws IOException {
    String name = source.isContents() ? null : source.name();
    byte[] buffer = new byte[BUFFER];
    try (InputStream tar = tar(source, name, null)) {
      for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
        out.write(buffer, 0, count);
      }
      out.flush();
    }
  }

  private InputStream tar(CopyEnd source, @Nullable String name, @Nullable FileStat into) {
    OpenContainer container = source.container();
    boolean isRoot = container != null && source.spot().whole().isEmpty();
    PartTar.Options options =
        new PartTar.Options(
            isRoot ? MOUNTED : Set.of(),
            container != null && container.running(),
            into,
            name,
            container == null || isHost(request.to()) ? null : container.maps());
    return new PartTar(parts.kernel(), source.spot(), name, options).open();
  }

  /**
   * Tells whether a place is a folder of the host: there, owners tell who somebody is on the host,
   * not in a container, so that what its root owns doesn't become root's.
   */
  private static boolean isHost(CopyRequest.Place place) {
    return place.container() == null && !place.isStream();
  }

  private void receive(InputStream tar) throws IOException {
    try (CopyEnd target = target()) {
      if (target.container() == null || !target.spot().isDirectory()) {
        throw invalid(NO_FOLDER);
      }
      unpack(tar, target, target.spot().path());
    } catch (KapokException e) {
      throw e.kind() == KapokException.Kind.NOT_FOUND ? invalid(NO_FOLDER) : e;
    }
  }

  private void between(CopyEnd source, CopyEnd target) throws IOException {
    Spot to = target.spot();
    boolean intoFolder = to.isDirectory();
    if (source.spot().isDirectory() && to.exists() && !intoFolder) {
      throw invalid("destination must be a directory when copying a directory");
    }
    String name = intoFolder ? source.name() : to.base();
    if (intoFolder && source.isContents()) {
      name = null;
    }
    String folder = intoFolder ? to.path() : to.parent();
    try (InputStream tar = tar(source, name, folderStat(to, folder))) {
      unpack(tar, target, folder);
    }
  }

  /** Returns what the folder is that is written to. */
  private @Nullable FileStat folderStat(Spot to, String folder) {
    byte[] path = folder.isEmpty() ? new byte[] {'.'} : bytes(folder);
    return to.isDirectory() ? to.stat() : parts.kernel().tree().stat(to.rootFd(), path);
  }

  private void unpack(InputStream tar, CopyEnd target, String folder) throws IOException {
    if (target.spot().readOnly()) {
      throw new IOException(
          "writing to " + target.spot().shown() + ": what is mounted there is read-only");
    }
    OpenContainer container = target.container();
    IdMaps maps = container == null ? null : container.maps();
    CopyOptions options =
        new CopyOptions(owner(container), request.overwrite(), container != null, maps);
    new CopyUnpacker(parts.kernel(), options).unpack(tar, target.spot().rootFd(), bytes(folder));
    if (container != null) {
      container.changed();
    }
  }

  /** On the host all becomes the caller's, who is root in the user namespace of a rootless user. */
  private CopyOptions.@Nullable Owner owner(@Nullable OpenContainer container) {
    if (container == null) {
      return new CopyOptions.Owner(parts.kernel().pids().uid(), parts.kernel().pids().gid(), false);
    }
    if (!request.archive()) {
      return null;
    }
    ProcessUser user = container.user();
    return new CopyOptions.Owner(user.uid(), user.gid(), true);
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
