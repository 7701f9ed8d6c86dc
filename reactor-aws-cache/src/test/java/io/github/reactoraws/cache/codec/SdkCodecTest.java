package io.github.reactoraws.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

class SdkCodecTest {
  private static final Tag OWNER = Tag.builder().key("owner").value("ops & Ünits").build();
  private static final GroupIdentifier WEB =
      GroupIdentifier.builder().groupId("sg-1").groupName("web").build();

  private static Instance instance(int number) {
    return Instance.builder()
        .instanceId("i-" + number)
        .imageId("ami-1")
        .amiLaunchIndex(-number)
        .ebsOptimized(number % 2 == 0)
        .launchTime(Instant.ofEpochSecond(1_700_000_000L + number, 5_000_000))
        .state(s -> s.name(InstanceStateName.RUNNING).code(16))
        .securityGroups(WEB, GroupIdentifier.builder().groupId("sg-2").build())
        .tags(OWNER)
        .build();
  }

  private static <T extends SdkPojo> List<T> roundTrip(Class<T> type, List<T> values) {
    SdkCodec<T> codec = SdkCodec.of(type);
    return codec.decode(codec.encode(values));
  }

  @Test
  void instances_comeBackAsTheyWere() {
    List<Instance> all = IntStream.range(0, 300).mapToObj(SdkCodecTest::instance).toList();

    assertThat(roundTrip(Instance.class, all)).isEqualTo(all);
    assertThat(roundTrip(Instance.class, List.of())).isEmpty();
  }

  @Test
  void absentAndEmptyLists_areToldApart() {
    Instance absent = Instance.builder().build();
    Instance empty = Instance.builder().tags(List.of()).build();
    List<Instance> back = roundTrip(Instance.class, List.of(absent, empty));

    assertThat(back.get(0).hasTags()).isFalse();
    assertThat(back.get(1).hasTags()).isTrue();
  }

  @Test
  void structuresThatHoldThemselves_andNulls_comeBack() {
    AttributeValue odd =
        AttributeValue.fromM(
            Map.of(
                "list", AttributeValue.fromL(List.of(AttributeValue.fromN("-1.50"))),
                "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 7})),
                "names", AttributeValue.builder().ss(Arrays.asList("a", null, "b")).build(),
                "none", AttributeValue.fromNul(true)));

    assertThat(roundTrip(AttributeValue.class, List.of(odd))).containsExactly(odd);
  }

  @Test
  void modelThatGainedAndLostMembers_keepsWhatBothKnow() {
    Vpc vpc =
        Vpc.builder()
            .vpcId("vpc-1")
            .ownerId("100000000001")
            .cidrBlockAssociationSet(
                VpcCidrBlockAssociation.builder().cidrBlock("10.1.0.0/16").build())
            .tags(OWNER)
            .build();
    byte[] bytes = SdkCodec.of(Vpc.class).encode(List.of(vpc, vpc));

    Subnet both = Subnet.builder().vpcId("vpc-1").ownerId("100000000001").tags(OWNER).build();
    assertThat(SdkCodec.of(Subnet.class).decode(bytes)).containsExactly(both, both);
  }

  @Test
  void memberThatChangedItsType_isAbsent() {
    Volume volume = Volume.builder().state("in-use").tags(OWNER).build(); // a structure of Instance
    byte[] bytes = SdkCodec.of(Volume.class).encode(List.of(volume));

    assertThat(SdkCodec.of(Instance.class).decode(bytes))
        .containsExactly(Instance.builder().tags(OWNER).build());
  }

  @Test
  void tokenThatTheSdkWouldMakeUp_staysAbsent() {
    CreateVolumeRequest request = CreateVolumeRequest.builder().size(8).build();

    assertThat(roundTrip(CreateVolumeRequest.class, List.of(request))).containsExactly(request);
  }

  @Test
  void valuesThatHaveOtherMembersThanThoseBefore_comeBack() {
    List<Instance> all =
        List.of(
            Instance.builder().tags(OWNER).build(),
            Instance.builder().imageId("ami-1").build(),
            instance(1),
            Instance.builder().build(),
            Instance.builder().tags(Tag.builder().value("no key").build()).build(),
            Instance.builder().amiLaunchIndex(1).vpcId("vpc-1").build());

    assertThat(roundTrip(Instance.class, all)).isEqualTo(all);
  }

  @Test
  void structureWithin_thatHasMembersItsHolderHasNot_comesBack() {
    AttributeValue within = AttributeValue.builder().s("text").n("1").bool(true).build();
    AttributeValue holder = AttributeValue.builder().l(within, within).nul(false).build();

    assertThat(roundTrip(AttributeValue.class, List.of(holder, within, holder)))
        .containsExactly(holder, within, holder);
  }

  @Test
  void oneValueAlone_namesOnlyWhatItHas() {
    assertThat(SdkCodec.of(Instance.class).encode(List.of(Instance.builder().imageId("a").build())))
        .hasSizeLessThan(20);
  }

  @Test
  void namesAndRepeatedTexts_areWrittenOnce() {
    SdkCodec<Instance> codec = SdkCodec.of(Instance.class);
    int one = codec.encode(List.of(instance(1))).length;
    int more = codec.encode(List.of(instance(1), instance(2))).length - one;

    assertThat(more).isLessThan(80);
  }

  @Test
  void bytesThatAreBroken_areRefused_whateverIsWrong() {
    SdkCodec<Instance> codec = SdkCodec.of(Instance.class);
    byte[] good = codec.encode(List.of(instance(1), instance(2), instance(3)));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        codec.decode(random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
      } catch (CodecException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive(); // others are another value, which a checksum has to find
    assertThatThrownBy(() -> codec.decode(new byte[] {1}))
        .isInstanceOf(CodecException.class)
        .hasMessage("1 things cannot be in 0 bytes");
  }

  @Test
  void bytesWhoseListsNestTooDeep_areRefused() {
    ByteWriter bytes = new ByteWriter();
    bytes.count(1); // value
    bytes.count(0); // of the first shape
    bytes.count(1); // which has a member
    bytes.name("Lists");
    for (int i = 0; i < 4; i++) {
      bytes.octet(11); // a list
    }
    bytes.octet(0); // of texts
    bytes.octet(0); // not there

    assertThatThrownBy(() -> SdkCodec.of(Instance.class).decode(bytes.toByteArray()))
        .isInstanceOf(CodecException.class)
        .hasMessage("lists nest more than 3 deep");
  }

  @Test
  void modelsThatNestTooDeep_areRefused() {
    AttributeValue deep = AttributeValue.fromS("bottom");
    for (int i = 0; i < 250; i++) {
      deep = AttributeValue.fromL(List.of(deep));
    }
    List<AttributeValue> all = List.of(deep);

    assertThatThrownBy(() -> SdkCodec.of(AttributeValue.class).encode(all))
        .isInstanceOf(CodecException.class)
        .hasMessage("models nest 200 deep at most");
  }

  @Test
  void typeWithoutBuilder_isRefused() {
    assertThatThrownBy(() -> SdkCodec.of(SdkPojo.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("was software.amazon.awssdk.core.SdkPojo");
  }

  @Test
  void exception_isRefused() {
    assertThatThrownBy(() -> SdkCodec.of(ResourceNotFoundException.class))
        .hasMessageStartingWith("type must ")
        .hasMessageEndingWith("was " + ResourceNotFoundException.class.getName());
  }
}
