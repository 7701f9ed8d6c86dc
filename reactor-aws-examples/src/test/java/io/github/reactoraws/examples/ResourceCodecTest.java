package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.codec.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResourceCodecTest {
  private static final Resource VOLUME =
      new Resource(
          ResourceKind.VOLUME,
          "100000000001",
          "us-east-1",
          "vol-1",
          Optional.of("arn:aws:ec2:us-east-1:100000000001:volume/vol-1"),
          Optional.of("Dàtä"),
          Resource.attributes("state", "in-use", "size", 8, "note", ""));
  private static final Resource ROLE =
      new Resource(
          ResourceKind.ROLE,
          "100000000001",
          Resource.GLOBAL,
          "role-1",
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private final ResourceCodec codec = new ResourceCodec();

  @Test
  void resources_comeBackAsTheyWere_attributesInOrder() {
    List<Resource> all = List.of(VOLUME, ROLE, VOLUME);

    assertThat(codec.decode(codec.encode(all))).isEqualTo(all);
    assertThat(codec.decode(codec.encode(all)).get(0).attributes().keySet())
        .containsExactly("state", "size", "note");
    assertThat(codec.decode(codec.encode(List.of()))).isEmpty();
  }

  @Test
  void textsThatRepeat_areWrittenOnce() {
    int one = codec.encode(List.of(VOLUME)).length;

    assertThat(codec.encode(List.of(VOLUME, VOLUME))).hasSizeLessThan(one + 60);
  }

  @Test
  void brokenBytes_areRefused_orAnotherValue_andNothingElse() {
    byte[] good = codec.encode(List.of(VOLUME, ROLE));
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        codec.decode(random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
      } catch (CodecException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive(); // the tier's checksum finds the others
    assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, 0, 0, 1}))
        .isInstanceOf(CodecException.class)
        .hasRootCauseMessage("1 bytes are left over");
    assertThatThrownBy(() -> codec.decode(new byte[] {-1, -1, -1, -1}))
        .isInstanceOf(CodecException.class)
        .hasRootCauseMessage("needs a count of 0 or more, has -1");
  }
}
