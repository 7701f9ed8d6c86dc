package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.PageLostException;
import io.github.reactoraws.cache.tier.StoredList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What a tier shows of a {@link StampedList} when it is looked for and each page is read.
 *
 * @param kind how it was
 * @param version which it was, if one could be told
 */
record Sighting(Kind kind, long version) {
  private static final Sighting ABSENT = new Sighting(Kind.ABSENT, 0);
  private static final Sighting LOST = new Sighting(Kind.LOST, 0);
  private static final Sighting WRONG = new Sighting(Kind.WRONG, 0);

  enum Kind {
    /** There is no list. */
    ABSENT,
    /** A page is lost, and all others are right. */
    LOST,
    /** All is as it was written. */
    RIGHT,
    /** Something is there that was not written so. */
    WRONG
  }

  /** Looks; fails with whatever a tier must not fail with. */
  static Mono<Sighting> of(CacheTier tier, int group, int number) {
    return tier.find(StampedList.key(group, number), StampedList.CODEC)
        .flatMap(list -> read(list, group, number).doFinally(any -> list.release()))
        .defaultIfEmpty(ABSENT);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  private static Mono<Sighting> read(StoredList<Tag> list, int group, int number) {
    return Flux.range(0, list.pages())
        .concatMap(
            page ->
                list.page(page)
                    .map(Optional::of)
                    .onErrorReturn(PageLostException.class, Optional.empty()))
        .collectList()
        .map(pages -> judge(pages, list.values(), group, number));
  }

  private static Sighting judge(
      List<Optional<List<Tag>>> pages, long values, int group, int number) {
    List<List<Tag>> there = pages.stream().flatMap(Optional::stream).toList();
    if (there.isEmpty()) {
      return pages.isEmpty() ? WRONG : LOST;
    }
    if (there.get(0).isEmpty()) {
      return WRONG;
    }
    return StampedList.of(there.get(0).get(0))
        .filter(list -> list.group() == group && list.number() == number)
        .filter(list -> fits(list.pages(), pages, values))
        .map(
            list ->
                new Sighting(there.size() < pages.size() ? Kind.LOST : Kind.RIGHT, list.version()))
        .orElse(WRONG);
  }

  private static boolean fits(
      List<List<Tag>> written, List<Optional<List<Tag>>> read, long values) {
    if (written.size() != read.size() || written.stream().mapToInt(List::size).sum() != values) {
      return false;
    }
    for (int page = 0; page < written.size(); page++) {
      if (!read.get(page).orElse(written.get(page)).equals(written.get(page))) {
        return false;
      }
    }
    return true;
  }
}
