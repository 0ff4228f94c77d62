package dev.kapok.libpod.spec;

import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes {@link SeccompTable} for one architecture and one set of capabilities. */
final class SeccompDefault {
  private static final String ALLOW = "SCMP_ACT_ALLOW";
  private static final int EPERM = 1;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;
  private static final int AF_NETLINK = 16;
  private static final int NETLINK_AUDIT = 9;

  private SeccompDefault() {}

  /**
   * Returns the object {@code linux.seccomp} (config-linux.md, "Seccomp").
   *
   * @param x32 whether calls of the x32 ABI get rules. Without them such a call ends the process;
   *     the runtime takes 8 ms to compile them, which is wasted where the kernel knows none
   */
  static String json(String machine, boolean x32, long capabilities) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("defaultAction", "SCMP_ACT_ERRNO").field("defaultErrnoRet", ENOSYS);
    json.strings("architectures", architectures(machine, x32));
    json.name("syscalls").beginArray();
    StringBuilder allowed = new StringBuilder(SeccompTable.ALLOWED);
    StringBuilder refused = new StringBuilder(SeccompTable.REFUSED);
    if (machine.equals("x86_64")) {
      allowed.append(' ').append(SeccompTable.X86);
    } else if (machine.equals("aarch64")) {
      allowed.append(' ').append(SeccompTable.ARM);
    }
    for (String[] gate : SeccompTable.BY_CAPABILITY) {
      boolean has = (capabilities & Capability.bit(gate[0])) != 0;
      (has ? allowed : refused).append(' ').append(gate[1]);
    }
    rule(json, allowed.toString(), ALLOW, 0).endObject();
    rule(json, refused.toString(), "SCMP_ACT_ERRNO", EPERM).endObject();
    for (long personality : SeccompTable.PERSONALITIES) {
      rule(json, "personality", ALLOW, 0).name("args").beginArray();
      argument(json, 0, personality, "SCMP_CMP_EQ").endArray().endObject();
    }
    writeSocket(json, (capabilities & Capability.bit("CAP_AUDIT_WRITE")) != 0);
    return json.endArray().endObject().toString();
  }

  /** Returns the names that the machine's own and its compatible calls have in libseccomp. */
  static List<String> architectures(String machine, boolean x32) {
    List<String> names = new ArrayList<>();
    switch (machine) {
      case "x86_64" -> {
        names.add("SCMP_ARCH_X86_64");
        names.add("SCMP_ARCH_X86");
        if (x32) {
          names.add("SCMP_ARCH_X32");
        }
      }
      case "aarch64" -> {
        names.add("SCMP_ARCH_AARCH64");
        names.add("SCMP_ARCH_ARM");
      }
      default -> names.add("SCMP_ARCH_" + machine.toUpperCase(java.util.Locale.ROOT));
    }
    return names;
  }

  /** The audit log is the host's: without the capability its sockets do not exist. */
  private static void writeSocket(JsonWriter json, boolean audits) {
    if (audits) {
      rule(json, "socket", ALLOW, 0).endObject();
      return;
    }
    rule(json, "socket", "SCMP_ACT_ERRNO", EINVAL).name("args").beginArray();
    argument(json, 0, AF_NETLINK, "SCMP_CMP_EQ");
    argument(json, 2, NETLINK_AUDIT, "SCMP_CMP_EQ").endArray().endObject();
    rule(json, "socket", ALLOW, 0).name("args").beginArray();
    argument(json, 2, NETLINK_AUDIT, "SCMP_CMP_NE").endArray().endObject();
    rule(json, "socket", ALLOW, 0).name("args").beginArray();
    argument(json, 0, AF_NETLINK, "SCMP_CMP_NE").endArray().endObject();
  }

  /** Begins a rule for names with blanks between them. */
  private static JsonWriter rule(JsonWriter json, String names, String action, int errno) {
    json.beginObject().name("names").raw("[\"" + names.replace(" ", "\",\"") + "\"]");
    json.field("action", action);
    return errno == 0 ? json : json.field("errnoRet", errno);
  }

  private static JsonWriter argument(JsonWriter json, int index, long value, String operator) {
    return json.beginObject()
        .field("index", index)
        .field("value", value)
        .field("op", operator)
        .endObject();
  }
}
