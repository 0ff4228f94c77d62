package dev.kapok.libpod;

import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.Status;
import java.util.List;
import java.util.Map;

/**
 * One line of a list of containers.
 *
 * @param image the image's name, or the folder of {@code --rootfs}
 * @param imageId empty with {@code --rootfs}
 * @param command entrypoint and arguments
 * @param created in nanoseconds since the epoch, as all times here
 * @param started 0 for never
 * @param finished 0 for never
 * @param pid 0 when it does not run
 * @param mounts targets of its volumes and binds
 * @param network the mode's word: "host", "none", "pasta" …
 * @param pod the id of its pod, empty for none
 * @param podName that pod's name
 * @param infra whether it holds that pod's namespaces
 * @param rwSize bytes it wrote, −1 where not measured
 * @param rootFsSize bytes of image and container, −1 where not measured
 */
public record ContainerSummary(
    String id,
    String name,
    String image,
    String imageId,
    List<String> command,
    long created,
    Status status,
    long started,
    long finished,
    int exitCode,
    int pid,
    int restarts,
    boolean autoRemove,
    Map<String, String> labels,
    List<PortMapping> ports,
    List<String> mounts,
    String network,
    String pod,
    String podName,
    boolean infra,
    long rwSize,
    long rootFsSize) {}
