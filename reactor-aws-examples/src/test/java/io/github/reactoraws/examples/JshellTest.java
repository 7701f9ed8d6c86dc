package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session that the README starts, fed from a script. */
class JshellTest {
  private static final Path JSHELL = Path.of(System.getProperty("java.home"), "bin", "jshell");
  private static final Path SCRIPT = Path.of("src/main/jshell/simulator.jsh");
  private static final int MOST_SECONDS = 50;

  @Test
  void session_hasASimulatorAndClientsAtHand(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(JSHELL), "there is no jshell beside this java: skipped");

    String printed =
        printedBy(
            folder,
            """
            var request = DescribeVolumesRequest.builder().maxResults(500).build()
            var volumes = Listing.of(request, ec2::describeVolumes, r -> r.volumes()).items()
            System.out.println("taken=" + volumes.take(3).collectList().block().size())
            System.out.println("calls=" + simulator.tally().of("DescribeVolumes").calls())
            var roles = Listing.of(ListRolesRequest.builder().build(), iam::listRoles, r -> r.roles())
            System.out.println("first=" + roles.items().map(r -> r.roleName()).blockFirst())
            var ids = volumes.take(3).map(v -> v.attachments().get(0).instanceId()).collect(Collectors.toSet()).block()
            var instances = Ec2Loaders.instances(ec2).load(ids).block().values()
            var named = Flux.fromIterable(instances.values()).transform(enrichBatched(Instance::imageId, Ec2Loaders.images(ec2), (i, image) -> image.name()))
            System.out.println("named=" + named.count().block())
            var owners = DynamoDbLoaders.items(dynamo, "instance-owners", "instanceId").load(ids).block().values()
            AttributeValue team = owners.get(ids.iterator().next()).get("team")
            System.out.println("owned=" + owners.size() + " type=" + team.type())
            System.out.println("paged=" + pages(ec2.describeVpcsPaginator()).count().block())
            Flux<DescribeStateMachineResponse> details = arns.take(5).transform(flatMapAdaptive(
                arn -> AwsCall.of(() -> states.describeStateMachine(r -> r.stateMachineArn(arn))),
                plugin.limiter(states, "DescribeStateMachine")))
            System.out.println("described=" + details.count().block())
            var key = CacheKey.of(CacheScope.of(ec2).calledBy(callerArn), listing)
            var kept = listing.items().transform(cache.cachedList(key, Instance.class, CachePolicy.fresh(Duration.ofHours(1))))
            long listed = kept.count().block()
            long before = simulator.tally().of("DescribeInstances").calls()
            System.out.println("kept=" + (kept.count().block() == listed) + " again=" + (simulator.tally().of("DescribeInstances").calls() - before))
            /exit
            """);

    assertThat(printed)
        .contains("A simulated AWS listens at http://127.0.0.1:")
        .contains("taken=3")
        .contains("calls=1")
        .contains("first=inventory")
        .contains("named=3")
        .contains("owned=3 type=S")
        .contains("paged=1")
        .contains("described=5")
        .contains("kept=true again=0")
        .doesNotContainIgnoringCase("error");
  }

  private static String printedBy(Path folder, String lines) throws Exception {
    Path typed = Files.writeString(folder.resolve("typed"), lines);
    Path printed = folder.resolve("printed");
    Process session =
        new ProcessBuilder(JSHELL.toString(), "--class-path", classPath(), SCRIPT.toString())
            .redirectInput(typed.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(session.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
          .as("jshell ended within %s seconds", MOST_SECONDS)
          .isTrue();
    } finally {
      session.descendants().forEach(ProcessHandle::destroyForcibly);
      session.destroyForcibly();
    }
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  /** As the README puts it together. */
  private static String classPath() throws IOException {
    return Files.readString(Path.of("target/classpath")).strip()
        + File.pathSeparator
        + Path.of("target/classes");
  }
}
