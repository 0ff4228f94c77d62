package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.model.UserNamespaceRequest;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Host;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which user namespace a new container gets, and with which ids. */
public final class ResolveUserNamespace {
  private static final List<String> KEEP_ID_OPTIONS = List.of("uid", "gid");
  private static final IdMaps NO_IDS = new IdMaps(IdMap.NONE, IdMap.NONE);
  private static final String EXCLUSIVE =
      "--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive";

  private final EngineParts parts;
  private final boolean rootless;
  private final @Nullable String topLayer;
  private final @Nullable String user;
  private @Nullable AutoIds auto;

  /**
   * Looks at the host through these parts.
   *
   * @param topLayer of the image, null without one
   * @param user that the container's process runs as, as it was asked for
   */
  public ResolveUserNamespace(EngineParts parts, @Nullable String topLayer, @Nullable String user) {
    this.parts = parts;
    this.topLayer = topLayer;
    this.user = user;
    this.rootless = parts.config().storage().rootless();
  }

  /**
   * Returns the namespace, null for the engine's own.
   *
   * @param network with the id of the container whose network is joined, if one is
   * @throws KapokException INVALID where the request makes no sense, or contradicts the network
   */
  public @Nullable UserNamespace resolve(
      @Nullable UserNamespaceRequest request, NetworkConfig network) {
    String neighbour = network.mode() == NetworkConfig.Mode.CONTAINER ? network.target() : null;
    if (neighbour != null) {
      return beside(parts.containers().find(neighbour), request);
    }
    if (request == null) {
      return null;
    }
    if (request.hasMaps()) {
      if (!request.mode().isEmpty()) {
        throw invalid(EXCLUSIVE);
      }
      return of("", mapped(request));
    }
    return named(request.mode());
  }

  /** Returns who chooses the ids while the container is recorded; null where they are known. */
  public @Nullable AutoIds auto() {
    return auto;
  }

  /** The greatest id that the image names, and that of its user, plus one. */
  private long needed() {
    long needed = 0;
    if (topLayer != null) {
      needed = Math.max(needed, GreatestId.of(parts.trees().text(topLayer, "etc/passwd")) + 1);
      needed = Math.max(needed, GreatestId.of(parts.trees().text(topLayer, "etc/group")) + 1);
    }
    String name = user == null ? "" : user;
    int colon = name.indexOf(':');
    needed = Math.max(needed, SubIds.number(colon < 0 ? name : name.substring(0, colon)) + 1);
    return Math.max(needed, colon < 0 ? 0 : SubIds.number(name.substring(colon + 1)) + 1);
  }

  /** Who shares a network namespace shares the user namespace, which owns it. */
  private @Nullable UserNamespace beside(Container owner, @Nullable UserNamespaceRequest request) {
    UserNamespace theirs = owner.config().namespaces().user();
    String asked = request == null ? "" : request.hasMaps() ? "maps" : request.mode();
    if (theirs == null) {
      if (asked.isEmpty() || asked.equals("host")) {
        return null;
      }
      throw contradiction(owner, "which has no user namespace of its own");
    }
    boolean same =
        asked.startsWith("container:")
            && parts
                .containers()
                .find(asked.substring(asked.indexOf(':') + 1))
                .config()
                .id()
                .equals(owner.config().id());
    if (!asked.isEmpty() && !same) {
      throw contradiction(owner, "whose user namespace owns that network");
    }
    return joined(owner, theirs);
  }

  private static KapokException contradiction(Container owner, String why) {
    return invalid(
        "the user namespace that was asked for contradicts the network of container "
            + owner.config().name()
            + ", "
            + why
            + ": leave --userns and the mappings out");
  }

  private static UserNamespace joined(Container owner, UserNamespace theirs) {
    String mode = theirs.path() != null ? theirs.mode() : "container:" + owner.config().id();
    // Who joins keep-id is root there unless it asks for somebody else.
    return new UserNamespace(mode, "", theirs.maps());
  }

  private @Nullable UserNamespace named(String mode) {
    ModeOptions words = ModeOptions.parse(mode);
    String rest = mode.substring(Math.min(mode.length(), words.name().length() + 1));
    return switch (words.name()) {
      case "", "host" -> null;
      case "keep-id" -> keepId(words);
      case "nomap" -> noMap();
      case "container" -> withContainer(parts.containers().find(rest));
      case "auto" -> automatic(words);
      case "ns" -> byPath(mode, rest);
      case "private" ->
          throw invalid(
              "must provide at least one UID or GID mapping to configure a user namespace");
      default -> throw invalid("unrecognized namespace mode " + mode + " passed");
    };
  }

