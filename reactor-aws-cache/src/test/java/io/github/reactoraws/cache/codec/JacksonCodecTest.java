package io.github.reactoraws.cache.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.ResponsePublisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.paginators.DescribeInstancesIterable;
import software.amazon.awssdk.services.ec2.paginators.DescribeInstancesPublisher;

class JacksonCodecTest {

  enum Size {
    SMALL,
    LARGE {
      @Override
      boolean isLarge() {
        return true;
      }
    };

    boolean isLarge() {
      return false;
    }
  }

  record Owner(String name, @Nullable Owner boss) {}

  record Finding(
      String text,
      int count,
      long total,
      double share,
      boolean open,
      Size size,
      Instant at,
      ZonedDateTime due,
      Duration age,
      BigDecimal cost,
      BigInteger sum,
      UUID id,
      List<Owner> owners,
      Map<String, Owner> byName,
      Set<Long> codes,
      Optional<String> note,
      Optional<Owner> lead) {}

  /** A bean of the old kind, with a getter to which no setter belongs. */
  public static final class Bean {
    private @Nullable String name;
    private int[] ports = {};
    private byte[] key = {};

    public @Nullable String getName() {
      return name;
    }

    public void setName(@Nullable String name) {
      this.name = name;
    }

    public int[] getPorts() {
      return ports;
    }

    public void setPorts(int[] ports) {
      this.ports = ports;
    }

    public byte[] getKey() {
      return key;
    }

    public void setKey(byte[] key) {
      this.key = key;
    }

