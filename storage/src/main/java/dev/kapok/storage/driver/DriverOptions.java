package dev.kapok.storage.driver;

import dev.kapok.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code --storage-opt} and storage.conf, read once.
 *
 * @param mountOptions what {@code mountopt} asks for, one each
 * @param ignoreOwners {@code ignore_chown_errors}
 * @param mountProgram {@code mount_program}, null where the kernel mounts
 * @param imageStores roots of other stores whose images are read, each once, which the option
 *     additionalimagestore names, or imagestore in older files
 */
public record DriverOptions(
    List<String> mountOptions,
    boolean ignoreOwners,
    @Nullable String mountProgram,
    List<String> imageStores) {
  /** Copies the lists. */
  public DriverOptions {
    mountOptions = List.copyOf(mountOptions);
    imageStores = List.copyOf(imageStores);
  }

  /**
   * Reads {@code DRIVER.NAME=VALUE} or {@code NAME=VALUE}.
   *
   * @throws StorageException for an option that is unknown or not supported
   */
  public static DriverOptions parse(String driver, List<String> options) {
    List<String> mount = new ArrayList<>();
    boolean ignoreOwners = false;
    String mountProgram = null;
    List<String> imageStores = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      int equals = option.indexOf('=');
      if (equals < 0) {
        throw new StorageException("storage option " + option + " has no value: write NAME=VALUE");
      }
      String name = nameFor(driver, option.substring(0, equals));
      String value = option.substring(equals + 1);
      switch (name) {
        case "mountopt" -> addAll(mount, driver, option, value);
        case "ignore_chown_errors" -> ignoreOwners = flag(option, value);
        case "skip_mount_home" -> flag(option, value);
        case "mount_program" -> mountProgram = program(driver, option, value);
        case "imagestore", "additionalimagestore" -> addStores(imageStores, option, value);
        case "size", "inodes", "force_mask", "use_composefs" ->
            throw new StorageException("storage option " + option + " is not supported yet");
        default -> throw new StorageException("storage option " + option + " is unknown");
      }
    }
    return new DriverOptions(mount, ignoreOwners, mountProgram, imageStores);
  }

  private static @Nullable String program(String driver, String option, String value) {
    requireOverlay(driver, option);
    return value.isEmpty() ? null : value;
  }

  private static void requireOverlay(String driver, String option) {
    if (!driver.equals(OverlayDriver.NAME)) {
      throw new StorageException(
          "storage option " + option + ": driver " + driver + " mounts nothing");
    }
  }

  private static String nameFor(String driver, String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return name;
    }
    String prefix = name.substring(0, dot);
    // storage.conf and the command line of other engines say overlay2 as well.
    if (prefix.isEmpty() || prefix.equals(driver) || prefix.equals(driver + "2")) {
      return name.substring(dot + 1);
    }
    return name;
  }

  private static void addAll(List<String> mount, String driver, String option, String value) {
    requireOverlay(driver, option);
    addParts(mount, value);
  }

  private static void addStores(List<String> stores, String option, String value) {
    List<String> paths = new ArrayList<>();
    addParts(paths, value);
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (!path.startsWith("/")) {
        throw new StorageException("storage option " + option + " is no absolute path");
      }
      while (path.length() > 1 && path.endsWith("/")) {
        path = path.substring(0, path.length() - 1);
      }
      if (!stores.contains(path)) {
        stores.add(path);
      }
    }
  }

  private static void addParts(List<String> parts, String value) {
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      if (end > start) {
        parts.add(value.substring(start, end));
      }
      start = end + 1;
    }
  }

  private static boolean flag(String option, String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default ->
          throw new StorageException("storage option " + option + " is neither true nor false");
    };
  }
}
