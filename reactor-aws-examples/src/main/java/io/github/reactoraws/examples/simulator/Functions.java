package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TracingConfigResponse;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

/** The Lambda functions of one place; every third one lives in a VPC. */
final class Functions {
  private static final Runtime[] RUNTIMES = {
    Runtime.JAVA17, Runtime.PYTHON3_12, Runtime.NODEJS20_X, Runtime.JAVA21
  };
  private static final int[] MEMORY_MEBIBYTES = {128, 512, 1_024, 2_048};

  private final Place place;
  private final Layout layout;
  private final Roles roles;
  private final Buckets buckets;
  private final Ids groups;
  private final Ids subnets;
  private final Ids vpcs;
  private final Numbered names;
  private final long key;

  Functions(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.roles = new Roles(place.account());
    this.buckets = new Buckets(place.account());
    this.groups = place.ids(Kind.GROUP, place.sizes().groups());
    this.subnets = place.ids(Kind.SUBNET, place.sizes().subnets());
    this.vpcs = place.ids(Kind.VPC, place.sizes().vpcs());
    this.names = new Numbered("worker-", place.sizes().functions());
    this.key = Mix.key(place.key(), "function");
  }

  long count() {
    return place.sizes().functions();
  }

  OptionalLong index(String name) {
    return names.index(name);
  }

  String arn(long index) {
    return place.arn("lambda", "function:" + names.name(index));
  }

  FunctionConfiguration get(long index) {
    long bits = bits(index);
    FunctionConfiguration.Builder function =
        FunctionConfiguration.builder()
            .functionName(names.name(index))
            .functionArn(arn(index))
            .runtime(RUNTIMES[(int) (bits >>> 6) & 3])
            .role(roles.arn(roles.forService(Roles.Principal.LAMBDA, bits)))
            .handler("app.handler")
            .codeSize(1_000L + Mix.below(50_000_000, bits))
            .description("Worker of " + Words.team(bits))
            .timeout(30)
            .memorySize(MEMORY_MEBIBYTES[(int) (bits >>> 8) & 3])
            .lastModified(Words.past(bits).toString().replace("Z", ".000+0000"))
            .codeSha256(Long.toHexString(Mix.mix(bits)))
            .version("$LATEST")
            .environment(EnvironmentResponse.builder().variables(variables(index)).build())
            .tracingConfig(TracingConfigResponse.builder().mode(TracingMode.PASS_THROUGH).build())
            .revisionId(new UUID(bits, Mix.mix(bits)).toString())
            .state(State.ACTIVE)
            .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
            .packageType(PackageType.ZIP)
            .architectures(List.of(Architecture.X86_64));
    if (index % 3 == 0) {
      function.vpcConfig(network(bits));
    }
    return function.build();
  }

  Map<String, String> tags(long index) {
    long bits = bits(index);
    return Map.of("team", Words.team(bits), "env", Words.stage(bits));
  }

  private Map<String, String> variables(long index) {
    return Map.of(
        "STAGE", Words.stage(bits(index)), "BUCKET", buckets.name(index % buckets.count()));
  }

  /** The private subnets of one VPC. */
  private VpcConfigResponse network(long bits) {
    long vpc = Mix.below((int) place.sizes().vpcs(), bits);
    long first = vpc * Sizes.SUBNETS_PER_VPC + Layout.ZONES;
    return VpcConfigResponse.builder()
        .vpcId(vpcs.id(vpc))
        .subnetIds(subnets.id(first), subnets.id(first + 1), subnets.id(first + 2))
        .securityGroupIds(groups.id(layout.applicationGroupOf(vpc, Mix.mix(bits))))
        .build();
  }

  private long bits(long index) {
    return Mix.mix(key + index);
  }
}