    public int getPortCount() {
      return ports.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bean bean
          && Objects.equals(name, bean.name)
          && Arrays.equals(ports, bean.ports)
          && Arrays.equals(key, bean.key);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(name);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Drawing(List<Shape> shapes, Shape frame) {}

  interface Plain {}

  record HoldsPlain(List<Plain> plain) {}

  record HoldsStream(String name, Optional<String> note, List<InputStream> bodies) {}

  record HoldsModel(Instance instance) {}

  record Generic<T>(T value) {}

  static final class Closed {
    @SuppressWarnings("UnusedMethod") // what Jackson finds, and cannot call
    private Closed(int one, int two) {
      assertThat(one).isLessThan(two);
    }
  }

  static class Base {
    public int one = 1;
  }

  static final class Derived extends Base {
    public int two = 2;
  }

  private static final Owner BOSS = new Owner("Ünal \"B\"\n\u0000 😀", null);

  private static <T> List<T> roundTrip(Class<T> type, List<T> values) {
    JacksonCodec<T> codec = JacksonCodec.of(type);
    return codec.decode(codec.encode(values));
  }

  private static Finding finding(String due) {
    return new Finding(
        "text",
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Double.NaN,
        true,
        Size.LARGE,
        Instant.ofEpochSecond(1_700_000_000L, 123_456_789),
        ZonedDateTime.parse(due),
        Duration.ofNanos(1_234_567_890_123L),
        new BigDecimal("1.50"),
        BigInteger.TWO.pow(1_000),
        new UUID(1, 2),
        List.of(BOSS, new Owner("b", BOSS)),
        Map.of("boss", BOSS),
        Set.of(1L, Long.MIN_VALUE),
        Optional.empty(),
        Optional.of(BOSS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-25T02:30+02:00[Europe/Berlin]",
        "2026-10-25T02:30+01:00[Europe/Berlin]",
        "2026-01-02T03:04:05.000000006-03:00",
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05Z[UTC]"
      })
  void records_comeBackAsTheyWere(String due) {
    List<Finding> all = List.of(finding(due), finding(due));

    assertThat(roundTrip(Finding.class, all)).isEqualTo(all);
    assertThat(roundTrip(Finding.class, List.of())).isEmpty();
  }

  @Test
  void beans_comeBackAsTheyWere_whateverElseTheyTell() {
    Bean bean = new Bean();
    bean.setName("web");
    bean.setPorts(new int[] {80, 443});
    bean.setKey(new byte[] {0, -1, 7});

    assertThat(roundTrip(Bean.class, List.of(bean, new Bean()))).containsExactly(bean, new Bean());
  }

  @Test
  void plainValues_comeBackAsTheyWere() {
    assertThat(roundTrip(String.class, List.of("", "ä😀"))).containsExactly("", "ä😀");
    assertThat(roundTrip(Long.class, List.of(1L, Long.MAX_VALUE)))
        .containsExactly(1L, Long.MAX_VALUE);
    assertThat(roundTrip(Double.class, List.of(0.1, -0.0, Double.NEGATIVE_INFINITY)))
        .containsExactly(0.1, -0.0, Double.NEGATIVE_INFINITY);
    assertThat(roundTrip(Boolean.class, List.of(true))).containsExactly(true);
    assertThat(roundTrip(Instant.class, List.of(Instant.EPOCH))).containsExactly(Instant.EPOCH);
    assertThat(roundTrip(Size.class, List.of(Size.LARGE))).containsExactly(Size.LARGE);
    assertThat(roundTrip(int[].class, List.of(new int[] {1}))).containsExactly(new int[] {1});
    assertThat(roundTrip(Owner[].class, List.<Owner[]>of(new Owner[] {BOSS})))
        .containsExactly(new Owner[] {BOSS});
  }

  @Test
  void interfaceThatNamesItsClasses_comesBackAsThose() {
    List<Shape> shapes = List.of(new Circle(1), new Square(2));
    Drawing drawing = new Drawing(shapes, new Square(3));

    assertThat(roundTrip(Shape.class, shapes)).isEqualTo(shapes);
    assertThat(roundTrip(Drawing.class, List.of(drawing))).containsExactly(drawing);
  }

  @Test
  void longText_comesBack() {
    String text = "x".repeat(30_000_000);

    assertThat(roundTrip(String.class, List.of(text)).get(0).length()).isEqualTo(text.length());
  }

  @Test
  void format_namesVersionAndClass() {
    assertThat(JacksonCodec.of(Owner.class).format())
        .isEqualTo("jackson-1 io.github.reactoraws.cache.codec.JacksonCodecTest$Owner");
  }

  @Test
  void decoded_isUnmodifiable() {
    List<String> back = roundTrip(String.class, List.of("a"));

    assertThatThrownBy(() -> back.add("b")).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[",
        "[{\"id\":1,\"name\":\"a\"}",
        "[{\"id\":1,\"name\":\"a\"}] []",
        "[null]",
        "[{\"id\":1,\"name\":\"a\"},null]",
        "[{\"id\":1,\"name\":\"a\",\"more\":2}]",
        "[{\"id\":\"1\",\"name\":\"a\"}]",
        "[{\"id\":1.5,\"name\":\"a\"}]",
        "[{\"id\":null,\"name\":\"a\"}]",
        "[{\"id\":1,\"name\":true}]",
        "[{\"id\":99999999999,\"name\":\"a\"}]",
        "[{\"id\":1,\"name\":7}]",
        "[1]",
        "{\"id\":1,\"name\":\"a\"}"
      })
  void bytesThatAreMalformed_areRefused(String json) {
    record Item(int id, String name) {}
    JacksonCodec<Item> codec = JacksonCodec.of(Item.class);
    assertThat(codec.decode("[{\"id\":1,\"name\":\"a\"}]".getBytes(UTF_8)))
        .containsExactly(new Item(1, "a"));

    assertThatThrownBy(() -> codec.decode(json.getBytes(UTF_8))).isInstanceOf(CodecException.class);
  }

  @Test
  void memberThatTheClassGained_isAbsent() {
    record Item(int id, @Nullable String name) {}

    assertThat(JacksonCodec.of(Item.class).decode("[{}]".getBytes(UTF_8)))
        .containsExactly(new Item(0, null));
  }

  @Test
  void recordThatLeavesOutNulls_comesBack() {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(@Nullable String name, @Nullable Integer id) {}
    Item item = new Item(null, null);

    assertThat(roundTrip(Item.class, List.of(item))).containsExactly(item);
  }

  @Test
  void nullElement_isRefused() {
    List<String> values = Collections.singletonList(null);

    assertThatThrownBy(() -> JacksonCodec.of(String.class).encode(values))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("values");
  }

  @Test
  void valueOfASubclass_thatWouldBeForgotten_isRefused() {
    assertThatThrownBy(() -> JacksonCodec.of(Base.class).encode(List.of(new Derived())))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith("values must be of " + Base.class.getName());
  }

  @Test
  void valueThatHoldsTooMuchDepth_isRefused() {
    Owner deep =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "n" + i)
            .reduce(BOSS, (boss, name) -> new Owner(name, boss), (one, other) -> other);

    assertThatThrownBy(() -> JacksonCodec.of(Owner.class).encode(List.of(deep)))
        .isInstanceOf(CodecException.class)
        .hasMessage("Jackson cannot write a " + Owner.class.getName());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Flux.class,
        SdkPublisher.class,
        ResponsePublisher.class,
        DescribeInstancesPublisher.class,
        DescribeInstancesIterable.class,
        InputStream.class,
        ResponseInputStream.class,
        Iterator.class,
        Stream.class,
        IntStream.class,
        CompletableFuture.class
      })
  void stream_isRefused(Class<?> type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(type))
        .withMessageStartingWith("type must be a value, not a stream")
        .withMessageContaining("was " + type.getName());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        int.class,
        Object.class,
        Number.class,
        Plain.class,
        Closed.class,
        Generic.class,
        List.class,
        Optional.class,
        Instance.class,
        Runnable.class,
        Thread.class
      })
  void typeThatWouldNotComeBack_isRefused(Class<?> type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(type))
        .withMessageMatching("(?s)(type|member) .*" + type.getName().replace("$", "\\$") + ".*");
  }

  @Test
  void memberThatWouldNotComeBack_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(HoldsStream.class))
        .withMessageStartingWith("member bodies of " + HoldsStream.class.getName() + ": type must ")
        .withMessageEndingWith("was java.io.InputStream, a kind of InputStream");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(HoldsModel.class))
        .withMessageContaining("member instance of ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(HoldsPlain.class))
        .withMessageContaining("member plain of ");
  }

  @Test
  void typeThatHoldsItself_isTaken() {
    assertThatCode(() -> JacksonCodec.of(Owner.class)).doesNotThrowAnyException();
  }
}
