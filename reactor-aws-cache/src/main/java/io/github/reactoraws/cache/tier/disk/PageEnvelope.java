package io.github.reactoraws.cache.tier.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a page as they are in the file, so that none is taken for what it is not. One thread's.
 *
 * <pre>
 * 0   1  magic                  4  4  length before it was compressed
 * 1   1  version                8  4  check: CRC32C of all but these four, xor CRC32C of the place
 * 2   1  compression           12  n  id of the key
 * 3   1  length n of key's id       …  body: compressed; then encrypted, if n is not 0
 * </pre>
 *
 * <p>The place, which is the number of the list and that of the page, is known only when it is
 * written: {@link #place} adds it to what was sealed before. What is encrypted belongs to the key's
 * path, the page's number and this header, too, or it cannot be decrypted.
 */
final class PageEnvelope implements AutoCloseable {
  private static final byte MAGIC = (byte) 0xd5;
  private static final byte VERSION = 1;
  private static final int CHECK = 8;
  private static final int HEADER = 12;

  private final @Nullable PageCipher cipher;
  private final Compressor compressor = new Compressor();

  PageEnvelope(@Nullable PageCipher cipher) {
    this.cipher = cipher;
  }

  /** Compresses, encrypts if {@code keyId} is not empty, and seals. */
  byte[] seal(byte[] raw, Compression wanted, String keyId, String path, int page) {
    ByteBuffer body = compressor.compress(wanted, raw);
    Compression compression = wanted;
    if (body.remaining() >= raw.length) {
      body = ByteBuffer.wrap(raw);
      compression = Compression.NONE;
    }
    byte[] idBytes = keyId.getBytes(StandardCharsets.UTF_8);
    byte[] header = header(compression, idBytes, raw.length);
    if (idBytes.length > 0) {
      body = requireCipher(keyId).encrypt(keyId, body, associated(header, path, page));
    }
    ByteBuffer sealed = ByteBuffer.allocate(header.length + body.remaining());
    sealed.put(header).put(body);
    return sealed.putInt(CHECK, check(sealed.array())).array();
  }

  /** Writes the place into what was sealed, once. */
  static void place(byte[] sealed, long entry, int page) {
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    bytes.putInt(CHECK, bytes.getInt(CHECK) ^ check(entry, page));
  }

  /**
   * Opens what was sealed, and not placed yet.
   *
   * @throws BrokenPageException if it is not what was sealed
   * @throws UnknownKeyException if its key is not known
   */
  byte[] open(byte[] sealed, String path, int page) {
    return open(sealed, 0, path, page);
  }

  /**
   * Opens what was sealed and placed.
   *
   * @throws BrokenPageException if it is not what was sealed, or has another place
   * @throws UnknownKeyException if its key is not known
   */
  byte[] open(byte[] placed, long entry, String path, int page) {
    return open(placed, check(entry, page), path, page);
  }

  private byte[] open(byte[] bytes, int place, String path, int page) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int bodyAt = bytes.length < HEADER ? HEADER : HEADER + (bytes[3] & 0xff);
    if (bytes.length < bodyAt || (header.getInt(CHECK) ^ place) != check(bytes)) {
      throw new BrokenPageException("page is not what was written", null);
    }
    int rawLength = header.getInt(4);
    Compression compression = Compression.of(bytes[2]).orElse(null);
    if (bytes[0] != MAGIC || bytes[1] != VERSION || compression == null || rawLength < 0) {
      throw new BrokenPageException("page has an unknown format", null);
    }
    try {
      if (bodyAt == HEADER) {
        return compressor.decompress(compression, bytes, bodyAt, rawLength);
      }
      String keyId = new String(bytes, HEADER, bodyAt - HEADER, StandardCharsets.UTF_8);
      byte[] idBytes = keyId.getBytes(StandardCharsets.UTF_8);
      byte[] plain =
          requireCipher(keyId)
              .decrypt(
                  keyId,
                  bytes,
                  bodyAt,
                  associated(header(compression, idBytes, rawLength), path, page));
      return compressor.decompress(compression, plain, 0, rawLength);
    } catch (IOException | GeneralSecurityException | LinkageError broken) {
      throw new BrokenPageException("page cannot be opened", broken);
    } catch (BrokenPageException | UnknownKeyException known) {
      throw known;
    } catch (RuntimeException broken) { // of the compressor's library
      throw new BrokenPageException("page cannot be opened", broken);
    }
  }

  private PageCipher requireCipher(String keyId) {
    if (cipher == null) {
      throw new UnknownKeyException(keyId);
    }
    return cipher;
  }

  private static byte[] header(Compression compression, byte[] idBytes, int rawLength) {
    return ByteBuffer.allocate(HEADER + idBytes.length)
        .put(MAGIC)
        .put(VERSION)
        .put((byte) compression.code())
        .put((byte) idBytes.length)
        .putInt(rawLength)
        .putInt(0)
        .put(idBytes)
        .array();
  }

  private static byte[] associated(byte[] header, String path, int page) {
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(header.length + Integer.BYTES + text.length)
        .put(header)
        .putInt(page)
        .put(text)
        .array();
  }

  private static int check(byte[] sealed) {
    CRC32C crc = new CRC32C();
    crc.update(sealed, 0, CHECK);
    crc.update(sealed, HEADER, sealed.length - HEADER);
    return (int) crc.getValue();
  }

  private static int check(long entry, int page) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(entry).putInt(page).flip());
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    compressor.close();
  }
}
