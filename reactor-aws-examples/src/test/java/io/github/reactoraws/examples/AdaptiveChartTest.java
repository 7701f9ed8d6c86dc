package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reactoraws.examples.AdaptiveChart.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptiveChartTest {
  private static final int LIMIT = 0x0072B2;
  private static final int RATE = 0xE69F00;

  @TempDir private Path folder;

  @BeforeEach
  void fonts() {
    assumeTrue(AdaptiveChart.hasFonts(), "the JDK finds no fonts");
  }

  @Test
  void chart_isAPictureOfItsSizeWithEveryLine() throws IOException {
    BufferedImage picture = drawn(IntStream.range(0, 240).mapToObj(this::point).toList());

    assertThat(picture.getWidth()).isEqualTo(AdaptiveChart.WIDTH);
    assertThat(picture.getHeight()).isEqualTo(AdaptiveChart.HEIGHT);
    assertThat(columnsWith(LIMIT, picture)).isGreaterThan(AdaptiveChart.WIDTH / 2);
  }

  @Test
  void unknownRate_isAGap() throws IOException {
    List<Point> known = IntStream.range(0, 240).mapToObj(this::point).toList();
    List<Point> half =
        known.stream().map(point -> point.seconds() < 30 ? withoutRate(point) : point).toList();

    long whole = columnsWith(RATE, drawn(known));
    assertThat(columnsWith(RATE, drawn(half))).isBetween(whole * 4 / 10, whole * 6 / 10);
  }

  @Test
  void fileThere_isReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("chart.png"), "something else");

    AdaptiveChart.write(file, "title", List.of(point(0), point(1)));

    assertThat(ImageIO.read(file.toFile())).isNotNull();
  }

  @Test
  void singlePoint_isRefused() {
    assertThatThrownBy(() -> AdaptiveChart.write(folder, "title", List.of(point(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points must be at least 2, were 1");
  }

  @Test
  void fileThatCannotBeWritten_isNamed() {
    Path file = folder.resolve("nowhere").resolve("chart.png");

    assertThatThrownBy(() -> AdaptiveChart.write(file, "title", List.of(point(0), point(1))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the chart could not be written to " + file);
  }

  private BufferedImage drawn(List<Point> points) throws IOException {
    Path file = folder.resolve("chart.png");
    AdaptiveChart.write(file, "DescribeStateMachine, bucket 200/20", points);
    return ImageIO.read(file.toFile());
  }

  /** Four a second. */
  private Point point(int index) {
    double wave = Math.sin(index / 12.0);
    return new Point(
        index / 4.0, 20 + 4 * wave, 22 + wave, 15 + 3 * wave, 19 + wave, Math.max(0, wave));
  }

  private static Point withoutRate(Point point) {
    return new Point(
        point.seconds(),
        point.limit(),
        Double.NaN,
        point.inFlight(),
        point.goodput(),
        point.throttles());
  }

  private static long columnsWith(int color, BufferedImage picture) {
    return IntStream.range(0, picture.getWidth())
        .filter(
            x ->
                IntStream.range(0, picture.getHeight())
                    .anyMatch(y -> (picture.getRGB(x, y) & 0xFFFFFF) == color))
        .count();
  }
}
