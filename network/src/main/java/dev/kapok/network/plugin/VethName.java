package dev.kapok.network.plugin;

import dev.kapok.network.cni.Attachment;

/**
 * The name of an attachment's link on the host: always the same, so that it is found without a
 * record.
 */
final class VethName {
  private static final int DIGITS = 11;

  private VethName() {}

  static String of(String network, Attachment attachment) {
    String text = network + "/" + attachment.containerId() + "/" + attachment.ifName();
    // FNV-1a with 64 bits, of which 44 find room in a name of 15 bytes.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    String digits = Long.toHexString(hash >>> (64 - 4 * DIGITS));
    return "veth" + "0".repeat(DIGITS - digits.length()) + digits;
  }
}
