package io.github.reactoraws.examples.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Instants in AWS's four notations. */
final class Timestamps {
  private Timestamps() {}

  static String text(Instant instant, Format format) {
    return switch (format) {
      case ISO_8601 -> instant.toString();
      case RFC_822 -> DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
      case UNIX_TIMESTAMP -> seconds(instant).toPlainString();
      case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
    };
  }

  static Instant instant(String text, Format format) {
    return switch (format) {
      case ISO_8601 -> Instant.parse(text);
      case RFC_822 -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      case UNIX_TIMESTAMP ->
          Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
      case UNIX_TIMESTAMP_MILLIS -> Instant.ofEpochMilli(new BigDecimal(text).longValue());
    };
  }

  /** Seconds since 1970 with as many decimals as it takes, three at most. */
  static BigDecimal seconds(Instant instant) {
    long millis = instant.toEpochMilli();
    return millis % 1000 == 0 ? BigDecimal.valueOf(millis / 1000) : BigDecimal.valueOf(millis, 3);
  }
}
