package io.github.reactoraws.cache.tier.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

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

  /** Of all columns, so that a row with one that was changed or zeroed is found. */
  long checksum() {
    CRC32C crc = new CRC32C();
    ByteBuffer numbers =
        ByteBuffer.allocate(60)
            .putLong(id)
            .putLong(loadedAt)
            .putLong(took)
            .putLong(expiresAt)
            .putInt(pages)
            .putLong(items)
            .putLong(bytes)
            .putInt(path.length())
            .putInt(format.length());
    crc.update(numbers.flip());
    crc.update(path.getBytes(StandardCharsets.UTF_8));
    crc.update(format.getBytes(StandardCharsets.UTF_8));
    crc.update(keyId.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
