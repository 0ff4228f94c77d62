package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.view.ContainerListing;
import dev.kapok.libpod.view.InspectJson;
import dev.kapok.libpod.view.ProcessTable;
import java.util.ArrayList;
import java.util.List;

/** Hands each question to who answers it. */
public final class Queries implements ContainerQueries {
  private final EngineParts parts;

  /** Works with these parts. */
  public Queries(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public List<ContainerSummary> list(ListFilter filter) {
    ContainerListing listing = new ContainerListing(parts, filter);
    List<ContainerSummary> found = listing.list();
    if (listing.orphans().isEmpty()) {
      return found;
    }
    for (String id : listing.orphans()) {
      new WaitContainer.Look(parts).run(id);
    }
    return new ContainerListing(parts, filter).list();
  }

  @Override
  public String resolve(String nameOrId) {
    return parts.containers().find(nameOrId).config().id();
  }

  @Override
  public List<String> dependents(String nameOrId) {
    List<String> found = new ArrayList<>();
    collectDependents(resolve(nameOrId), found);
    return found;
  }

  private void collectDependents(String id, List<String> found) {
    List<String> direct = parts.dependencies().dependents(id);
    for (int i = 0; i < direct.size(); i++) {
      if (!found.contains(direct.get(i))) {
        collectDependents(direct.get(i), found);
        found.add(direct.get(i));
      }
    }
  }

  @Override
  public Container get(String nameOrId) {
    Container container = parts.containers().find(nameOrId);
    return new Refresh(parts).isCurrent(container.state())
        ? container
        : new WaitContainer.Look(parts).run(container);
  }

  @Override
  public String inspect(String nameOrId, boolean size) {
    return InspectJson.of(parts, get(nameOrId), size);
  }

  @Override
  public List<List<String>> top(String nameOrId, List<String> columns) {
    Container container = get(nameOrId);
    if (Transitions.answer(Verb.TOP, container.state().status()) != Transitions.Answer.ALLOWED) {
      throw Transitions.refusal(Verb.TOP, container);
    }
    return new ProcessTable(parts, container, columns).rows();
  }
}
