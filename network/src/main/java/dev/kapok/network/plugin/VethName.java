package dev.kapok.network.plugin;

import dev.kapok.network.cni.Attachment;
import dev.kapok.network.link.NameHash;

/**
 * The name of an attachment's link on the host: always the same, so that it is found without a
 * record.
 */
final class VethName {
  private static final int DIGITS = 11;

  private VethName() {}

  static String of(String network, Attachment attachment) {
    String text = network + "/" + attachment.containerId() + "/" + attachment.ifName();
    // Of 64 bits, 44 find room in a name of 15 bytes.
    String digits = Long.toHexString(NameHash.of(text) >>> (64 - 4 * DIGITS));
    return "veth" + "0".repeat(DIGITS - digits.length()) + digits;
  }
}
