package dev.kapok.network.nft;

import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Tools;
import dev.kapok.sys.process.ProcessResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables {@code ip kapok} and {@code ip6 kapok} of this process's network namespace.
 *
 * <p>Each change is one transaction of nft(8): all of it or nothing is there, whenever this process
 * dies. The usual change names its elements only; where that fails (the table is missing or of an
 * older kind, something is there from before) the tables are listed and it is tried again whole.
 */
public final class KapokTable {
  private static final int ATTEMPTS = 5;
  private static final String LIST_CHAINS = "list chains";
  private static final ProcessResult DONE = new ProcessResult(0, "", "");

  private final Tools tools;

  /** Works by the programs given. */
  public KapokTable(Tools tools) {
    this.tools = tools;
  }

  /**
   * Adds the owner's elements; what is there already stays, what it has left from before goes.
   *
   * @throws LinkException where another owner has published a port, or nft refuses
   */
  public void add(NftOwner owner, List<NftElement> elements) {
    if (!elements.isEmpty() && !commit(additions(owner, elements)).ok()) {
      addWhole(owner, elements, additions(owner, elements));
    }
  }

  /**
   * Adds elements that several owners need alike: they belong to the group, and stay until its last
   * member leaves. Only one process at a time may join or leave.
   *
   * @param group owner of the same kind and network, whose container no member has
   * @throws LinkException where nft refuses
   */
  public void join(NftOwner member, NftOwner group, List<NftElement> elements) {
    StringBuilder text = new StringBuilder();
    writeMarkers(member, elements, text, true);
    for (int i = 0; i < elements.size(); i++) {
      elements.get(i).writeAdd(text, group.comment());
    }
    if (!commit(text.toString()).ok()) {
      addWhole(group, elements, text.toString());
    }
  }

  /** Takes a member out of its group, and the group's elements where it was the last. */
  public void leave(NftOwner member, NftOwner group) {
    for (int family = 0; family < 2; family++) {
      TableListing listing = list(family == 1);
      String others = NftOwner.commentsBeginning(group.kind(), group.network());
      boolean last = true;
      for (int i = 0; i < listing.comments().size(); i++) {
        String comment = listing.comments().get(i);
        boolean known = comment.equals(member.comment()) || comment.equals(group.comment());
        last &= known || !comment.startsWith(others);
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < listing.elements().size(); i++) {
        String comment = listing.comments().get(i);
        if (comment.equals(member.comment()) || (last && comment.equals(group.comment()))) {
          listing.elements().get(i).writeDelete(text);
        }
      }
      ProcessResult result = text.isEmpty() ? DONE : commit(text.toString());
      if (!result.ok()) {
        throw new LinkException("remove rules: nft: " + firstLine(result.stderr()));
      }
    }
  }

  /** Forgets how a link was kept apart that had this name before. */
  public void forgetLink(String link) {
    for (int family = 0; family < 2; family++) {
      StringBuilder text = new StringBuilder();
      List<NftElement> elements = NftElement.ofLink(family == 1, link);
      for (int i = 0; i < elements.size(); i++) {
        // What is missing cannot be deleted, so it is added before; who has no table has nothing.
        elements.get(i).writeAdd(text, "");
        elements.get(i).writeDelete(text);
      }
      commit(text.toString());
    }
  }

  /**
   * Begins to add the owner's elements; the caller does other things meanwhile.
   *
   * @return what {@link #finish} takes
   */
  public Tools.Started begin(NftOwner owner, List<NftElement> elements) {
    return tools.begin(List.of("nft", additions(owner, elements) + LIST_CHAINS));
  }

  /**
   * Ends what was begun with the same arguments; errors as {@link #add}.
   *
   * @return as {@link #chains}
   */
  public String finish(Tools.Started begun, NftOwner owner, List<NftElement> elements) {
    Tools.Ended ended = tools.end(begun);
    if (ended.ok()) {
      return ended.output();
    }
    addWhole(owner, elements, additions(owner, elements));
    return chains();
  }

  /** Returns what chains the host has, everybody's, as nft lists them. */
  public String chains() {
    return tools.run(null, List.of("nft", LIST_CHAINS), "").stdout();
  }

  /**
   * Removes the owner's elements; none is no error.
   *
   * @param expected what it has, where that is known: then they go without looking
   */
  public void remove(NftOwner owner, List<NftElement> expected) {
    if (expected.isEmpty() || !commit(deletions(owner, expected)).ok()) {
      removeWhere(List.of(owner.comment()), false, "");
    }
  }

  /** Begins to remove the owner's elements, of which there is one at least. */
  public int beginRemoval(NftOwner owner, List<NftElement> expected) {
    return tools.start(List.of("nft", deletions(owner, expected)));
  }

  /** Ends what was begun with the same owner. */
  public void finishRemoval(int begun, NftOwner owner) {
    if (!tools.await(begun)) {
      remove(owner, List.of());
    }
  }

  /**
   * Removes what belongs to other containers or interfaces than those named, on one network.
   *
   * @param kind of {@link NftOwner#kind}
   */
  public void removeOthers(String kind, String network, List<NftOwner> valid) {
    List<String> comments = new ArrayList<>(valid.size());
    for (int i = 0; i < valid.size(); i++) {
      comments.add(valid.get(i).comment());
    }
    removeWhere(comments, true, NftOwner.commentsBeginning(kind, network));
  }

