package dev.kapok.network.cni;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of an attachment.
 *
 * @param list the configuration as of the ADD, which may have been changed or removed since
 * @param external types of plugins that were programs although they are built in
 * @param result of the last plugin that ended, null where none did before the ADD was cut short
 */
public record CachedAttachment(
    NetworkList list, Attachment attachment, List<String> external, @Nullable CniResult result) {
  /** Copies the list. */
  public CachedAttachment {
    external = List.copyOf(external);
  }
}
