package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.SdkCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Lists of instances a second, as bytes and back: our codec, and JSON of the SDK's builders. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class CodecThroughput {
  /** How many instances are encoded together. */
  @Param({"1", "128"})
  public int size;

  private final SdkCodec<Instance> codec = SdkCodec.of(Instance.class);
  private final BuilderJson json = new BuilderJson();

  private List<Instance> instances = List.of();
  private byte[] encoded = {};
  private byte[] encodedJson = {};

  /** Gets the instances, and sees that both ways bring them back as they were. */
  @Setup
  public void encodeBoth() {
    instances = SimulatedInstances.first(size);
    encoded = codec.encode(instances);
    encodedJson = json.encode(instances);
    if (!codec.decode(encoded).equals(instances) || !json.decode(encodedJson).equals(instances)) {
      throw new IllegalStateException("instances did not come back as they were");
    }
  }

  /**
   * Encodes with our codec.
   *
   * @return the bytes
   */
  @Benchmark
  public byte[] encodeOurs() {
    return codec.encode(instances);
  }

  /**
   * Encodes with Jackson.
   *
   * @return the JSON
   */
  @Benchmark
  public byte[] encodePeer() {
    return json.encode(instances);
  }

  /**
   * Decodes with our codec.
   *
   * @return the instances
   */
  @Benchmark
  public List<Instance> decodeOurs() {
    return codec.decode(encoded);
  }

  /**
   * Decodes with Jackson.
   *
   * @return the instances
   */
  @Benchmark
  public List<Instance> decodePeer() {
    return json.decode(encodedJson);
  }
}
