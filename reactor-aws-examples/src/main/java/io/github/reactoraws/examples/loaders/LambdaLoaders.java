package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import java.util.Objects;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** Lambda's functions by ARN or name. */
public final class LambdaLoaders {
  private LambdaLoaders() {}

  /**
   * Functions by ARN or name. Lambda has no call for several, so each key costs one; what a loader
   * still gives is that repeated keys are joined and the calls bounded.
   *
   * <p>It asks by GetFunction, which may be called 100 times a second where the rest of the control
   * plane together may be 15 times. A function that is gone has no value; a call that fails
   * otherwise fails its key alone.
   *
   * @param lambda the client; it must outlive the loader
   * @return a loader with 8 calls of a batch in flight at once; AWS sets no limit to its size
   */
  public static BatchLoader<String, FunctionConfiguration> functions(LambdaAsyncClient lambda) {
    Objects.requireNonNull(lambda, "lambda");
    return SingleGets.of(
        arn -> lambda.getFunction(r -> r.functionName(arn)), GetFunctionResponse::configuration);
  }
}
