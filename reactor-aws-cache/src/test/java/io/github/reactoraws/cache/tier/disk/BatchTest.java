package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final WorkQueue<DiskOp> queue = new WorkQueue<>();
  private final Batch batch = new Batch();

  private void queue(int ops, int bytes) {
    IntStream.range(0, ops).forEach(i -> queue.add(new Sized(bytes)));
  }

  @Test
  void takesAllThatIsQueued_andMoreThatComesLater() {
    queue(3, 10);
    batch.fill(queue.poll(), queue);
    queue(2, 10);
    batch.fill(queue.poll(), queue);

    assertThat(batch.ops()).hasSize(5);
    assertThat(batch.bytes()).isEqualTo(50);
    assertThat(batch.hasRoom()).isTrue();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void withNothing_isEmpty() {
    batch.fill(queue.poll(), queue);

    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void ofManyOps_leavesTheRest() {
    queue(300, 1);
    batch.fill(queue.poll(), queue);

    assertThat(batch.ops()).hasSize(128);
    assertThat(batch.hasRoom()).isFalse();
    assertThat(queue.poll()).isNotNull();
  }

  @Test
  void ofManyBytes_leavesTheRest() {
    queue(10, 1 << 20);
    batch.fill(queue.poll(), queue);

    assertThat(batch.ops()).hasSize(4);
    assertThat(queue.poll()).isNotNull();
  }

  private record Sized(int bytes) implements DiskOp {
    @Override
    public void run(DiskRows rows) {}
  }
}
