package dev.kapok.image.registry;

/**
 * Where a repository really lies, once registries.conf was asked.
 *
 * @param host with port, as the user knows it: {@code docker.io}, {@code localhost:5000}
 * @param repository the path within the registry
 * @param insecure whether plain HTTP and unknown certificates are accepted
 */
public record Place(String host, String repository, boolean insecure) {
  private static final String HUB = "docker.io";
  private static final String HUB_API = "registry-1.docker.io";

  /** Reads {@code host/path}. */
  static Place of(String location, boolean insecure) {
    int slash = location.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "the location " + location + " in registries.conf has no repository");
    }
    return new Place(location.substring(0, slash), location.substring(slash + 1), insecure);
  }

  /** Returns the host that answers requests. */
  String apiHost() {
    return host.equals(HUB) ? HUB_API : host;
  }

  /** Returns {@code host/repository}. */
  @Override
  public String toString() {
    return host + "/" + repository;
  }
}
