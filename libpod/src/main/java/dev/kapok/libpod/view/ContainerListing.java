package dev.kapok.libpod.view;

import dev.kapok.image.ImageSpace;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.conmon.ExitFile;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.ContainerList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists containers: one query, and for each that is said to run one look at its process. Takes no
 * lock and records nothing.
 */
public final class ContainerListing {
  private static final int UNKNOWN_CODE = 137;

  private final EngineParts parts;
  private final ListFilter filter;
  private final List<String> orphans = new ArrayList<>();

  /** Plans a list. */
  public ContainerListing(EngineParts parts, ListFilter filter) {
    this.parts = parts;
    this.filter = filter;
  }

  /** Returns what fits, newest first. */
  public List<ContainerSummary> list() {
    List<ContainerList.Row> rows = new ContainerList(parts.database()).rows();
    RowFilters filters = new RowFilters(parts, filter.filters(), rows);
    boolean all = filter.all() || filter.last() > 0 || filters.decideStatus();
    List<ContainerSummary> fitting = new ArrayList<>();
    Sizes sizes = filter.size() ? new Sizes(parts) : null;
    for (int i = 0; i < rows.size(); i++) {
      if (filter.last() > 0 && fitting.size() == filter.last()) {
        break;
      }
      ContainerList.Row row = rows.get(i);
      Now now = now(row);
      if (now != null
          && (all || now.status == Status.RUNNING || now.status == Status.STOPPING)
          && filters.fit(row, now)) {
        fitting.add(summary(row, now, sizes));
      }
    }
    if (sizes != null) {
      sizes.layers.keep();
    }
    return fitting;
  }

  /** Returns the ids of containers that run without a monitor, after {@link #list}. */
  public List<String> orphans() {
    return orphans;
  }

  /** The state of a container as it is, which the table may not know yet. */
  record Now(Status status, int exitCode, long finished, int pid) {}

  private @Nullable Now now(ContainerList.Row row) {
    if (!row.status().hasProcess()) {
      return new Now(shown(row.status()), row.exitCode(), row.finished(), 0);
    }
    if (row.boot().equals(parts.boot().id())
        && parts.kernel().pids().startTime(row.pid()) == row.pidStart()) {
      if (parts.kernel().pids().startTime(row.conmonPid()) != row.conmonStart()) {
        orphans.add(row.id());
      }
      return new Now(row.status(), row.exitCode(), row.finished(), row.pid());
    }
    ExitFile exit = ExitFile.read(parts.disk(), parts.paths().exit(row.id()));
    if (exit != null) {
      return new Now(Status.EXITED, exit.code(), exit.at(), 0);
    }
    // Cleaned up since the query, about to be, or after another boot never to be seen.
    Container container = parts.containers().get(row.id());
    if (container == null) {
      return null;
    }
    ContainerState state = container.state();
    return state.status().hasProcess()
        ? new Now(Status.EXITED, UNKNOWN_CODE, parts.clock().now(), 0)
        : new Now(shown(state.status()), state.exitCode(), state.finished(), 0);
  }

  /** What still has to be cleaned up is nothing that users tell apart. */
  private static Status shown(Status status) {
    return status == Status.STOPPED ? Status.EXITED : status;
  }

  /** What is asked for each container where sizes are shown. */
  private static final class Sizes {
    private final LayerSizes layers;
    private final Map<String, Long> images;

    Sizes(EngineParts parts) {
      this.layers = new LayerSizes(parts);
      this.images = ImageSpace.sizes(parts.database());
    }
  }

  private static ContainerSummary summary(ContainerList.Row row, Now now, @Nullable Sizes sizes) {
    long rwSize = -1;
    long rootFsSize = -1;
    if (sizes != null && !row.imageId().isEmpty()) {
      rwSize = sizes.layers.of(row.id(), now.status, now.finished);
      Long image = sizes.images.get(row.imageId());
      rootFsSize = rwSize + (image == null ? 0 : image);
    }
    return new ContainerSummary(
        row.id(),
        row.name(),
        row.image(),
        row.imageId(),
        row.command(),
        row.created(),
        now.status,
        row.started(),
        now.finished,
        now.exitCode,
        now.pid,
        row.restarts(),
        row.autoRemove(),
        row.labels(),
        row.ports(),
        row.mounts(),
        row.network(),
        row.pod(),
        row.podName(),
        row.infra(),
        rwSize,
        rootFsSize);
  }
}
