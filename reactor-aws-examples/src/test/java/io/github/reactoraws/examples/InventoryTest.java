package io.github.reactoraws.examples;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.examples.simulator.ExpectedCounts;
import io.github.reactoraws.examples.simulator.Fault;
import io.github.reactoraws.examples.simulator.Faults;
import io.github.reactoraws.examples.simulator.Simulator;
import io.github.reactoraws.examples.simulator.SimulatorBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class InventoryTest {
  private static final int INSTANCES = 120;
  private static final int KINDS_OF_A_REGION = 8;

  @TempDir private Path folder;

  private static SimulatorBuilder twoAccountsAndRegions() {
    return Simulator.builder()
        .accounts(2)
        .regions("us-east-1", "eu-west-1")
        .instances(INSTANCES)
        .throttling(100);
  }

  private static CommandLineRun inventory(Simulator simulator, String... options) {
    List<String> args = new ArrayList<>(List.of("--endpoint", simulator.endpoint().toString()));
    args.addAll(List.of("--summary", "json"));
    args.addAll(List.of(options));
    return CommandLineRun.as(
        simulator.credentials(simulator.accounts().get(0)), args.toArray(String[]::new));
  }

  private static String[] everywhere(Simulator simulator, String... options) {
    List<String> args = new ArrayList<>(List.of("--role", "inventory"));
    args.addAll(List.of("--accounts", String.join(",", simulator.accounts())));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  @Test
  void allAccountsAndRegions_areCountedAsTheEstateHoldsThem() {
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      CommandLineRun run = inventory(simulator, everywhere(simulator, "--page-size", "50"));

      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      Map<String, Long> expected = ExpectedCounts.of(simulator, INSTANCES);
      assertThat(run.byType()).isEqualTo(expected);
      assertThat(run.number("resources"))
          .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  @Test
  void callersOwnAccount_isTheDefaultBeyondTheSimulator() {
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      CommandLineRun run = inventory(simulator, "--services", "iam,ec2:instance");

      assertThat(run.status()).isZero();
      assertThat(run.byType().get("ec2:instance")).isEqualTo(2 * INSTANCES);
      assertThat(run.byType()).containsOnlyKeys("iam:role", "ec2:instance");
    }
  }

  @Test
  void output_hasOneResourceALine() throws IOException {
    Path file = folder.resolve("resources.ndjson");
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      CommandLineRun run = inventory(simulator, everywhere(simulator, "--output", file.toString()));

      List<Map<String, Object>> lines;
      try (Stream<String> text = Files.lines(file)) {
        lines = text.map(JsonLine::parse).toList();
      }
      assertThat(run.status()).isZero();
      assertThat(
              lines.stream()
                  .collect(groupingBy(r -> r.get("service") + ":" + r.get("type"), counting())))
          .isEqualTo(ExpectedCounts.of(simulator, INSTANCES));
      assertThat(lines)
          .extracting(r -> List.of(r.get("account"), r.get("region"), r.get("id")))
          .doesNotHaveDuplicates();
      assertThat(lines)
          .allSatisfy(line -> assertThat(line).containsKeys("region", "arn", "name"))
          .anySatisfy(line -> assertThat(line).containsEntry("attributes.state", "running"));
      assertThat(folder.toFile().list()).containsExactly("resources.ndjson");
    }
  }

  @Test
  void instances_carryTheNamesOfTheirImages_atAFewCallsEach() throws IOException {
    Path file = folder.resolve("resources.ndjson");
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      CommandLineRun run =
          inventory(
              simulator,
              everywhere(simulator, "--services", "ec2:instance", "--output", file.toString()));

      assertThat(run.number("imageNames.asked")).isEqualTo(4 * INSTANCES);
      assertThat(run.number("imageNames.named")).isEqualTo(4 * INSTANCES);
      assertThat(run.number("imageNames.calls"))
          .isBetween(4L, 4L * INSTANCES / 10)
          .isEqualTo(simulator.tally().of("DescribeImages").calls());
      assertThat(run.out())
          .anyMatch(line -> line.startsWith("480 instances enriched with image names by "));
    }
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines.map(JsonLine::parse))
          .hasSize(4 * INSTANCES)
          .allSatisfy(
              line ->
                  assertThat(line.get("attributes.imageName"))
                      .asString()
                      .matches("\\w+-base-\\d{5}"));
    }
  }

  @Test
  void cache_servesTheNextRunWithoutACall() {
    String[] args = {
      "--scale",
      "300",
      "--accounts",
      "2",
      "--regions",
      "us-east-1",
      "--cache",
      folder.resolve("kept").toString(),
      "--summary",
      "json"
    };
    CommandLineRun first = CommandLineRun.as(AnonymousCredentialsProvider.create(), args);
    CommandLineRun second = CommandLineRun.as(AnonymousCredentialsProvider.create(), args);

    assertThat(first.number("calls")).isPositive();
    assertThat(second.status()).isZero();
    assertThat(second.number("calls")).isZero();
    assertThat(second.byType()).isEqualTo(first.byType());
  }

  @Test
  void cache_keepsNoListingThatFailed() {
    try (Simulator simulator =
        twoAccountsAndRegions().faults(Faults.none().deniedRegion("eu-west-1")).start()) {
      String[] options = everywhere(simulator, "--cache", folder.resolve("kept").toString());
      CommandLineRun first = inventory(simulator, options);
      CommandLineRun second = inventory(simulator, options);

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).hasSameElementsAs(first.err());
      assertThat(second.byType()).isEqualTo(first.byType());
      assertThat(second.number("calls")).isLessThan(first.number("calls"));
    }
  }

  @Test
  void deniedRegion_isTold_andTheOthersAreListed() {
    try (Simulator simulator =
        twoAccountsAndRegions().faults(Faults.none().deniedRegion("eu-west-1")).start()) {
      CommandLineRun run = inventory(simulator, everywhere(simulator));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .hasSize(simulator.accounts().size() * KINDS_OF_A_REGION)
          .allMatch(line -> line.matches("\\d{12}/eu-west-1/\\S+:\\S+ failed: DENIED \\w+: .*"))
          .anyMatch(line -> line.contains("/eu-west-1/ec2:volume failed: DENIED"));
      assertThat(run.number("failures")).isEqualTo(run.err().size());
      Map<String, Long> expected = ExpectedCounts.of(simulator, INSTANCES);
      assertThat(run.byType().get("iam:role")).isEqualTo(expected.get("iam:role"));
      assertThat(run.byType().get("ec2:volume"))
          .isEqualTo(expected.getOrDefault("ec2:volume", 0L) / 2);
    }
  }

  @Test
  void accountThatCannotBeEntered_isOneLine_andTheOthersAreListed() {
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      String accounts = simulator.accounts().get(1) + ",999999999999";

      CommandLineRun run =
          inventory(
              simulator, "--accounts", accounts, "--role", "inventory", "--services", "lambda");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .singleElement()
          .asString()
          .startsWith("999999999999/us-east-1/sts failed: DENIED AccessDenied: ");
      assertThat(run.byType().get("lambda:function"))
          .isEqualTo(
              ExpectedCounts.of(simulator, INSTANCES).getOrDefault("lambda:function", 0L) / 2);
    }
  }

  @Test
  void callerThatIsUnknown_isOneLine() {
    try (Simulator simulator = twoAccountsAndRegions().start()) {
      CommandLineRun run =
          CommandLineRun.as(
              AnonymousCredentialsProvider.create(), "--endpoint", simulator.endpoint().toString());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).singleElement().asString().startsWith("caller/us-east-1/sts failed: ");
    }
  }

  @Test
  void throttledCalls_areRetriedAndCountedAsAwsSeesThem() {
    Faults everyTenth = Faults.seeded(7).rate(Fault.THROTTLE, 0.1);
    try (Simulator simulator = twoAccountsAndRegions().faults(everyTenth).start()) {
      CommandLineRun run = inventory(simulator, everywhere(simulator, "--page-size", "50"));

      assertThat(run.err()).isEmpty();
      assertThat(run.byType()).isEqualTo(ExpectedCounts.of(simulator, INSTANCES));
      assertThat(run.number("throttled"))
          .isPositive()
          .isEqualTo(simulator.tally().total().throttles());
      assertThat(run.number("attempts")).isEqualTo(simulator.tally().total().calls());
      assertThat(run.number("calls")).isEqualTo(run.number("attempts") - run.number("throttled"));
    }
  }

  @Test
  void embeddedSimulator_holdsAboutAsMuchAsAsked() {
    CommandLineRun run =
        CommandLineRun.as(
            AnonymousCredentialsProvider.create(),
            "--scale=2000 --accounts=2 --regions=eu-central-1 --summary=json".split(" "));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.number("resources")).isBetween(1_900L, 2_100L);
    assertThat(run.summary())
        .containsKeys("calls", "throttled", "elapsedMillis", "itemsPerSecond", "byService.ec2");
    assertThat(run.out()).first().asString().contains("eu-central-1");
  }

  @Test
  void helpAndVersion_endWell() {
    CommandLineRun help = CommandLineRun.as(AnonymousCredentialsProvider.create(), "--help");
    CommandLineRun version = CommandLineRun.as(AnonymousCredentialsProvider.create(), "--version");

    assertThat(help.status()).isZero();
    assertThat(help.out()).anyMatch(line -> line.contains("--page-size"));
    assertThat(version.status()).isZero();
    assertThat(version.out()).singleElement().asString().matches("reactor-aws \\d+\\.\\d+.*");
  }
}