  /** Returns what is not as it should be, in words; nothing where all is well. */
  public List<String> missing(List<NftElement> elements) {
    List<String> missing = new ArrayList<>();
    for (int family = 0; family < 2; family++) {
      boolean ipv6 = family == 1;
      if (uses(elements, ipv6)) {
        compare(list(ipv6), elements, ipv6, missing);
      }
    }
    return missing;
  }

  private static void compare(
      TableListing listing, List<NftElement> elements, boolean ipv6, List<String> missing) {
    if (listing.rules() < TableText.rules(ipv6)) {
      missing.add("rules of the nftables table " + (ipv6 ? "ip6" : "ip") + " kapok");
    }
    for (int i = 0; i < elements.size(); i++) {
      NftElement wanted = elements.get(i);
      if (wanted.ipv6() == ipv6) {
        int at = listing.find(wanted);
        String value = wanted.value();
        if (at < 0 || (value != null && !value.equals(listing.elements().get(at).value()))) {
          missing.add("element " + wanted.key() + " of " + wanted.set());
        }
      }
    }
  }

  /** Makes the tables whole and replaces what the owner had. */
  private void addWhole(NftOwner owner, List<NftElement> elements, String additions) {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StringBuilder text = new StringBuilder();
      for (int family = 0; family < 2; family++) {
        boolean ipv6 = family == 1;
        if (uses(elements, ipv6)) {
          text.append(TableText.of(ipv6));
          deleteStale(list(ipv6), owner, elements, text);
        }
      }
      ProcessResult result = commit(text.append(additions).toString());
      if (result.ok()) {
        return;
      }
      why = firstLine(result.stderr());
    }
    throw new LinkException("add rules for container " + owner.container() + ": nft: " + why);
  }

  private static void deleteStale(
      TableListing listing, NftOwner owner, List<NftElement> elements, StringBuilder text) {
    for (int i = 0; i < listing.elements().size(); i++) {
      NftElement there = listing.elements().get(i);
      String comment = listing.comments().get(i);
      if (comment.equals(owner.comment())) {
        there.writeDelete(text);
      } else if (there.value() != null) {
        refuseTaken(there, comment, elements);
      }
    }
  }

  private static void refuseTaken(NftElement there, String comment, List<NftElement> elements) {
    for (int i = 0; i < elements.size(); i++) {
      NftElement wanted = elements.get(i);
      if (wanted.sameKey(there)) {
        String holder = NftOwner.containerOf(comment);
        throw new LinkException(
            "publish "
                + wanted.key()
                + ": the port is published for "
                + (holder == null ? "another container" : "container " + holder)
                + "; choose another one or remove that container");
      }
    }
  }

  private void removeWhere(List<String> comments, boolean others, String beginning) {
    for (int family = 0; family < 2; family++) {
      boolean ipv6 = family == 1;
      ProcessResult result = DONE;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        TableListing listing = list(ipv6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < listing.elements().size(); i++) {
          String comment = listing.comments().get(i);
          if (comment.startsWith(beginning) && comments.contains(comment) != others) {
            listing.elements().get(i).writeDelete(text);
          }
        }
        result = text.isEmpty() ? DONE : commit(text.toString());
        if (result.ok()) {
          break;
        }
      }
      if (!result.ok()) {
        throw new LinkException("remove rules: nft: " + firstLine(result.stderr()));
      }
    }
  }

  private TableListing list(boolean ipv6) {
    String family = ipv6 ? "ip6" : "ip";
    ProcessResult result =
        tools.run(null, List.of("nft", "-j", "list", "table", family, "kapok"), "");
    if (result.ok()) {
      return TableListing.parse(ipv6, result.stdout());
    }
    if (!result.stderr().contains("No such file or directory")) {
      throw new LinkException(
          "list the nftables table " + family + " kapok: nft: " + firstLine(result.stderr()));
    }
    return TableListing.NONE;
  }

  private ProcessResult commit(String text) {
    return tools.run(null, List.of("nft", "-f", "-"), text);
  }

  private static String additions(NftOwner owner, List<NftElement> elements) {
    StringBuilder text = new StringBuilder();
    writeMarkers(owner, elements, text, true);
    for (int i = 0; i < elements.size(); i++) {
      elements.get(i).writeAdd(text, owner.comment());
    }
    return text.toString();
  }

  /** The marker goes first: without it nothing goes, as a key could be another owner's. */
  private static String deletions(NftOwner owner, List<NftElement> elements) {
    StringBuilder text = new StringBuilder();
    writeMarkers(owner, elements, text, false);
    for (int i = 0; i < elements.size(); i++) {
      elements.get(i).writeDelete(text);
    }
    return text.toString();
  }

  private static void writeMarkers(
      NftOwner owner, List<NftElement> elements, StringBuilder text, boolean add) {
    for (int family = 0; family < 2; family++) {
      boolean ipv6 = family == 1;
      if (uses(elements, ipv6)) {
        NftElement marker = owner.marker(ipv6);
        if (add) {
          marker.writeAdd(text, owner.comment());
        } else {
          marker.writeDelete(text);
        }
      }
    }
  }

  private static boolean uses(List<NftElement> elements, boolean ipv6) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).ipv6() == ipv6) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(String text) {
    String trimmed = text.trim();
    int end = trimmed.indexOf('\n');
    String line = end < 0 ? trimmed : trimmed.substring(0, end);
    return line.isEmpty() ? "it failed without a word" : line;
  }
}
