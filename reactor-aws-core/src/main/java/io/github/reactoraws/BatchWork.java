package io.github.reactoraws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides the calls of one batch: the first with all its keys, further ones to find the keys that
 * AWS refuses and to ask again for those that it leaves unprocessed. Not thread-safe.
 *
 * <p>A refused batch is taken apart: the keys that the error's message names go in a call of their
 * own, the others in another; where it names none, it is halved. A refused call fails its keys when
 * there is but one, or when the message names them all. So among n keys each one that is refused
 * costs two calls if it is named, and 2 log₂ n if not. Halves go first half first, so that a single
 * key is reached soon; if by then nothing tells that keys are to blame, as when a whole table is
 * missing, the batch fails as one.
 */
final class BatchWork<K, V> {
  private static final int MOST_REFUSED_IN_VAIN = 24; // what a dozen bad keys alone come to

  private final ArrayDeque<Set<K>> parts = new ArrayDeque<>();
  private final Set<K> unprocessed = new LinkedHashSet<>();
  private final Map<K, Throwable> failures = new HashMap<>();
  private Map<K, V> values = Map.of();
  private @Nullable Throwable broken;
  private int splitsLeft;
  private int reasksLeft;
  private int reasks;
  private int refusedInVain;
  private boolean keysMatter; // a call was answered, or a key was named

  BatchWork(Set<K> keys, int maxSplits, int maxReasks) {
    parts.add(keys);
    splitsLeft = maxSplits;
    reasksLeft = maxReasks;
  }

  /** Whether another call is needed. */
  boolean goesOn() {
    return !parts.isEmpty() || !unprocessed.isEmpty();
  }

  /** Takes the keys of the next call. */
  Step<K> next() {
    Set<K> part = parts.poll();
    if (part != null) {
      return new Step<>(part, 0);
    }
    Set<K> left = Set.copyOf(unprocessed);
    unprocessed.clear();
    reasksLeft--;
    reasks++;
    return new Step<>(left, reasks);
  }

  /** Takes in what a call for {@code asked} brought. */
  void answered(Set<K> asked, BatchResult<K, V> result) {
    keysMatter = true;
    if (values.isEmpty()) {
      values = result.values();
    } else {
      values = new HashMap<>(values);
      values.putAll(result.values());
    }
    failures.putAll(result.failures());
    if (result.unprocessed().isEmpty()) {
      return;
    }
    Set<K> left = new LinkedHashSet<>(result.unprocessed());
    left.retainAll(asked);
    if (reasksLeft > 0) {
      unprocessed.addAll(left);
    } else if (!left.isEmpty()) {
      broke(
          new IllegalStateException("left unprocessed after " + reasks + " repetitions: " + left));
    }
  }

  /**
   * Takes in that AWS refused the call for {@code asked}.
   *
   * @return whether the keys were taken apart
   */
  boolean refused(Set<K> asked, Throwable failure) {
    Set<K> named = namedIn(String.valueOf(failure.getMessage()), asked);
    keysMatter |= !named.isEmpty();
    refusedInVain++;
    if (!keysMatter && refusedInVain > MOST_REFUSED_IN_VAIN) {
      failures.clear();
      broke(failure);
      return false;
    }
    if (asked.size() == 1 || named.size() == asked.size()) {
      asked.forEach(key -> failures.put(key, failure));
      return false;
    }
    if (splitsLeft == 0) {
      broke(failure);
      return false;
    }
    splitsLeft--;
    if (named.isEmpty()) {
      halve(asked);
    } else {
      Set<K> others = new LinkedHashSet<>(asked);
      others.removeAll(named);
      parts.add(others);
      parts.add(named);
    }
    return true;
  }

  /** Takes in that a call failed, whatever its keys: no further call is made. */
  void broke(Throwable failure) {
    if (broken == null) {
      broken = failure;
    }
    parts.clear();
    unprocessed.clear();
  }

  /** What became of all keys; to be asked when nothing {@link #goesOn}. */
  BatchOutcome<K, V> outcome() {
    return new BatchOutcome<>(values, failures, broken);
  }

  private void halve(Set<K> keys) {
    List<K> all = new ArrayList<>(keys);
    int half = all.size() / 2;
    parts.addFirst(new LinkedHashSet<>(all.subList(half, all.size())));
    parts.addFirst(new LinkedHashSet<>(all.subList(0, half)));
  }

  private static <K> Set<K> namedIn(String message, Set<K> keys) {
    return keys.stream()
        .filter(key -> namesWhole(message, String.valueOf(key)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether {@code message} holds {@code name}, and not as a piece of a longer name. */
  private static boolean namesWhole(String message, String name) {
    int from = name.isEmpty() ? -1 : message.indexOf(name);
    while (from >= 0) {
      int to = from + name.length();
      boolean begins = from == 0 || !partOfName(message.charAt(from - 1));
      boolean ends = to == message.length() || !partOfName(message.charAt(to));
      if (begins && ends) {
        return true;
      }
      from = message.indexOf(name, from + 1);
    }
    return false;
  }

  private static boolean partOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /**
   * The next call.
   *
   * @param keys what it asks for
   * @param reask which repetition for unprocessed keys it is, counted from 1; 0 if it is none
   */
  record Step<K>(Set<K> keys, int reask) {}
}
