package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code --cap-add} and {@code --cap-drop}: names of capabilities(7), with or without CAP_. */
public final class CapabilityParser {
  private static final String[] NAMES = {
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM"
  };

  private CapabilityParser() {}

  /** Reads names; returns them in upper case with CAP_, "ALL" as it is. */
  public static List<String> parse(List<String> texts) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      names.add(parse(texts.get(i)));
    }
    return names;
  }

  private static String parse(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (name.equals("ALL")) {
      return name;
    }
    String plain = name.startsWith("CAP_") ? name.substring(4) : name;
    for (String known : NAMES) {
      if (known.equals(plain)) {
        return "CAP_" + plain;
      }
    }
    throw new UsageException("unknown capability \"" + text + "\"");
  }
}
