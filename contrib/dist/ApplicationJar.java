import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A step of the build, no part of Kapok: joins jars into the application jar.
 *
 * <p>Usage: {@code java ApplicationJar.java OUT.jar "CLASS-PATH" IN.jar...}
 *
 * <p>Classes older than Java 6 have no stack maps, and the JVM leaves such classes out of its AOT
 * cache; they are raised to Java 8 with maps made for them. Entries are stored, not compressed, in
 * the order of their names and with one fixed time, so that the same input gives the same bytes.
 */
final class ApplicationJar {
  private static final int OLDEST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final long ENTRY_TIME = 1_767_225_600_000L; // 2026-01-01, as the POM's outputTimestamp

  private ApplicationJar() {}

  public static void main(String[] args) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    List<Path> inputs = new ArrayList<>();
    for (String input : List.of(args).subList(2, args.length)) {
      inputs.add(Path.of(input));
    }
    for (Path input : inputs) {
      read(input, entries);
    }
    raise(entries);
    write(Path.of(args[0]), manifest(args[1]), entries);
  }

  private static void read(Path jar, Map<String, byte[]> entries) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        boolean dropped = entry.isDirectory() || name.equals("module-info.class")
            || name.startsWith("META-INF/versions/") || name.startsWith("META-INF/maven/")
            || name.equals(JarFile.MANIFEST_NAME);
        if (dropped) {
          continue;
        }
        try (InputStream in = file.getInputStream(entry)) {
          if (entries.put(name, in.readAllBytes()) != null && name.endsWith(".class")) {
            throw new IOException(jar + " brings " + name + ", which another jar has brought");
          }
        }
      }
    }
  }

  /** Raises old classes; the hierarchy that the maps need is read from the entries themselves. */
  private static void raise(Map<String, byte[]> entries) {
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> {
                  String descriptor = type.descriptorString();
                  byte[] bytes =
                      entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
                  return bytes == null ? null : new java.io.ByteArrayInputStream(bytes);
                })
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached();
    ClassFile classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(resolver));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (!entry.getKey().endsWith(".class")) {
        continue;
      }
      ClassModel model = classFile.parse(entry.getValue());
      if (model.majorVersion() < OLDEST_WITH_STACK_MAPS) {
        ClassTransform version =
            ClassTransform.dropping(ClassFileVersion.class::isInstance)
                .andThen(ClassTransform.endHandler(
                    builder -> builder.with(ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0))));
        // Code that no transform touches would be copied as it is, without maps.
        ClassTransform maps = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        entry.setValue(classFile.transformClass(model, version.andThen(maps)));
      }
    }
  }

  private static byte[] manifest(String classPath) {
    StringBuilder text = new StringBuilder("Manifest-Version: 1.0\r\n");
    String line = "Class-Path: " + classPath;
    // A line of a manifest has at most 72 bytes; a blank continues it.
    for (int at = 0; !classPath.isEmpty() && at < line.length(); at += 70) {
      text.append(at == 0 ? "" : " ").append(line, at, Math.min(line.length(), at + 70)).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void write(Path out, byte[] manifest, Map<String, byte[]> entries)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(out);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      put(zip, JarFile.MANIFEST_NAME, manifest);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(ENTRY_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
