package dev.kapok.image;

import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows which layers images consist of, and which images are built on one. */
public final class ImageTree {
  private final LayerStore layers;
  private final ImageStore images;

  /** Reads a store. */
  public ImageTree(LayerStore layers, ImageStore images) {
    this.layers = layers;
    this.images = images;
  }

  /**
   * A layer, where it stands, and what it is the top of.
   *
   * @param depth how far it is indented: how many layers lie between it and those at the margin
   * @param last whether no other layer follows on the same parent
   * @param names of the images whose top layer it is
   */
  public record Node(Layer layer, int depth, boolean last, List<String> names) {
    /** Copies the names. */
    public Node {
      names = List.copyOf(names);
    }
  }

  /** Returns an image's layers, the lowest first, all at depth 0. */
  public List<Node> layersOf(StoredImage image) {
    List<Layer> chain = LayerChain.of(layers, image.topLayer());
    Map<String, List<String>> names = namesByTop();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      nodes.add(new Node(chain.get(i), 0, i + 1 == chain.size(), names(names, chain.get(i))));
    }
    return nodes;
  }

  /**
   * Returns the image's top layer and all that are built on it, each before its children. The
   * layers right on it stand beside it at depth 0, as podman has it.
   */
  public List<Node> builtOn(StoredImage image) {
    List<Node> nodes = new ArrayList<>();
    String top = image.topLayer();
    Layer layer = top == null ? null : layers.get(top);
    if (layer == null) {
      return nodes;
    }
    Map<String, List<Layer>> children = children();
    Map<String, List<String>> names = namesByTop();
    List<Layer> above = children.getOrDefault(layer.id(), List.of());
    nodes.add(new Node(layer, 0, above.isEmpty(), names(names, layer)));
    for (int i = 0; i < above.size(); i++) {
      add(nodes, above.get(i), 0, i + 1 == above.size(), children, names);
    }
    return nodes;
  }

  private static void add(
      List<Node> nodes,
      Layer layer,
      int depth,
      boolean isLast,
      Map<String, List<Layer>> children,
      Map<String, List<String>> names) {
    nodes.add(new Node(layer, depth, isLast, names(names, layer)));
    List<Layer> above = children.getOrDefault(layer.id(), List.of());
    for (int i = 0; i < above.size(); i++) {
      add(nodes, above.get(i), depth + 1, i + 1 == above.size(), children, names);
    }
  }

  private Map<String, List<Layer>> children() {
    Map<String, List<Layer>> children = new HashMap<>();
    for (Layer layer : layers.list()) {
      String parent = layer.parent();
      if (parent != null) {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(layer);
      }
    }
    return children;
  }

  private Map<String, List<String>> namesByTop() {
    Map<String, List<String>> names = new HashMap<>();
    for (StoredImage image : images.list()) {
      String top = image.topLayer();
      if (top != null) {
        names.computeIfAbsent(top, _ -> new ArrayList<>()).addAll(image.names());
      }
    }
    return names;
  }

  private static List<String> names(Map<String, List<String>> names, Layer layer) {
    return names.getOrDefault(layer.id(), List.of());
  }
}
