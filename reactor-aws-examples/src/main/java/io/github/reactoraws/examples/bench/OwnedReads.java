package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.KeyPattern;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Reads through one cache as two accounts that ask for the same, and looks whose rows come. */
final class OwnedReads {
  private static final List<String> ACCOUNTS = List.of("111122223333", "111122223334");
  private static final List<String> REGIONS = List.of("us-east-1", "us-east-2", "eu-west-1");
  private static final List<String> WIDE =
      List.of("**", "*/us-east-*/**", "*/*/ec2/*/user%2Fops/*");
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final int NUMBERS = 25;
  private static final int KINDS = 4;
  private static final int EACH = 3; // look-ups in one read
  private static final int INVALIDATED = 100; // one of so many reads is an invalidation, too
  private static final int PARTLY = 20; // one of so many lists is read in part

  final LongAdder reads = new LongAdder();
  final LongAdder rows = new LongAdder();
  final LongAdder crossed = new LongAdder();
  final LongAdder incomplete = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder calls = new LongAdder();
  final LongAdder asks = new LongAdder();
  final LongAdder invalidations = new LongAdder();

  private final TieredCache cache;

  OwnedReads(TieredCache cache) {
    this.cache = cache;
  }

  /** Reads something at random, as one account, or as both at once. */
  Mono<Void> next(SplittableRandom random) {
    String region = REGIONS.get(random.nextInt(REGIONS.size()));
    int number = random.nextInt(NUMBERS);
    int kind = random.nextInt(KINDS);
    boolean partly = random.nextInt(PARTLY) == 0;
    boolean slowly = random.nextBoolean();
    int account = random.nextInt(ACCOUNTS.size() + 1);
    Mono<Void> read =
        Flux.fromIterable(
                account < ACCOUNTS.size() ? ACCOUNTS.subList(account, account + 1) : ACCOUNTS)
            .map(who -> new OwnedRows(who, region, number))
            .flatMap(asked -> read(asked, kind, partly, slowly))
            .then();
    return random.nextInt(INVALIDATED) > 0 ? read : invalidate(random).and(read);
  }

  private Mono<Void> read(OwnedRows asked, int kind, boolean partly, boolean slowly) {
    return switch (kind) {
      case 0 ->
          counted(
              load(asked::instances, slowly)
                  .transform(cache.cachedList(asked.instancesKey(), Instance.class, POLICY)),
              asked::owns,
              asked.size(),
              partly);
      case 1 ->
          counted(
              load(asked::volumes, slowly)
                  .transform(cache.cachedList(asked.volumesKey(), Volume.class, POLICY)),
              asked::owns,
              asked.size(),
              partly);
      case 2 ->
          counted(
              load(() -> List.of(asked.image()), slowly)
                  .single()
                  .transform(cache.cachedMono(asked.imageKey(), Image.class, POLICY))
                  .flux(),
              asked::owns,
              1,
              false);
      default -> vpcs(asked, slowly);
    };
  }

  private Mono<Void> vpcs(OwnedRows first, boolean slowly) {
    return Flux.range(first.number(), EACH)
        .map(number -> new OwnedRows(first.account(), first.region(), number))
        .flatMap(
            asked ->
                counted(
                    cache
                        .cachedEach(
                            OwnedRows::vpcKey,
                            (OwnedRows any) -> load(() -> List.of(any.vpc()), slowly).single(),
                            Vpc.class,
                            POLICY)
                        .apply(asked)
                        .flux(),
                    asked::owns,
                    1,
                    false))
        .then();
  }

  /** A call of EC2, on the thread of who asks or with threads of its own. */
  private <T> Flux<T> load(Supplier<List<T>> rows, boolean slowly) {
    Flux<T> call =
        Flux.defer(() -> Flux.fromIterable(rows.get())).doOnSubscribe(any -> calls.increment());
    return slowly
        ? call.publishOn(Schedulers.parallel(), 8).subscribeOn(Schedulers.parallel())
        : call;
  }

  private <T> Mono<Void> counted(Flux<T> answer, Predicate<T> owned, int size, boolean partly) {
    asks.increment();
    return (partly ? answer.take(1) : answer)
        .doOnNext(
            row -> {
              rows.increment();
              if (!owned.test(row)) {
                crossed.increment();
              }
            })
        .count()
        .doOnNext(
            count -> {
              reads.increment();
              if (count != (partly ? 1 : size)) {
                incomplete.increment();
              }
            })
        .doOnError(failure -> failed.increment())
        .onErrorComplete()
        .then();
  }

  private Mono<Void> invalidate(SplittableRandom random) {
    invalidations.increment();
    String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    String region = REGIONS.get(random.nextInt(REGIONS.size()));
    String glob =
        random.nextInt(8) == 0
            ? WIDE.get(random.nextInt(WIDE.size()))
            : account + "/" + region + (random.nextBoolean() ? "/**" : "/ec2/DescribeV*/**");
    return cache.invalidate(KeyPattern.of(glob)).then();
  }
}
