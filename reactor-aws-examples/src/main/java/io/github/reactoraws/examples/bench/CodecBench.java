package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.SdkCodec;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import tools.jackson.databind.json.JsonMapper;

/** {@link SdkCodec} beside JSON of the SDK's builders: instances a second, bytes an instance. */
public final class CodecBench {
  private static final int PAGE = 128;

  private CodecBench() {}

  /**
   * Runs for about two minutes, prints a table and writes {@code target/bench/CodecBench.csv}.
   *
   * @param args none
   * @throws Exception if a measurement fails
   */
  public static void main(String... args) throws Exception {
    System.out.println("peer: " + Jars.nameOf(JsonMapper.class) + " over the SDK's builders");
    JmhMedians perSecond = JmhMedians.of(CodecThroughput.class);
    BenchReport report = new BenchReport(CodecBench.class);
    for (int size : new int[] {PAGE, 1}) {
      String each = size == 1 ? "one by one" : "pages of " + size;
      for (String way : new String[] {"encode", "decode"}) {
        report.ratioAtLeast(
            "instances/s, %s, %s".formatted(way, each),
            size * perSecond.of(way + "Ours", size),
            size * perSecond.of(way + "Peer", size),
            1.5);
      }
      List<Instance> instances = SimulatedInstances.first(size);
      report.ratioAtMost(
          "bytes an instance, " + each,
          (double) SdkCodec.of(Instance.class).encode(instances).length / size,
          (double) new BuilderJson().encode(instances).length / size,
          0.5);
    }
    report.publish(System.out);
  }
}
