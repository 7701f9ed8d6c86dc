package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.CallScope;
import io.github.reactoraws.limit.Outcome;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/** Finds the limiter of each call, and tells when an attempt starts. */
final class AttemptInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<PluggedCall> CALL =
      new ExecutionAttribute<>("reactoraws.PluggedCall");

  private final Limiters limiters;
  private final String account;

  AttemptInterceptor(Limiters limiters, String account) {
    this.limiters = limiters;
    this.account = account;
  }

  /** The last step before the first attempt that is told on the thread that begins the call. */
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    PluggedCall call = new PluggedCall(limiters.of(scopeOf(attributes)));
    attributes.putAttribute(CALL, call);
    CallsBegun.put(call);
    return context.httpRequest();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    tell(attributes, PluggedCall::attemptStarts);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    tell(attributes, call -> call.attemptEnds(Outcome.SUCCEEDED));
  }

  /** The end of a call that was cancelled, of which the retry strategy may hear nothing. */
  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    tell(attributes, call -> call.attemptEnds(Outcomes.of(context.exception())));
  }

  private void tell(ExecutionAttributes attributes, Consumer<PluggedCall> event) {
    PluggedCall call = attributes.getAttribute(CALL);
    if (call != null) {
      event.accept(call);
    }
  }

  @SuppressWarnings("deprecation") // the only attribute with the name that clients tell too
  private CallScope scopeOf(ExecutionAttributes attributes) {
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    return new CallScope(
        account,
        region == null ? CallScope.NO_REGION : region.id(),
        attributes.getAttribute(AwsSignerExecutionAttribute.SERVICE_SIGNING_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }
}
