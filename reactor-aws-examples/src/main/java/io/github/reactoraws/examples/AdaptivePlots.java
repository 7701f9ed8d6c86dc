package io.github.reactoraws.examples;

import io.github.reactoraws.examples.AdaptiveChart.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The three plots of an {@link AdaptiveChart}: what is drawn, and how it looks. */
final class AdaptivePlots {
  // Okabe and Ito's colours, which the colour-blind tell apart too.
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color SKY = new Color(0x56B4E9);
  private static final Color GREEN = new Color(0x009E73);
  private static final Color ORANGE = new Color(0xE69F00);
  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final int FILLED = 0x73; // alpha of an area, so that the grid shines through

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private static final Shape SQUARE = new Rectangle2D.Double(-5, -5, 10, 10);
  private static final double AXIS_WIDTH = 62; // of label and ticks, so that the plots are aligned

  private final List<Point> points;

  private AdaptivePlots(List<Point> points) {
    this.points = points;
  }

  static JFreeChart chart(String title, List<Point> points) {
    AdaptivePlots plots = new AdaptivePlots(points);
    NumberAxis time = axis("time in seconds");
    time.setRange(points.get(0).seconds(), points.get(points.size() - 1).seconds());
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(time);
    all.setGap(18);
    all.add(plots.concurrency(), 5);
    all.add(plots.throughput(), 5);
    all.add(plots.throttles(), 3);
    JFreeChart chart = new JFreeChart(null, TITLE, all, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(12, 10, 10, 22));
    chart.setTitle(heading(title));
    below(chart.getLegend());
    return chart;
  }

  private XYPlot concurrency() {
    XYPlot plot = plot("calls in flight");
    draw(plot, "limit", Point::limit, line(BLUE));
    draw(plot, "in flight", Point::inFlight, area(SKY));
    return plot;
  }

  private XYPlot throughput() {
    XYPlot plot = plot("calls a second");
    draw(plot, "rate", Point::rate, line(ORANGE));
    draw(plot, "goodput", Point::goodput, area(GREEN));
    return plot;
  }

  private XYPlot throttles() {
    XYPlot plot = plot("throttles a second");
    draw(plot, "throttles", Point::throttles, bars(VERMILION));
    return plot;
  }

  /** Adds a series behind those that are there. */
  private void draw(
      XYPlot plot, String name, ToDoubleFunction<Point> value, XYItemRenderer renderer) {
    XYSeries series = new XYSeries(name);
    points.forEach(point -> series.add(point.seconds(), value.applyAsDouble(point), false));
    int next = plot.getDatasetCount();
    XYSeriesCollection data = new XYSeriesCollection(series);
    data.setAutoWidth(true);
    plot.setDataset(next, data);
    plot.setRenderer(next, renderer);
  }

  private static XYPlot plot(String label) {
    NumberAxis range = axis(label);
    range.setFixedDimension(AXIS_WIDTH);
    XYPlot plot = new XYPlot(null, null, range, null);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(GRID);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    return plot;
  }

  private static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TICK);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(GRID);
    axis.setTickMarkPaint(GRID);
    axis.setAutoRangeIncludesZero(true);
    axis.setAutoRangeMinimumSize(1);
    axis.setUpperMargin(0.08);
    axis.setTickLabelInsets(new RectangleInsets(6, 4, 6, 4)); // fewer ticks
    return axis;
  }

  private static XYItemRenderer line(Color color) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, color);
    renderer.setSeriesStroke(
        0, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  private static XYItemRenderer area(Color color) {
    XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
    renderer.setSeriesPaint(
        0, new Color(color.getRed(), color.getGreen(), color.getBlue(), FILLED));
    renderer.setLegendArea(SQUARE);
    return renderer;
  }

  /** As wide as the time between two points: an area would run out into those beside it. */
  private static XYItemRenderer bars(Color color) {
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, color);
    renderer.setLegendBar(SQUARE);
    return renderer;
  }

  private static TextTitle heading(String title) {
    TextTitle heading = new TextTitle(title, TITLE);
    heading.setPaint(INK);
    heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
    heading.setPadding(new RectangleInsets(0, 8, 4, 0));
    return heading;
  }

  private static void below(LegendTitle legend) {
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(LABEL);
    legend.setItemPaint(INK);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 18));
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(Color.WHITE);
  }
}
