package io.github.reactoraws.examples.simulator;

/**
 * One account in one region: where most resources live.
 *
 * @param key the secret of the ids of this place
 */
record Place(Account account, String region, long key) {

  Sizes sizes() {
    return account.sizes();
  }

  String owner() {
    return account.id();
  }

  Ids ids(Kind kind, long count) {
    return new Ids(kind.prefix(), Mix.key(key, kind.prefix()), count);
  }

  /** An ARN of this place, such as {@code arn:aws:lambda:us-east-1:111122223333:function:x}. */
  String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + owner() + ":" + resource;
  }

  String zone(int number) {
    return region + (char) ('a' + number);
  }
}
