package dev.kapok.network.plugin;

import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkException;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.json.JsonException;
import java.util.List;
import java.util.Map;

/**
 * What the built-in plugins share: which versions they speak, and that every failure of theirs is
 * told as a plugin's.
 */
abstract class BuiltinPlugin implements CniPlugin {
  private static final List<String> VERSIONS = List.of("0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");

  private final String type;

  BuiltinPlugin(String type) {
    this.type = type;
  }

  /** One operation, whose failures are still those of the parts it uses. */
  private interface Operation {
    void run();
  }

  /** See {@link CniPlugin#add}. */
  abstract Map<String, Object> attach(PluginCall call);

  /** See {@link CniPlugin#del}. */
  abstract void detach(PluginCall call);

  /** See {@link CniPlugin#check}. */
  abstract void compare(PluginCall call);

  /** See {@link CniPlugin#gc}; a plugin that leaves nothing on the host has nothing to do. */
  void collect(PluginCall call, List<GcAttachment> valid) {}

  /** See {@link CniPlugin#status}. */
  void probe(PluginCall call) {}

  @Override
  public final Map<String, Object> add(PluginCall call) {
    try {
      return attach(call);
    } catch (JsonException | IllegalArgumentException e) {
      throw invalid(e);
    } catch (LinkException | SyscallException e) {
      throw failed(e);
    }
  }

  @Override
  public final void del(PluginCall call) {
    told(
        new Operation() {
          @Override
          public void run() {
            detach(call);
          }
        });
  }

  @Override
  public final void check(PluginCall call) {
    told(
        new Operation() {
          @Override
          public void run() {
            compare(call);
          }
        });
  }

  @Override
  public final void gc(PluginCall call, List<GcAttachment> valid) {
    told(
        new Operation() {
          @Override
          public void run() {
            collect(call, valid);
          }
        });
  }

  @Override
  public final void status(PluginCall call) {
    try {
      probe(call);
    } catch (JsonException | IllegalArgumentException e) {
      throw invalid(e);
    } catch (LinkException | SyscallException e) {
      throw CniException.refused(type, CniException.NOT_AVAILABLE, message(e), "");
    }
  }

  @Override
  public final List<String> versions() {
    return VERSIONS;
  }

  /** Makes an exception for a failure that no part below found. */
  final CniException refusal(String message) {
    return CniException.refused(type, CniException.GENERIC, message, "");
  }

  private void told(Operation operation) {
    try {
      operation.run();
    } catch (JsonException | IllegalArgumentException e) {
      throw invalid(e);
    } catch (LinkException | SyscallException e) {
      throw failed(e);
    }
  }

  private CniException invalid(RuntimeException cause) {
    return caused(CniException.INVALID_CONFIG, cause);
  }

  private CniException failed(RuntimeException cause) {
    return caused(CniException.GENERIC, cause);
  }

  private CniException caused(int code, RuntimeException cause) {
    CniException failure = CniException.refused(type, code, message(cause), "");
    failure.initCause(cause);
    return failure;
  }

  private static String message(RuntimeException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
