package io.github.reactoraws.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.utils.builder.Buildable;

class GettersTest {

  @Test
  void everyMemberOfAnInstance_isGotByItsMethod() {
    assertThat(SdkShape.of(Instance.class).getters())
        .hasSameSizeAs(SdkShape.of(Instance.class).members())
        .allMatch(Getters.Direct.class::isInstance);
  }

  @Test
  void tokenThatTheSdkWouldMakeUp_isGotAsItIs() {
    SdkShape shape = SdkShape.of(CreateVolumeRequest.class);

    assertThat(shape.getters())
        .allMatch(getter -> SdkMember.isAbsent(getter.get(CreateVolumeRequest.builder().build())));
  }

  @Test
  void memberThatNoMethodGives_isGotAsTheSchemaHasIt() {
    Opaque opaque = new Opaque("text");

    assertThat(SdkShape.of(Opaque.class).getters())
        .hasSize(1)
        .noneMatch(Getters.Direct.class::isInstance)
        .allMatch(getter -> Objects.equals(getter.get(opaque), "text"));
    assertThat(SdkCodec.of(Opaque.class).decode(SdkCodec.of(Opaque.class).encode(List.of(opaque))))
        .singleElement()
        .satisfies(back -> assertThat(back.text).isEqualTo("text"));
  }

  @Test
  void methodThatGivesAnotherMemberInItsPlace_isNoGetter() {
    TwoFields two = new TwoFields("a", null);

    assertThat(
            SdkCodec.of(TwoFields.class).decode(SdkCodec.of(TwoFields.class).encode(List.of(two))))
        .singleElement()
        .satisfies(back -> assertThat(back.second).isNull());
  }

  /** A model whose only method gives one member or else the other. */
  public static final class TwoFields implements SdkPojo {
    private static final SdkField<String> FIRST =
        SdkField.<String>builder(MarshallingType.STRING)
            .memberName("First")
            .getter(model -> ((TwoFields) model).first)
            .setter((builder, text) -> ((Builder) builder).first = text)
            .traits(LocationTrait.builder().locationName("First").build())
            .build();
    private static final SdkField<String> SECOND =
        SdkField.<String>builder(MarshallingType.STRING)
            .memberName("Second")
            .getter(model -> ((TwoFields) model).second)
            .setter((builder, text) -> ((Builder) builder).second = text)
            .traits(LocationTrait.builder().locationName("Second").build())
            .build();

    private final @Nullable String first;
    private final @Nullable String second;

    private TwoFields(@Nullable String first, @Nullable String second) {
      this.first = first;
      this.second = second;
    }

    /** Makes a builder, as the SDK's models do. */
    public static Builder builder() {
      return new Builder();
    }

    /** Gives one or the other. */
    public @Nullable String either() {
      return first == null ? second : first;
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of(FIRST, SECOND);
    }

    @Override
    public Map<String, SdkField<?>> sdkFieldNameToField() {
      return Map.of("First", FIRST, "Second", SECOND);
    }

    /** Builds one. */
    public static final class Builder implements SdkPojo, Buildable {
      private @Nullable String first;
      private @Nullable String second;

      @Override
      public TwoFields build() {
        return new TwoFields(first, second);
      }

      @Override
      public List<SdkField<?>> sdkFields() {
        return List.of(FIRST, SECOND);
      }

      @Override
      public Map<String, SdkField<?>> sdkFieldNameToField() {
        return Map.of("First", FIRST, "Second", SECOND);
      }
    }
  }

  /** A model without a getter: one of its methods is never absent, the other always throws. */
  public static final class Opaque implements SdkPojo {
    private static final SdkField<String> TEXT =
        SdkField.<String>builder(MarshallingType.STRING)
            .memberName("Text")
            .getter(model -> ((Opaque) model).text)
            .setter((builder, text) -> ((Builder) builder).text = text)
            .traits(LocationTrait.builder().locationName("Text").build())
            .build();

    private final @Nullable String text;

    private Opaque(@Nullable String text) {
      this.text = text;
    }

    /** Makes a builder, as the SDK's models do. */
    public static Builder builder() {
      return new Builder();
    }

    /** Gives a text at all times. */
    public String always() {
      return text == null ? "none" : text;
    }

    /** Fails. */
    public String never() {
      return always().repeat(-1);
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of(TEXT);
    }

    @Override
    public Map<String, SdkField<?>> sdkFieldNameToField() {
      return Map.of("Text", TEXT);
    }

    /** Builds one. */
    public static final class Builder implements SdkPojo, Buildable {
      private @Nullable String text;

      @Override
      public Opaque build() {
        return new Opaque(text);
      }

      @Override
      public List<SdkField<?>> sdkFields() {
        return List.of(TEXT);
      }

      @Override
      public Map<String, SdkField<?>> sdkFieldNameToField() {
        return Map.of("Text", TEXT);
      }
    }
  }
}
