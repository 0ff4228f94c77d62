package dev.kapok.libpod;

import dev.kapok.libpod.model.Ulimit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What containers get where nobody says otherwise: the table {@code [containers]} of
 * containers.conf, and what of {@code [engine]} concerns single containers.
 *
 * <p>Whoever makes a {@link dev.kapok.libpod.model.ContainerRequest} fills these in for options
 * that were not given.
 *
 * @param capabilities upper-case names with CAP_
 * @param env {@code NAME=value} entries
 * @param volumes as typed after {@code --volume}
 * @param devices as typed after {@code --device}
 * @param sysctls names with dots, and their values
 * @param ulimits the default limits, before they are clamped to what this process may set
 * @param network "default", "private", "host", "none", "pasta", "slirp4netns" (netns)
 * @param seccompProfile a path, or null for the built-in one
 * @param logDriver "k8s-file" or "none"
 * @param logSizeMax in bytes, −1 for no limit
 * @param pidsLimit −1 for no limit
 * @param shmSize in bytes
 * @param stopTimeout in seconds
 * @param umask four octal digits
 * @param detachKeys as typed after {@code --detach-keys}
 * @param initPath the program of {@code --init}
 * @param httpProxy whether the host's proxy variables are passed on
 * @param annotations {@code NAME=value} entries
 * @param userNamespace of containers that ask for none, and the sizes of {@code --userns=auto}
 */
public record ContainerDefaults(
    List<String> capabilities,
    List<String> env,
    List<String> volumes,
    List<String> devices,
    Map<String, String> sysctls,
    List<Ulimit> ulimits,
    List<String> dnsServers,
    List<String> dnsSearch,
    List<String> dnsOptions,
    String network,
    @Nullable String seccompProfile,
    String logDriver,
    long logSizeMax,
    long pidsLimit,
    long shmSize,
    int stopTimeout,
    String umask,
    String detachKeys,
    String initPath,
    boolean init,
    boolean httpProxy,
    List<String> annotations,
    UserNamespaceDefaults userNamespace) {
  /** Copies the collections. */
  public ContainerDefaults {
    capabilities = List.copyOf(capabilities);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
    devices = List.copyOf(devices);
    sysctls = Map.copyOf(sysctls);
    ulimits = List.copyOf(ulimits);
    dnsServers = List.copyOf(dnsServers);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
    annotations = List.copyOf(annotations);
  }
}
