package dev.kapok.cli.image;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.ImageTree;
import dev.kapok.libpod.Images;
import java.util.ArrayList;
import java.util.List;

/** {@code image tree}: draws the layers of an image, or all that are built on it. */
public final class ImageTreeCommand implements Command {
  private static final int SHORT_ID = 12;

  @Override
  public Usage usage() {
    return Usage.of(
        "Print layer hierarchy of an image in a tree format",
        "[options] IMAGE",
        List.of(
            Option.flag(
                "whatrequires", "Show all child images and layers of the specified image")));
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    Images images = session.services().images();
    ImageSummary image = summary(images, images.resolve(words.get(0)));
    session.print("Image ID: " + image.id().substring(0, SHORT_ID));
    session.print("Tags:     [" + String.join(" ", image.names()) + "]");
    session.print("Size:     " + HumanSize.fine(image.size()));
    List<ImageTree.Node> nodes =
        images.tree(words.get(0), session.arguments().flag("whatrequires"));
    session.print(nodes.isEmpty() ? "No Image Layers" : "Image Layers");
    draw(session, nodes);
    session.print("");
    return 0;
  }

  private static ImageSummary summary(Images images, String id) {
    for (ImageSummary image : images.list()) {
      if (image.id().equals(id)) {
        return image;
      }
    }
    throw new IllegalStateException("image " + id + " was removed meanwhile");
  }

  private static void draw(Session session, List<ImageTree.Node> nodes) {
    // Whether a branch goes on beside what is drawn, for each depth.
    List<Boolean> open = new ArrayList<>();
    for (ImageTree.Node node : nodes) {
      while (open.size() > node.depth()) {
        open.removeLast();
      }
      StringBuilder line = new StringBuilder();
      for (boolean goesOn : open) {
        line.append(goesOn ? "│   " : "    ");
      }
      open.add(!node.last());
      line.append(node.last() ? "└── " : "├── ");
      line.append("ID: ").append(node.layer().chainId().hex(), 0, SHORT_ID);
      String size = HumanSize.fine(node.layer().size());
      line.append(" Size: ").append(" ".repeat(Math.max(0, 7 - size.length()))).append(size);
      if (!node.names().isEmpty()) {
        line.append(" Top Layer of: [").append(String.join(" ", node.names())).append(']');
      }
      session.print(line.toString());
    }
  }
}
