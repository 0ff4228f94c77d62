package dev.kapok.cli.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of Go's text/template, read once and written out for any number of trees.
 *
 * <p>A tree consists of {@code Map<String, Object>}, {@code List<Object>}, String, Long, Double,
 * Boolean and null. There are fields, variables, pipelines, if, with, range, else, comments, trim
 * markers, and the functions of {@code Functions}; {@code define}, {@code template} and {@code
 * block} are refused. Errors are worded as Go's.
 *
 * <pre>{@code
 * Template.parse("ps", "{{.Names}}").render(Map.of("Names", "web"));
 * }</pre>
 */
public final class Template {
  private final Source source;
  private final List<Node> nodes;
  private final boolean ignoreCase;

  private Template(Source source, List<Node> nodes, boolean ignoreCase) {
    this.source = source;
    this.nodes = nodes;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Reads a template.
   *
   * @param name what error messages call it
   * @throws TemplateException where it cannot be read
   */
  public static Template parse(String name, String text) {
    Source source = new Source(name, text);
    return new Template(source, new Parser(source).parse(), false);
  }

  /** Returns the same template for trees whose keys may differ from its names in case only. */
  public Template ignoringCase() {
    return new Template(source, nodes, true);
  }

  /**
   * Writes the template out.
   *
   * @throws TemplateException where it asks for what the tree does not have
   */
  public String render(@Nullable Object data) {
    Scope scope = new Scope(source, data, ignoreCase);
    Nodes.writeAll(nodes, scope);
    return scope.output().toString();
  }
}
