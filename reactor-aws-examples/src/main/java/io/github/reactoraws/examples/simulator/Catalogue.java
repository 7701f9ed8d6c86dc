package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.stream.Stream;

/** All operations that the simulator answers. */
final class Catalogue {
  private Catalogue() {}

  /** The operations over {@code estate}; their page tokens fit any catalogue of the same seed. */
  static List<Operation<?, ?>> operations(Estate estate) {
    return operations(estate, 0);
  }

  /**
   * The operations over {@code estate}.
   *
   * @param unprocessedKeys the share of keys that DynamoDB leaves for another call
   */
  static List<Operation<?, ?>> operations(Estate estate, double unprocessedKeys) {
    PageTokens tokens = new PageTokens(estate.seed());
    return Stream.of(
            new Ec2Operations(estate, tokens).all(),
            new StepFunctionsOperations(estate, tokens).all(),
            new ExecutionOperations(estate, tokens).all(),
            new LambdaOperations(estate, tokens).all(),
            new IamOperations(estate, tokens).all(),
            new S3Operations(estate, tokens).all(),
            new DynamoDbOperations(estate, unprocessedKeys).all(),
            new StsOperations(estate).all())
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }
}
