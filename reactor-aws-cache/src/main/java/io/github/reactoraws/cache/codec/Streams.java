package io.github.reactoraws.cache.codec;

import java.io.InputStream;
import java.io.Reader;
import java.nio.channels.Channel;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** What yields values once, or later, and so is no value that could be kept. */
final class Streams {
  private static final List<Class<?>> STREAMS =
      List.of(
          Publisher.class, // of the SDK's: paginators, ResponsePublisher, all of SdkPublisher
          Flow.Publisher.class,
          SdkIterable.class,
          EventStreamResponseHandler.class,
          AsyncResponseTransformer.class,
          ResponseTransformer.class,
          InputStream.class,
          Reader.class,
          Channel.class,
          Iterator.class,
          Spliterator.class,
          Enumeration.class,
          BaseStream.class,
          CompletionStage.class,
          Future.class);

  private Streams() {}

  /**
   * Refuses a type that is a stream, or an event of one of the SDK's event streams: what is decoded
   * would have forgotten which kind of event it is, and could not be visited.
   *
   * @throws IllegalArgumentException naming it
   */
  static void refuse(Class<?> type) {
    for (Class<?> stream : STREAMS) {
      if (stream.isAssignableFrom(type)) {
        throw new IllegalArgumentException(
            "type must be a value, not a stream of values or one to come; cache what it yields;"
                + " was %s, a kind of %s".formatted(type.getName(), stream.getSimpleName()));
      }
    }
    if (isEvent(type)) {
      throw new IllegalArgumentException(
          "type must be a value, not an event of a stream; cache what you make of the events; was "
              + type.getName());
    }
  }

  /**
   * Whether the SDK gives the type the member that it gives all of an event stream's, and only
   * those.
   */
  private static boolean isEvent(Class<?> type) {
    if (!SdkPojo.class.isAssignableFrom(type)) {
      return false;
    }
    try {
      type.getMethod("sdkEventType");
      return true;
    } catch (NoSuchMethodException none) {
      return false;
    }
  }
}
