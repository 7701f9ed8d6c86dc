package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps lists in a folder, so that they outlive the process; several processes may share it.
 *
 * <pre>{@code
 * DiskTier disk = DiskTier.builder(Path.of("cache")).maxBytes(4L << 30).build();
 * }</pre>
 *
 * <p><b>Files:</b> {@code cache.db} is an SQLite file in WAL mode, which has two companions while
 * it is used. They belong to the user of the process alone, and so does the folder if the tier has
 * made it. A crash of the process loses nothing that was committed; one of the machine may lose the
 * last moments, but breaks nothing. A file that is broken is set aside as {@code cache.db.broken-…}
 * and begun anew; each page has a checksum, so that none is ever taken for another. <b>Space:</b>
 * beyond {@code maxBytes} the lists go that were found least recently, until a tenth is free. The
 * file does not shrink; its free space is used again. What was written last is in a log beside it,
 * of some 64 MiB; of 256 MiB while much is written and read at once. <b>Memory:</b> 16 MiB of pages
 * that wait to be written, and one more for each list that is being written; 40 MiB of SQLite's. A
 * list that alone takes more than {@code maxBytes} is refused, and so are pages while lists being
 * written do.
 *
 * <p><b>Errors:</b> a folder that cannot be used, or fails time and again, switches the tier off
 * until it is built anew: {@link Meter#CACHE_TIERS_OFF}. <b>Demand:</b> an append completes when
 * there is room for its page in memory. <b>Cancel:</b> what was begun is done nevertheless. <b>
 * Threads:</b> four daemons named {@code reactoraws-disk-…}; two of them signal, and should not be
 * blocked. Thread-safe.
 *
 * <p><b>Meters:</b> {@link Meter#CACHE_EVICTED}, {@link Meter#CACHE_BROKEN}, {@link
 * Meter#CACHE_TIER_ERRORS}, {@link Meter#CACHE_TIERS_OFF}, and {@link Meter#CACHE_DISK_BYTES},
 * which is what {@code maxBytes} bounds: the lists that can be found or are being written.
 *
 * <p>Needs {@code org.xerial:sqlite-jdbc} and, unless told to use gzip or nothing, {@code
 * com.github.luben:zstd-jni}; both are optional dependencies.
 */
public final class DiskTier implements CacheTier {
  private static final int WORKERS = 2;
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final DiskFile file;
  private final Health health;
  private final Holds holds = new Holds();
  private final Workers workers;
  private final DiskWriter writer;
  private final DiskReader reader;
  private final Finds finds;
  private final Sealing sealing;
  private final LongSupplier clock;
  private final long maxBytes;

  private DiskTier(Builder spec, @Nullable PageCipher cipher) {
    Scheduler time = spec.scheduler;
    this.clock = () -> time.now(TimeUnit.MILLISECONDS);
    this.file = new DiskFile(spec.folder, spec.mostPages);
    this.health = new Health(spec.recorder);
    this.maxBytes = spec.maxBytes;
    this.sealing = new Sealing(spec.compression, cipher);
    Touches touches = new Touches();
    this.workers = new Workers(WORKERS, () -> new Desk(file, cipher));
    this.writer =
        new DiskWriter(
            file, health, holds, new Chores(holds, touches, health, spec.maxBytes), workers, clock);
    this.reader = new DiskReader(health, holds, touches, writer, workers, cipher, clock);
    this.finds = new Finds(reader, workers, holds);
  }

  /**
   * Begins with the defaults.
   *
   * @param folder where the files are; made if it is not there
   * @return a new builder
   */
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Exposure exposure() {
    return sealing.cipher() == null ? Exposure.PLAIN : Exposure.ENCRYPTED;
  }

  @Override
  public <T> Mono<StoredList<T>> find(CacheKey key, Codec<T> codec) {
    String path = key.path();
    Objects.requireNonNull(codec, "codec");
    return finds.find(path, codec).map(list -> list);
  }

  @Override
  public <T> ListWriter<T> write(CacheKey key, Codec<T> codec) {
    return new DiskListWriter<>(
        writer,
        reader,
        workers,
        holds,
        clock,
        sealing,
        key.path(),
        Objects.requireNonNull(codec, "codec"),
        new Draft(file, holds, maxBytes));
  }

  @Override
  public Mono<Long> invalidate(KeyPattern pattern) {
    Objects.requireNonNull(pattern, "pattern");
    return Mono.create(
        sink -> {
          if (health.isOn() || file.mayHoldLists()) {
            writer.add(new InvalidateOp(pattern, sink));
          } else {
            sink.success(0L);
          }
        });
  }

  /**
   * Ends the tier's work; what was committed stays. Finds nothing and takes nothing from then on.
   *
   * <p>Blocks until what was accepted is written, 10 s at most.
   */
  @Override
  public void close() {
    if (health.close()) {
      long deadline = System.nanoTime() + CLOSING_NANOS;
      writer.close(deadline);
      workers.close(deadline);
    }
  }

  /**
   * Builds a {@link DiskTier}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private static final long LEAST_BYTES = 1 << 20;

    private final Path folder;
    private long maxBytes = 1L << 30;
    private Compression compression = Compression.ZSTD;
    private @Nullable EncryptionKeys encryption;
    private Scheduler scheduler = Schedulers.parallel();
    private Recorder recorder = Recorder.none();
    private int mostPages;

    private Builder(Path folder) {
      this.folder = Objects.requireNonNull(folder, "folder").toAbsolutePath();
    }

    /**
     * Sets how much all lists together may take.
     *
     * @param bytes 1 MiB or more; 1 GiB by default
     * @return this builder
     */
    public Builder maxBytes(long bytes) {
      if (bytes < LEAST_BYTES) {
        throw new IllegalArgumentException(
            "maxBytes must be at least " + LEAST_BYTES + ", was " + bytes);
      }
      maxBytes = bytes;
      return this;
    }

    /**
     * Sets how pages are compressed that are written from now on.
     *
     * @param kind {@link Compression#ZSTD} by default
     * @return this builder
     */
    public Builder compression(Compression kind) {
      compression = Objects.requireNonNull(kind, "compression");
      return this;
    }

    /**
     * Sets the keys that pages are encrypted with. Keys of lists, times and sizes are not
     * encrypted. Lists that were written without encryption are then not found, and the other way
     * round.
     *
     * @param keys none by default
     * @return this builder
     */
    public Builder encryption(EncryptionKeys keys) {
      encryption = Objects.requireNonNull(keys, "encryption");
      return this;
    }

    /**
     * Sets whose clock tells when lists expire. Nothing runs on it.
     *
     * @param clock {@link Schedulers#parallel()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler clock) {
      scheduler = Objects.requireNonNull(clock, "scheduler");
      return this;
    }

    /**
     * Sets what records the meters, until the tier is closed.
     *
     * @param meters {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder meters) {
      recorder = Objects.requireNonNull(meters, "recorder");
      return this;
    }

    /** Sets how many pages of 8 KiB the file may have, as if the disk were full then; for tests. */
    Builder mostPages(int pages) {
      mostPages = pages;
      return this;
    }

    /**
     * Opens the tier. Blocks while it does. A folder that cannot be used is no error: the tier is
     * off then.
     *
     * @return the tier, which its owner closes
     * @throws IllegalArgumentException if {@code folder} is a file, or {@code encryption} lacks a
     *     fitting key of its current id
     * @throws IllegalStateException if a library is missing that is needed
     */
    public DiskTier build() {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new IllegalArgumentException("folder must be a folder, was the file " + folder);
      }
      Libraries.require("org.sqlite.SQLiteConfig", "org.xerial:sqlite-jdbc");
      if (compression == Compression.ZSTD) {
        Libraries.require("com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni");
      }
      return new DiskTier(this, encryption == null ? null : PageCipher.of(encryption));
    }
  }
}
