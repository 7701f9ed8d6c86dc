package io.github.reactoraws.cache.tier.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the file knows of a list.
 *
 * @param id its number
 * @param path its key's
 * @param format its codec's
 * @param keyId of the key that it is encrypted with; empty if it is not
 * @param loadedAt when its load began, in milliseconds since 1970
 * @param took how long that took, in nanoseconds
 * @param expiresAt from when on it is not found, in milliseconds since 1970
 * @param pages how many
 * @param items how many values
 * @param bytes how many it takes
 */
record EntryRow(
    long id,
    String path,
    String format,
    String keyId,
    long loadedAt,
    long took,
    long expiresAt,
    int pages,
    long items,
    long bytes) {

  private static final int NUMBERS = 52; // bytes

  /** What is not a column of its own, behind a checksum of all. */
  byte[] facts() {
    byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
    byte[] keyBytes = keyId.getBytes(StandardCharsets.UTF_8);
    ByteBuffer facts =
        ByteBuffer.allocate(NUMBERS + formatBytes.length + keyBytes.length)
            .putInt(0)
            .putLong(loadedAt)
            .putLong(took)
            .putLong(expiresAt)
            .putInt(pages)
            .putLong(items)
            .putLong(bytes)
            .putInt(formatBytes.length)
            .put(formatBytes)
            .put(keyBytes);
    return facts.putInt(0, checksum(id, path, facts.array())).array();
  }

  /** The list of a number and path, if its facts are whole. */
  static Optional<EntryRow> of(long id, String path, byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < NUMBERS) {
      return Optional.empty();
    }
    ByteBuffer facts = ByteBuffer.wrap(bytes);
    if (facts.getInt() != checksum(id, path, bytes)) {
      return Optional.empty();
    }
    long loadedAt = facts.getLong();
    long took = facts.getLong();
    long expiresAt = facts.getLong();
    int pages = facts.getInt();
    long items = facts.getLong();
    long size = facts.getLong();
    int length = facts.getInt();
    String format = new String(bytes, NUMBERS, length, StandardCharsets.UTF_8);
    int keyAt = NUMBERS + length;
    String keyId = new String(bytes, keyAt, bytes.length - keyAt, StandardCharsets.UTF_8);
    return Optional.of(
        new EntryRow(id, path, format, keyId, loadedAt, took, expiresAt, pages, items, size));
  }

  /** Of all but itself, so that facts that were changed, or are another's, are found. */
  private static int checksum(long id, String path, byte[] facts) {
    CRC32C crc = new CRC32C();
    crc.update(facts, Integer.BYTES, facts.length - Integer.BYTES);
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
    crc.update(path.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}
