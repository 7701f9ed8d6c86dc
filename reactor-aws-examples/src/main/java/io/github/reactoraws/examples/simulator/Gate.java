package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** Finds out who asks for what, and refuses whom AWS would refuse. */
final class Gate {
  static final String GLOBAL_REGION = "us-east-1"; // where the services without a region sign

  private static final Set<String> GLOBAL_SERVICES = Set.of("iam", "s3", "sts");

  private final Wires wires;
  private final Set<String> accounts;
  private final Set<String> regions;
  private final Faults faults;

  Gate(List<Operation<?, ?>> operations, Set<String> accounts, Set<String> regions, Faults faults) {
    this.wires = new Wires(operations);
    this.accounts = accounts;
    this.regions = regions;
    this.faults = faults;
  }

  /** The protocol that the caller speaks. */
  Wire wire(HttpCall call) {
    return wires.of(signature(call).map(Signature::service).orElse(""), call);
  }

  /**
   * Lets a call in.
   *
   * @throws Refusal if AWS would not
   */
  Admission admit(HttpCall call, Wire wire) {
    Codes codes = wire.codes();
    Signature signature =
        signature(call)
            .orElseThrow(() -> codes.unsigned().saying("Request is missing Authentication Token"));
    String account =
        AccessKeys.account(signature.accessKeyId())
            .filter(accounts::contains)
            .orElseThrow(
                () ->
                    codes
                        .unknownKey()
                        .saying("The security token included in the request is invalid"));
    String region = region(signature, codes);
    Operation<?, ?> operation =
        wire.operation(call)
            .orElseThrow(
                () -> codes.unknownOperation().saying("The simulator has no such operation."));
    if (faults.denies(region)) {
      throw codes
          .denied()
          .saying("You are not authorized: a service control policy denies " + region);
    }
    Scope scope = new Scope(account, region, signature.service(), operation.name());
    AwsRequest request = read(call, wire, operation);
    return PageFaults.isMarked(request)
        ? new Admission(operation, scope, PageFaults.unmarked(request), true)
        : new Admission(operation, scope, request, false);
  }

  private static AwsRequest read(HttpCall call, Wire wire, Operation<?, ?> operation) {
    AwsRequest.Builder builder = operation.request().get();
    wire.read(call, operation, (SdkPojo) builder); // each model's builder is one
    return builder.build();
  }

  private String region(Signature signature, Codes codes) {
    String region = signature.region();
    if (signature.service().equals("iam")) {
      return GLOBAL_REGION;
    }
    if (region.equals("aws-global")) {
      region = GLOBAL_REGION;
    }
    boolean global = region.equals(GLOBAL_REGION) && GLOBAL_SERVICES.contains(signature.service());
    if (!global && !regions.contains(region)) {
      throw codes
          .unknownRegion()
          .saying("Credential should be scoped to a valid region, was " + region);
    }
    return region;
  }

  private static Optional<Signature> signature(HttpCall call) {
    return Signature.parse(call.header("Authorization"));
  }
}
