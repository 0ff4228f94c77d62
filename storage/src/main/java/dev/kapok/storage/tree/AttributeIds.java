package dev.kapok.storage.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The ids in attributes of files: users and groups of access control lists (acl(5)), and the root
 * for whom a program's capabilities hold (capabilities(7), VFS_CAP_REVISION_3).
 */
public final class AttributeIds {
  private static final String CAPABILITY = "security.capability";
  private static final String ACL = "system.posix_acl_";

  private static final int ACL_VERSION = 2;
  private static final int ACL_HEADER = 4;
  private static final int ACL_ENTRY = 8;
  private static final int ACL_ID = 4;
  private static final short ACL_USER = 0x02;
  private static final short ACL_GROUP = 0x08;

  private static final int CAPABILITY_REVISION = 0xFF00_0000;
  private static final int OF_ANY_ROOT = 0x0200_0000;
  private static final int OF_ONE_ROOT = 0x0300_0000;
  private static final int CAPABILITY_ROOT = 20;
  private static final int CAPABILITY_SIZE = 24;

  private AttributeIds() {}

  /** Says what ids become. */
  public interface Mapping {
    /** Returns what a user becomes. */
    int user(int id);

    /** Returns what a group becomes. */
    int group(int id);
  }

  /** Returns a value with other ids; one without ids, or in a form that is not known, as it is. */
  public static byte[] map(String attribute, byte[] value, Mapping mapping) {
    if (attribute.startsWith(ACL)) {
      return list(value, mapping);
    }
    return attribute.equals(CAPABILITY) ? capability(value, mapping) : value;
  }

  private static byte[] list(byte[] value, Mapping mapping) {
    ByteBuffer list = ByteBuffer.wrap(value.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (value.length < ACL_HEADER
        || (value.length - ACL_HEADER) % ACL_ENTRY != 0
        || list.getInt(0) != ACL_VERSION) {
      return value;
    }
    for (int at = ACL_HEADER; at < value.length; at += ACL_ENTRY) {
      short tag = list.getShort(at);
      if (tag == ACL_USER) {
        list.putInt(at + ACL_ID, mapping.user(list.getInt(at + ACL_ID)));
      } else if (tag == ACL_GROUP) {
        list.putInt(at + ACL_ID, mapping.group(list.getInt(at + ACL_ID)));
      }
    }
    return list.array();
  }

  /** What holds for root 0 is written without a root, as images have it. */
  private static byte[] capability(byte[] value, Mapping mapping) {
    ByteBuffer old = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    if (value.length != CAPABILITY_SIZE || (old.getInt(0) & CAPABILITY_REVISION) != OF_ONE_ROOT) {
      return value;
    }
    int root = mapping.user(old.getInt(CAPABILITY_ROOT));
    byte[] changed = Arrays.copyOf(value, root == 0 ? CAPABILITY_ROOT : CAPABILITY_SIZE);
    ByteBuffer made = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    if (root == 0) {
      made.putInt(0, (old.getInt(0) & ~CAPABILITY_REVISION) | OF_ANY_ROOT);
    } else {
      made.putInt(CAPABILITY_ROOT, root);
    }
    return changed;
  }
}
