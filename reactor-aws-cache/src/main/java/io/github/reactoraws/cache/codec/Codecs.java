package io.github.reactoraws.cache.codec;

import software.amazon.awssdk.core.SdkPojo;

/** Finds the codec of a class that nobody has given one. */
public final class Codecs {
  private static final String JACKSON = "tools.jackson.databind.json.JsonMapper";

  private Codecs() {}

  /**
   * Returns the codec of a class: {@link SdkCodec} for models of the SDK's, {@link JacksonCodec}
   * for all others, if Jackson 3 is on the class path.
   *
   * @param type the class of the values
   * @return its codec
   * @param <T> the class
   * @throws IllegalArgumentException if that codec refuses {@code type}, or Jackson is missing
   */
  public static <T> Codec<T> of(Class<T> type) {
    Streams.refuse(type);
    if (SdkPojo.class.isAssignableFrom(type)) {
      return sdkCodec(type);
    }
    if (!isPresent(JACKSON)) {
      throw new IllegalArgumentException(
          "type must have a codec: add tools.jackson.core:jackson-databind to the class path or give"
              + " a Codec for "
              + type.getName());
    }
    return JacksonCodec.of(type);
  }

  @SuppressWarnings("unchecked") // a codec of T, since T is a model
  private static <T> Codec<T> sdkCodec(Class<T> type) {
    return (Codec<T>) SdkCodec.of(type.asSubclass(SdkPojo.class));
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, Codecs.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }
}
