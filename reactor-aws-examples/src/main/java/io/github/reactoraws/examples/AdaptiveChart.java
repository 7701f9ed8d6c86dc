package io.github.reactoraws.examples;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.ChartUtils;

/**
 * Draws what a limiter did over time into a PNG file: calls in flight under their limit, goodput
 * under the rate, throttles below, one above the other over the same seconds.
 *
 * <pre>{@code
 * AdaptiveChart.write(Path.of("adaptive.png"), "DescribeStateMachine, bucket 200/20", points);
 * }</pre>
 *
 * <p>Opens no window, and needs no screen. Memory: the picture, about 13 MB, and a few objects for
 * each point.
 */
final class AdaptiveChart {
  /** Pixels of the file. */
  static final int WIDTH = 2_000;

  /** Pixels of the file. */
  static final int HEIGHT = 1_640;

  private static final int SCALE = 2; // pixels for each unit of the layout, so that text is sharp

  static {
    System.setProperty("java.awt.headless", "true");
  }

  private AdaptiveChart() {}

  /**
   * What was seen at one time. A value that is not a number, as the rate is before the first
   * throttle, leaves a gap.
   *
   * @param seconds since the start
   * @param limit calls that may be in flight
   * @param rate attempts that may start a second
   * @param inFlight calls in flight
   * @param goodput calls that succeeded, a second
   * @param throttles attempts that were throttled, a second
   */
  record Point(
      double seconds,
      double limit,
      double rate,
      double inFlight,
      double goodput,
      double throttles) {}

  /**
   * Replaces {@code file} by the chart.
   *
   * @param file a PNG; its folder exists
   * @param title above the chart
   * @param points in the order of their time; at least two
   * @throws IllegalArgumentException if there are fewer points
   * @throws IllegalStateException if the JDK finds no fonts
   * @throws UncheckedIOException if the file cannot be written
   */
  static void write(Path file, String title, List<Point> points) {
    if (points.size() < 2) {
      throw new IllegalArgumentException("points must be at least 2, were " + points.size());
    }
    if (!hasFonts()) {
      throw new IllegalStateException(
          "the chart needs fonts and the JDK finds none: install fontconfig and a font such as"
              + " DejaVu");
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      ChartUtils.writeScaledChartAsPNG(
          out, AdaptivePlots.chart(title, points), WIDTH / SCALE, HEIGHT / SCALE, SCALE, SCALE);
    } catch (IOException e) {
      throw new UncheckedIOException("the chart could not be written to " + file, e);
    }
  }

  /** Whether text can be drawn, which takes a library and a font of the system. */
  static boolean hasFonts() {
    try {
      BufferedImage paper = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      return paper
              .createGraphics()
              .getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
              .stringWidth("0")
          > 0;
    } catch (RuntimeException | LinkageError | InternalError none) { // all of these are thrown
      return false;
    }
  }
}
