package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.CacheScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

class SecretOperationsTest {
  private static final SecretOperations ALL = SecretOperations.allBut(List.of());
  private static final AwsRequest USER_DATA = DescribeInstanceAttributeRequest.builder().build();

  private static CacheKey key(String service, AwsRequest request) {
    return CacheKey.of(
        new CacheScope("aws", "111122223333", "role/ops", "us-east-1", service, ""), request);
  }

  @Test
  void userData_isSecret() {
    assertThat(ALL.mayBeIn(key("ec2", USER_DATA))).isTrue();
  }

  @Test
  void lookAlikes_areNot() {
    assertThat(ALL.mayBeIn(key("ec2", DescribeInstancesRequest.builder().build()))).isFalse();
    assertThat(ALL.mayBeIn(key("ec2", DescribeImageAttributeRequest.builder().build()))).isFalse();
    assertThat(ALL.mayBeIn(key("ec2x", USER_DATA))).isFalse();
    assertThat(ALL.mayBeIn(CacheKey.of("a", "b", "ec2", "DescribeInstanceAttribute", "c", "d")))
        .isFalse();
  }

  @Test
  void harmless_byName() {
    assertThat(
            SecretOperations.allBut(List.of("ec2:DescribeInstanceAttribute"))
                .mayBeIn(key("ec2", USER_DATA)))
        .isFalse();
  }

  @Test
  void notListed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretOperations.allBut(List.of("ec2:DescribeInstances")))
        .withMessageContaining("was \"ec2:DescribeInstances\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretOperations.allBut(List.of("nothing")))
        .withMessageContaining("was \"nothing\"");
  }
}
