package dev.kapok.image.list;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ListTarget;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.send.RelayImage;
import dev.kapok.image.send.SendImage;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a list out of the store, with its images or alone.
 *
 * <p>An instance keeps its digest: its blobs are copied as they are, from the registry, archive or
 * store where they lie. Where an image of this store came with compressed layers that no registry
 * has any more, they are compressed anew, and the list that is sent names the manifest that follows
 * from it; so it does where another format or compression was asked for.
 */
public final class PushList {
  private final ListStore lists;
  private final OpenInstance open;
  private final RelayImage relay;
  private final SendImage send;
  private final Progress progress;

  /** Takes the records of lists, and what opens and sends their images. */
  public PushList(ListStore lists, OpenInstance open, SendImage send, Progress progress) {
    this.lists = lists;
    this.open = open;
    this.relay = new RelayImage(progress);
    this.send = send;
    this.progress = progress;
  }

  /**
   * Sends a list; the target is not committed.
   *
   * @param names that it gets there, where the target itself has none for it
   * @param all whether its images are sent, too; else they must be there already
   * @return the list that the target has now
   * @throws IllegalArgumentException where the options cannot be followed
   */
  public ManifestIndex push(
      StoredImage list,
      ListTarget target,
      List<ImageReference> names,
      boolean all,
      SendOptions options)
      throws IOException {
    ListDocument document = lists.document(list);
    String type = type(document, target, options);
    if (all) {
      document = sendInstances(list, document, target, options);
    }
    ManifestIndex index = document.write(type);
    progress.note("Writing manifest list to image destination");
    target.finishList(index, names);
    return index;
  }

  private static String type(ListDocument document, ListTarget target, SendOptions options) {
    String wanted = options.manifestType() == null ? target.manifestType() : options.manifestType();
    if (wanted == null) {
      return document.preferredType();
    }
    return MediaTypes.isDocker(wanted) ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
  }

  private ListDocument sendInstances(
      StoredImage list, ListDocument document, ListTarget target, SendOptions options)
      throws IOException {
    int count = document.instances().size();
    progress.note("Copying " + count + " of " + count + " images in list");
    List<ListInstance> sent = new ArrayList<>();
    for (ListInstance instance : document.instances()) {
      progress.note(
          "Copying image " + instance.digest() + " (" + (sent.size() + 1) + "/" + count + ")");
      ImageManifest manifest = sendBlobs(list, instance, target, options);
      progress.note("Writing manifest to image destination");
      target.putInstance(manifest);
      sent.add(instance.as(manifest));
    }
    return new ListDocument(sent);
  }

  private ImageManifest sendBlobs(
      StoredImage list, ListInstance instance, ListTarget target, SendOptions options)
      throws IOException {
    Origin origin = lists.origin(list, instance.digest());
    StoredImage local = open.local(origin);
    boolean isChanged = options.manifestType() != null || options.compression() != null;
    if (local != null && isChanged) {
      return send.sendBlobs(local, target, options);
    }
    try (ImageSource source = open.open(origin)) {
      return relay.relay(source, target, options);
    } catch (BlobGoneException e) {
      if (local == null) {
        throw e;
      }
      progress.note(e.getMessage() + ": compressing it anew, which changes the digest");
      return send.sendBlobs(local, target, options);
    }
  }
}
