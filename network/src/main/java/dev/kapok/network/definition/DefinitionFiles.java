package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.address.Subnet;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folders of definitions. Files that are no good, too large or no files are passed over
 * and remembered as problems, so that one of them never hides the others.
 */
final class DefinitionFiles {
  static final String LIST = ".conflist";

  /** A definition has some kilobytes. */
  private static final int LARGEST = 1 << 20;

  /** So many files of somebody else are looked at in a folder. */
  private static final int MOST_FOREIGN = 1000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TextFile files;
  private final NetworkFolders folders;
  private final List<String> problems = new ArrayList<>();

  DefinitionFiles(Kernel kernel, NetworkFolders folders) {
    this.files = new TextFile(kernel.io());
    this.folders = folders;
  }

  /** Returns what was wrong with files that were read so far, a sentence each. */
  List<String> problems() {
    return problems;
  }

  /** Returns all networks that are in files; of two with one name the own one. */
  List<DefinedNetwork> all() {
    List<DefinedNetwork> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    addFolder(found, names, folders.own(), false);
    for (int i = 0; i < folders.foreign().size(); i++) {
      if (!folders.foreign().get(i).equals(folders.own())) {
        addFolder(found, names, folders.foreign().get(i), true);
      }
    }
    return found;
  }

  /** Returns the own network of a name where its file is called after it; else null. */
  @Nullable DefinedNetwork own(String name) {
    String path = path(name);
    if (!NetworkNames.isValid(name) || !new File(path).isFile()) {
      return null;
    }
    DefinedNetwork network = read(path, false);
    return network == null || !network.name().equals(name) ? null : network;
  }

  /** Returns the path of the file that defines a network of the engine's own. */
  String path(String name) {
    return folders.own() + "/" + name + LIST;
  }

  private void addFolder(
      List<DefinedNetwork> found, Set<String> names, String folder, boolean foreign) {
    String[] entries = sorted(folder);
    int count = 0;
    for (int i = 0; i < entries.length; i++) {
      if (!isDefinition(entries[i], foreign)) {
        continue;
      }
      if (foreign && ++count > MOST_FOREIGN) {
        problems.add(folder + " has more than " + MOST_FOREIGN + " files: the rest is ignored");
        return;
      }
      DefinedNetwork network = read(folder + "/" + entries[i], foreign);
      if (network != null && names.add(network.name())) {
        found.add(network);
      } else if (network != null) {
        problem(network.path(), "there is another network " + network.name());
      }
    }
  }

  private static String[] sorted(String folder) {
    String[] entries = new File(folder).list();
    if (entries == null) {
      return new String[0];
    }
    Arrays.sort(entries);
    return entries;
  }

  private static boolean isDefinition(String entry, boolean foreign) {
    return !entry.startsWith(".")
        && (entry.endsWith(LIST)
            || (foreign && (entry.endsWith(".conf") || entry.endsWith(".json"))));
  }

  private @Nullable DefinedNetwork read(String path, boolean foreign) {
    try {
      String text = text(path);
      if (text == null) {
        return null; // removed since the folder was read
      }
      long created = new File(path).lastModified() * NANOS_PER_MILLI;
      NetworkList list = NetworkList.parse(text, path);
      return new DefinedNetwork(ConflistReader.read(list, created), path, foreign, list);
    } catch (CniException | JsonException | NetworkException | SyscallException e) {
      problem(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** What is no file, such as a pipe that nobody writes to, must not be opened. */
  private @Nullable String text(String path) {
    File file = new File(path);
    if (file.exists() && !file.isFile()) {
      throw new NetworkException(NetworkException.Kind.INVALID, "it is no regular file");
    }
    return files.readIfThere(path, LARGEST);
  }

  private void problem(String path, String why) {
    problems.add("network definition " + path + " is ignored: " + why);
  }

  /** Returns the subnets of podman's own networks; files that cannot be read have none. */
  List<UsedSubnet> avoided() {
    List<UsedSubnet> subnets = new ArrayList<>();
    for (int i = 0; i < folders.avoided().size(); i++) {
      String folder = folders.avoided().get(i);
      String[] entries = sorted(folder);
      for (int j = 0; j < entries.length && j < MOST_FOREIGN; j++) {
        if (entries[j].endsWith(".json")) {
          addAvoided(subnets, folder + "/" + entries[j]);
        }
      }
    }
    return subnets;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private void addAvoided(List<UsedSubnet> subnets, String path) {
    try {
      String text = text(path);
      List<Object> found = text == null ? List.of() : Json.array(Json.parseObject(text), "subnets");
      for (int i = 0; i < found.size(); i++) {
        if (found.get(i) instanceof Map<?, ?> entry) {
          String cidr = Json.string((Map<String, Object>) entry, "subnet");
          Subnet subnet = cidr == null ? null : Subnet.parse(cidr);
          if (subnet != null) {
            subnets.add(new UsedSubnet(subnet, "podman's network in " + path));
          }
        }
      }
    } catch (JsonException | NetworkException | SyscallException _) {
      // podman's files are podman's to mend
    }
  }
}
