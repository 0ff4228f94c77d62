package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.Tx;

/** Gives a container another name. */
final class RenameContainer extends ContainerTransaction<String> {
  private final String name;

  /** Checks the new name. */
  RenameContainer(EngineParts parts, String name) {
    super(parts, Verb.RENAME);
    this.name = LegalName.ofContainer(name);
  }

  @Override
  String act(Container container) {
    String id = container.config().id();
    try (Tx tx = parts().database().begin()) {
      parts().containers().rename(tx, id, name);
      tx.commit();
    }
    return id;
  }
}
