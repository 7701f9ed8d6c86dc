package io.github.reactoraws.examples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A file with one resource a line, as JSON.
 *
 * <p>Written beside the file and moved to its place at the end, so that no line of it is half
 * there. A listing that failed is missing from it, as the exit status says. Memory: one buffer. Not
 * thread-safe.
 */
final class NdjsonFile implements Output {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final JsonFactory LINES = JsonFactory.builder().rootValueSeparator("").build();

  private final Path file;
  private final Path part;
  private final JsonGenerator json;

  private NdjsonFile(Path file, Path part, JsonGenerator json) {
    this.file = file;
    this.part = part;
    this.json = json;
  }

  /**
   * Begins to write.
   *
   * @throws BadInput if {@code file} cannot be written
   */
  static NdjsonFile create(Path file) {
    if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
      throw unwritable(file, "not a regular file that can be written");
    }
    try {
      Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
      Path part = partOf(target);
      var stream =
          new BufferedOutputStream(
              Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              BUFFER_BYTES);
      return new NdjsonFile(
          target, part, LINES.createGenerator(ObjectWriteContext.empty(), stream));
    } catch (NoSuchFileException e) {
      throw unwritable(file, "its folder is not there");
    } catch (IOException e) {
      throw unwritable(file, e.getClass().getSimpleName());
    }
  }

  @Override
  public void write(Resource resource) {
    json.writeStartObject();
    json.writeStringProperty("account", resource.account());
    json.writeStringProperty("region", resource.region());
    json.writeStringProperty("service", resource.kind().service());
    json.writeStringProperty("type", resource.kind().type());
    json.writeStringProperty("id", resource.id());
    resource.arn().ifPresent(arn -> json.writeStringProperty("arn", arn));
    resource.name().ifPresent(name -> json.writeStringProperty("name", name));
    json.writeName("attributes");
    json.writeStartObject();
    resource.attributes().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Moves the whole file to its place. */
  @Override
  public void complete() {
    json.close();
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what is not complete. */
  @Override
  public void close() {
    try {
      json.close();
    } finally {
      delete(part);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside the file, by a name that no other run and no user has. */
  private static Path partOf(Path file) {
    return file.resolveSibling(
        "%s.%d.part".formatted(file.getFileName(), ProcessHandle.current().pid()));
  }

  private static BadInput unwritable(Path file, String why) {
    return new BadInput("--output", "a file that can be written", file + " (" + why + ")");
  }
}
