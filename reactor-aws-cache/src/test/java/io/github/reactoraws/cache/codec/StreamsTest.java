package io.github.reactoraws.cache.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Instance;

class StreamsTest {

  /** As the SDK generates the events of an event stream. */
  interface Events extends SdkPojo {
    default String sdkEventType() {
      return "unknown";
    }
  }

  record Event() implements Events {
    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }
  }

  interface Handler extends EventStreamResponseHandler<String, Event> {}

  @Test
  void eventOfAStream_isRefused_byBothCodecs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SdkCodec.of(Event.class))
        .withMessage(
            "type must be a value, not an event of a stream; cache what you make of the events;"
                + " was "
                + Event.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JacksonCodec.of(Events.class))
        .withMessageEndingWith("was " + Events.class.getName());
  }

  @Test
  void handlerOfEvents_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Streams.refuse(Handler.class))
        .withMessageEndingWith("a kind of EventStreamResponseHandler");
  }

  @Test
  void valuesAndCollections_arePassed() {
    assertThatCode(
            () -> {
              Streams.refuse(Instance.class);
              Streams.refuse(List.class);
              Streams.refuse(String.class);
            })
        .doesNotThrowAnyException();
  }
}
