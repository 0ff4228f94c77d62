package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.format.TimeText;
import dev.kapok.image.ImageSummary;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows of {@code images}. */
final class ImageTable {
  private static final int SHORT_ID = 12;
  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, String> HEADINGS =
      Map.of("ID", "IMAGE ID", "CreatedSince", "CREATED", "Created", "CREATED");

  private final long now;
  private final boolean whole;
  private final boolean digests;
  private final boolean quiet;
  private final boolean noHeading;
  private final @Nullable String format;

  ImageTable(long now, Arguments arguments) {
    this.now = now;
    this.whole = arguments.flag("no-trunc");
    this.digests = arguments.flag("digests");
    this.quiet = arguments.flag("quiet");
    this.noHeading = arguments.flag("noheading");
    this.format = OutputFormat.ownTable(arguments.text("format"));
  }

  String render(List<ImageRow> rows) {
    if (format == null) {
      return quiet ? ids(rows) : table(rows);
    }
    return OutputFormat.isJson(format) ? json(rows) : formatted(format, rows);
  }

  private String ids(List<ImageRow> rows) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      ids.append(id(rows.get(i))).append('\n');
    }
    return ids.toString();
  }

  private String table(List<ImageRow> rows) {
    TextTable table = new TextTable();
    boolean readOnly = false;
    for (int i = 0; i < rows.size(); i++) {
      readOnly |= rows.get(i).image().readOnly();
    }
    if (!noHeading) {
      table.line(
          "REPOSITORY\tTAG\t"
              + (digests ? "DIGEST\t" : "")
              + "IMAGE ID\tCREATED\tSIZE"
              + (readOnly ? "\tR/O" : ""));
    }
    for (int i = 0; i < rows.size(); i++) {
      ImageRow row = rows.get(i);
      table.cells(cells(row, readOnly));
    }
    return table.render();
  }

  private String[] cells(ImageRow row, boolean readOnly) {
    String[] cells = new String[5 + (digests ? 1 : 0) + (readOnly ? 1 : 0)];
    int at = 0;
    cells[at++] = row.repository();
    cells[at++] = row.tag();
    if (digests) {
      cells[at++] = digest(row);
    }
    cells[at++] = id(row);
    cells[at++] = since(row);
    cells[at++] = HumanSize.spaced(row.image().size());
    if (readOnly) {
      cells[at] = Boolean.toString(row.image().readOnly());
    }
    return cells;
  }

  private String id(ImageRow row) {
    String id = row.image().id();
    return whole ? "sha256:" + id : id.substring(0, SHORT_ID);
  }

  private String since(ImageRow row) {
    return HumanTime.ago(row.image().created() * SECOND, now);
  }

  private static String digest(ImageRow row) {
    String digest = row.image().digest();
    return digest == null ? ImageRow.NONE : digest;
  }

  private String formatted(String template, List<ImageRow> rows) {
    // Local time costs more than all the rest, so only who asks for it pays for it.
    boolean created = template.contains("Created") || template.contains("json");
    List<Map<String, Object>> fields = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      fields.add(fields(rows.get(i), created));
    }
    Map<String, Object> names =
        fields.isEmpty() ? fields(new ImageRow(EMPTY, "", ""), false) : fields.get(0);
    return new OutputFormat("images", template)
        .render(Headings.of(names, HEADINGS), fields, noHeading);
  }

  /** Stands for a row where there is none, so that a table has its headings all the same. */
  private static final ImageSummary EMPTY =
      new ImageSummary("000000000000", List.of(), null, 0, 0, null, false, false);

  private Map<String, Object> fields(ImageRow row, boolean dates) {
    ImageSummary image = row.image();
    String created = dates ? TimeText.go(image.created() * SECOND) : "";
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", id(row));
    fields.put("Repository", row.repository());
    fields.put("Tag", row.tag());
    fields.put("Digest", digest(row));
    fields.put("Created", since(row));
    fields.put("CreatedSince", since(row));
    fields.put("CreatedAt", created);
    fields.put("CreatedTime", created);
    fields.put("Size", HumanSize.spaced(image.size()));
    fields.put("VirtualSize", image.size());
    fields.put("Names", image.names());
    fields.put("History", String.join(", ", image.names()));
    fields.put("Labels", labels(image));
    fields.put("Dangling", image.dangling());
    fields.put("ReadOnly", image.readOnly());
    return fields;
  }

  private static Map<String, Object> labels(ImageSummary image) {
    String labels = image.labels();
    return labels == null ? Map.of() : Json.parseObject(labels);
  }

  /** JSON has an object for each image, not for each name. */
  private static String json(List<ImageRow> rows) {
    JsonWriter json = new JsonWriter("    ");
    json.beginArray();
    List<String> done = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ImageSummary image = rows.get(i).image();
      if (!done.contains(image.id())) {
        done.add(image.id());
        write(json, image);
      }
    }
    return json.endArray() + "\n";
  }

  private static void write(JsonWriter json, ImageSummary image) {
    json.beginObject();
    json.field("Id", image.id()).field("ParentId", "");
    json.name("RepoTags").nullValue();
    List<String> digests = new ArrayList<>();
    List<ImageRow> rows = ImageRow.of(image);
    for (int i = 0; image.digest() != null && i < rows.size(); i++) {
      String digest = rows.get(i).repository() + "@" + image.digest();
      if (!image.dangling() && !digests.contains(digest)) {
        digests.add(digest);
      }
    }
    json.strings("RepoDigests", digests);
    json.field("Size", image.size()).field("SharedSize", 0).field("VirtualSize", image.size());
    json.name("Labels");
    Json.write(json, image.labels() == null ? null : labels(image));
    json.strings("Names", image.names());
    json.field("Digest", image.digest());
    json.strings("History", image.names());
    json.field("Created", image.created());
    json.field("CreatedAt", TimeText.rfc3339(image.created() * SECOND));
    json.endObject();
  }
}
