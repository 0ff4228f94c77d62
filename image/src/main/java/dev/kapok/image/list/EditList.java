package dev.kapok.image.list;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStore;
import dev.kapok.image.ShortNames;
import dev.kapok.image.StoredImage;
import dev.kapok.storage.Digest;
import dev.kapok.sys.file.RandomId;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes lists and changes them, each time by one transaction; instances are looked for before. */
public final class EditList {
  private static final int ID_LENGTH = 64;

  private final StateDatabase database;
  private final ImageStore images;
  private final ListStore lists;
  private final FindInstances sources;
  private final RandomId ids;
  private final Clock clock;

  /** Works on a store; takes instances from where {@code sources} finds them. */
  public EditList(
      StateDatabase database, ImageStore images, FindInstances sources, RandomId ids, Clock clock) {
    this.database = database;
    this.images = images;
    this.lists = new ListStore(database, images);
    this.sources = sources;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a list.
   *
   * @param names of its first instances, with a transport or without
   * @param all whether all instances of what is itself a list are taken
   * @param amend whether a list that has the name already gets the instances instead
   * @return the list's id
   * @throws IllegalArgumentException where the name is taken, and no list's that may be amended
   */
  public String create(String name, List<String> names, boolean all, boolean amend)
      throws IOException {
    ImageReference local = ShortNames.local(name);
    List<FoundInstance> found = find(names, all);
    String id = ids.hex(ID_LENGTH);
    try (Tx tx = database.begin()) {
      if (amend && images.find(name) != null) {
        return add(tx, name, found, InstanceChange.NONE);
      }
      StoredImage known = images.find(local.toString());
      if (known != null) {
        throw new IllegalArgumentException(
            "creating image to hold manifest list: image name \""
                + local
                + "\" is already associated with image \""
                + known.id()
                + "\": that name is already in use");
      }
      ListDocument document = with(tx, id, ListDocument.EMPTY, found, InstanceChange.NONE);
      lists.put(tx, id, List.of(local.toString()), clock.instant().getEpochSecond(), document);
      tx.commit();
    }
    return id;
  }

  /** Adds instances to a list; returns the list's id. */
  public String add(String list, List<String> names, boolean all, InstanceChange change)
      throws IOException {
    lists.require(list);
    List<FoundInstance> found = find(names, all);
    try (Tx tx = database.begin()) {
      return add(tx, list, found, change);
    }
  }

  private String add(Tx tx, String list, List<FoundInstance> found, InstanceChange change)
      throws ImageFormatException {
    StoredImage stored = lists.require(list);
    ListDocument document = with(tx, stored.id(), lists.document(stored), found, change);
    return save(tx, stored, document);
  }

  /**
   * Changes what a list says of an instance; returns the list's id.
   *
   * @param instance its digest, or a name that leads to it
   * @throws IllegalArgumentException where the list has no such instance
   */
  public String annotate(String list, String instance, InstanceChange change) throws IOException {
    Digest digest = digest(list, instance);
    try (Tx tx = database.begin()) {
      StoredImage stored = lists.require(list);
      ListDocument document = lists.document(stored);
      ListInstance known = required(document, list, digest);
      return save(tx, stored, document.with(List.of(change.apply(known))));
    }
  }

  /**
   * Takes an instance out of a list; returns the list's id.
   *
   * @param instance its digest, or a name that leads to it
   * @throws IllegalArgumentException where the list has no such instance
   */
  public String remove(String list, String instance) throws IOException {
    Digest digest = digest(list, instance);
    try (Tx tx = database.begin()) {
      StoredImage stored = lists.require(list);
      ListDocument document = lists.document(stored);
      required(document, list, digest);
      lists.removeInstance(tx, stored.id(), digest);
      return save(tx, stored, document.without(digest));
    }
  }

  private List<FoundInstance> find(List<String> names, boolean all) throws IOException {
    List<FoundInstance> found = new ArrayList<>();
    for (String name : names) {
      found.addAll(sources.find(name, all));
    }
    return found;
  }

  private ListDocument with(
      Tx tx, String id, ListDocument before, List<FoundInstance> found, InstanceChange change) {
    List<ListInstance> added = new ArrayList<>();
    for (FoundInstance one : found) {
      ListInstance instance = change.apply(one.instance());
      lists.putInstance(tx, id, instance.digest(), one.origin());
      added.add(instance);
    }
    return before.with(added);
  }

  private String save(Tx tx, StoredImage list, ListDocument document) throws ImageFormatException {
    lists.put(tx, list.id(), List.of(), list.created(), document);
    tx.commit();
    return list.id();
  }

  private Digest digest(String list, String instance) throws IOException {
    lists.require(list);
    Digest digest = parsed(instance);
    if (digest != null) {
      return digest;
    }
    List<FoundInstance> found = sources.find(instance, false);
    return found.getFirst().instance().digest();
  }

  private static @Nullable Digest parsed(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static ListInstance required(ListDocument document, String list, Digest digest) {
    ListInstance known = document.find(digest);
    if (known == null) {
      throw new IllegalArgumentException(
          "no instance matching digest \""
              + digest
              + "\" found in manifest list "
              + list
              + ": manifest inspect shows which there are");
    }
    return known;
  }
}
