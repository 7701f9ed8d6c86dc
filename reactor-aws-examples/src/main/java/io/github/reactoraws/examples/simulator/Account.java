package io.github.reactoraws.examples.simulator;

import java.util.List;

/**
 * One account: what IAM and S3 know without a region.
 *
 * @param id its 12 digits
 * @param regions the regions that it uses, at least one
 * @param sizes how much there is in each of them
 * @param key the secret of its ids
 */
record Account(String id, List<String> regions, Sizes sizes, long key) {

  Place place(String region) {
    return new Place(this, region, Mix.key(key, region));
  }
}
