import static io.github.reactoraws.Stages.*
import io.github.reactoraws.*
import io.github.reactoraws.adaptive.*
import io.github.reactoraws.cache.*
import io.github.reactoraws.cache.key.*
import io.github.reactoraws.cache.tier.disk.*
import io.github.reactoraws.call.*
import io.github.reactoraws.client.*
import io.github.reactoraws.examples.loaders.*
import io.github.reactoraws.examples.simulator.*
import io.github.reactoraws.limit.*
import io.github.reactoraws.metrics.*
import java.time.*
import java.util.concurrent.atomic.*
import reactor.core.publisher.*
import software.amazon.awssdk.services.dynamodb.*
import software.amazon.awssdk.services.dynamodb.model.*
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.ec2.*
import software.amazon.awssdk.services.ec2.model.*
import software.amazon.awssdk.services.iam.*
import software.amazon.awssdk.services.iam.model.*
import software.amazon.awssdk.services.lambda.*
import software.amazon.awssdk.services.lambda.model.*
import software.amazon.awssdk.services.s3.*
import software.amazon.awssdk.services.s3.model.*
import software.amazon.awssdk.services.sfn.*
import software.amazon.awssdk.services.sfn.model.*
import software.amazon.awssdk.services.sts.*

var simulator = Simulator.builder().accounts(2).regions("us-east-1", "eu-west-1").instances(5_000).start()
var account = simulator.accounts().get(0)
var limiters = Limiters.create()
var plugin = AdaptivePlugin.of(limiters).inAccount(account)
var ec2 = simulator.configure(Ec2AsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var states = simulator.configure(SfnAsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var lambda = simulator.configure(LambdaAsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var iam = simulator.configure(IamAsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var s3 = simulator.configure(S3AsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var dynamo = simulator.configure(DynamoDbAsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var sts = simulator.configure(StsAsyncClient.builder(), account, "us-east-1").addPlugin(plugin).build()
var callerArn = sts.getCallerIdentity().join().arn()
var listing = Listing.of(DescribeInstancesRequest.builder().maxResults(1000).build(), ec2::describeInstances, page -> page.reservations().stream().flatMap(r -> r.instances().stream()).toList())
var cache = TieredCache.builder().build()
var arns = Listing.of(ListStateMachinesRequest.builder().build(), states::listStateMachines, page -> page.stateMachines()).items().map(machine -> machine.stateMachineArn())

System.out.println("A simulated AWS listens at " + simulator.endpoint() + ".")
System.out.println("Ready: simulator, account, callerArn, cache (in memory), limiters, plugin, ec2, states, lambda, iam, s3, dynamo (tables instance-owners, team-budgets), sts, listing (of instances), arns (of state machines). Try:")
System.out.println("  Listing.of(DescribeVolumesRequest.builder().maxResults(500).build(), ec2::describeVolumes, r -> r.volumes()).items().take(3).map(v -> v.volumeId()).collectList().block()")
