package io.github.reactoraws.examples.simulator;

import java.util.Map;
import java.util.Set;

/**
 * AWS's throttle figures, where it publishes them.
 *
 * <p>Sources: the request throttling page of the EC2 API reference, the quota pages of Step
 * Functions, Lambda, STS, S3 and DynamoDB, whose tables here are on demand and new. IAM's is
 * unpublished and was observed as 15 to 20 a second.
 */
final class ThrottleTable {

  /**
   * The size of one bucket.
   *
   * @param bucket which calls share it, within an account, region and service
   * @param capacity how many calls may come at once
   * @param refillPerSecond how many come back each second
   */
  record Limit(String bucket, int capacity, double refillPerSecond) {}

  private record Figures(int capacity, double refillPerSecond) {
    Limit named(String bucket) {
      return new Limit(bucket, capacity, refillPerSecond);
    }
  }

  private static final Figures EC2_READ = new Figures(100, 20);
  private static final Figures EC2_READ_EVERYTHING = new Figures(50, 10);
  private static final Figures EC2_WRITE = new Figures(50, 5);

  private static final Set<String> BIG_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");
  private static final Figures STATES_OTHER = new Figures(100, 5);
  private static final Map<String, Figures> STATES =
      Map.of(
          "ListStateMachines", new Figures(100, 5),
          "ListExecutions", new Figures(100, 2),
          "DescribeStateMachine", new Figures(200, 20),
          "DescribeExecution", new Figures(250, 10),
          "GetExecutionHistory", new Figures(400, 20));
  private static final Map<String, Figures> STATES_IN_BIG_REGIONS =
      Map.of(
          "ListExecutions", new Figures(200, 5),
          "DescribeExecution", new Figures(300, 15));

  private static final Figures LAMBDA_GET_FUNCTION = new Figures(100, 100);
  private static final Figures LAMBDA_CONTROL_PLANE = new Figures(15, 15);
  private static final Figures IAM = new Figures(20, 20);
  private static final Figures STS = new Figures(600, 600);
  private static final Figures S3_READ = new Figures(5500, 5500);
  private static final Figures DYNAMODB_READ = new Figures(12_000, 12_000);
  private static final Figures UNKNOWN = new Figures(20, 20);

  private ThrottleTable() {}

  /**
   * The bucket of a call.
   *
   * @param everything whether the request neither filters nor paginates, which EC2 makes dearer
   */
  static Limit limit(Scope scope, boolean everything) {
    String operation = scope.operation();
    return switch (scope.service()) {
      case "ec2" -> ec2(operation, everything);
      case "states" -> states(operation, BIG_REGIONS.contains(scope.region()));
      case "lambda" ->
          operation.equals("GetFunction")
              ? LAMBDA_GET_FUNCTION.named(operation)
              : LAMBDA_CONTROL_PLANE.named("control plane");
      case "iam" -> IAM.named("account");
      case "sts" -> STS.named("account");
      case "s3" -> S3_READ.named(operation);
      case "dynamodb" -> DYNAMODB_READ.named(operation);
      default -> UNKNOWN.named(operation);
    };
  }

  /** What a throttled caller of {@code service} is told. */
  static Refusal refusal(String service) {
    return switch (service) {
      case "ec2" -> new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
      case "lambda" -> new Refusal(429, "TooManyRequestsException", "Rate exceeded");
      case "s3" -> new Refusal(503, "SlowDown", "Please reduce your request rate.");
      case "iam", "sts" -> new Refusal(400, "Throttling", "Rate exceeded");
      case "dynamodb" ->
          new Refusal(
              400,
              "ProvisionedThroughputExceededException",
              "The throughput of the table was exceeded.");
      default -> new Refusal(400, "ThrottlingException", "Rate exceeded");
    };
  }

  private static Limit ec2(String operation, boolean everything) {
    boolean reads = operation.startsWith("Describe") || operation.startsWith("Get");
    if (!reads) {
      return EC2_WRITE.named(operation);
    }
    return everything
        ? EC2_READ_EVERYTHING.named(operation + " of everything")
        : EC2_READ.named(operation);
  }

  private static Limit states(String operation, boolean bigRegion) {
    Figures usual = STATES.getOrDefault(operation, STATES_OTHER);
    return (bigRegion ? STATES_IN_BIG_REGIONS.getOrDefault(operation, usual) : usual)
        .named(operation);
  }
}