  private static @Nullable UserNamespace withContainer(Container owner) {
    UserNamespace theirs = owner.config().namespaces().user();
    return theirs == null ? null : joined(owner, theirs);
  }

  private UserNamespace automatic(ModeOptions words) {
    auto = new AutoIds(parts, words, engine(), needed());
    return new UserNamespace(UserNamespace.PRIVATE, "", NO_IDS);
  }

  private UserNamespace byPath(String mode, String path) {
    if (!path.startsWith("/")) {
      throw invalid("--userns=" + mode + ": an absolute path is needed");
    }
    IdMaps maps = new JoinedMaps(parts).of(path);
    String what = "joining the user namespace " + path + ": ";
    return new UserNamespace(mode, "", PossibleMaps.require(what, maps, engine()));
  }

  private UserNamespace noMap() {
    requireRootless("nomap");
    IdMaps engine = engine();
    IdMap users = KeepId.without(engine.users());
    IdMap groups = KeepId.without(engine.groups());
    if (users.ranges().isEmpty() || groups.ranges().isEmpty()) {
      throw invalid("--userns=nomap: this user has no ids but its own; see /etc/subuid");
    }
    return of("", new IdMaps(users, groups));
  }

  private UserNamespace keepId(ModeOptions words) {
    requireRootless("keep-id");
    long uid = words.number("uid", KEEP_ID_OPTIONS);
    long gid = words.number("gid", KEEP_ID_OPTIONS);
    long user = uid < 0 ? Host.realUid() : uid;
    long group = gid < 0 ? Host.realGid() : gid;
    IdMaps engine = engine();
    try {
      return of(
          user + ":" + group,
          new IdMaps(KeepId.keep(engine.users(), user), KeepId.keep(engine.groups(), group)));
    } catch (IllegalArgumentException e) {
      throw invalid("--userns=keep-id: " + e.getMessage());
    }
  }

  private void requireRootless(String mode) {
    if (!rootless) {
      throw invalid(mode + " is only supported in rootless mode");
    }
  }

  private IdMaps mapped(UserNamespaceRequest request) {
    boolean names = request.subUids() != null || request.subGids() != null;
    if (names && !(request.uidMaps().isEmpty() && request.gidMaps().isEmpty())) {
      throw invalid("--subuidname/--subgidname and --uidmap/--gidmap are mutually exclusive");
    }
    IdMaps engine = engine();
    if (names) {
      String users = request.subUids() == null ? request.subGids() : request.subUids();
      String groups = request.subGids() == null ? request.subUids() : request.subGids();
      return new IdMaps(
          subordinate("/etc/subuid", String.valueOf(users), engine.users()),
          subordinate("/etc/subgid", String.valueOf(groups), engine.groups()));
    }
    List<String> users = request.uidMaps();
    List<String> groups = request.gidMaps();
    return new IdMaps(
        MapWords.read(users, groups, engine.users(), true),
        MapWords.read(users, groups, engine.groups(), false));
  }

  private IdMap subordinate(String file, String name, IdMap engine) {
    String text = parts.disk().read(file);
    List<SubIds.Range> own = SubIds.of(text == null ? "" : text, name);
    if (own.isEmpty()) {
      throw invalid("no subuid ranges found for user \"" + name + "\" in " + file);
    }
    List<String> words = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < own.size(); i++) {
      words.add(next + ":@" + own.get(i).first() + ":" + own.get(i).count());
      next += own.get(i).count();
    }
    return MapWords.read(words, words, engine, file.equals("/etc/subuid"));
  }

  private UserNamespace of(String user, IdMaps maps) {
    return new UserNamespace(UserNamespace.PRIVATE, user, PossibleMaps.require("", maps, engine()));
  }

  /** Every id that a namespace maps has to be one of the engine's own. */
  private IdMaps engine() {
    return new IdMaps(engine("/proc/self/uid_map"), engine("/proc/self/gid_map"));
  }

  private IdMap engine(String file) {
    String text = parts.disk().read(file);
    return IdMap.parse(text == null ? "" : text);
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
