package io.github.reactoraws.cache.tier.disk;

/** The number of a row of a page's body: list, page and part in one, so that a list is a range. */
final class PageId {
  static final int PART_BYTES = 1 << 20;
  static final int MOST_PARTS = 1 << 8;
  static final int MOST_PAGES = 1 << 20;
  private static final int PARTS_BITS = 8;
  private static final int LIST_BITS = 28;

  private PageId() {}

  static long of(long entry, int page, int part) {
    return (entry << LIST_BITS) | ((long) page << PARTS_BITS) | part;
  }

  static long first(long entry) {
    return entry << LIST_BITS;
  }

  static long last(long entry) {
    return ((entry + 1) << LIST_BITS) - 1;
  }
}
