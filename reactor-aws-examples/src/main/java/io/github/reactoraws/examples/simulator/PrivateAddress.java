package io.github.reactoraws.examples.simulator;

/** An IPv4 address inside a VPC, and the host name that EC2 derives from it. */
record PrivateAddress(int bits) {

  /** Such as {@code 10.0.32.4}. */
  String dotted() {
    return joined(".");
  }

  /** Such as {@code ip-10-0-32-4.eu-west-1.compute.internal}. */
  String hostName(String region) {
    String host = "ip-" + joined("-");
    return region.equals("us-east-1")
        ? host + ".ec2.internal"
        : host + "." + region + ".compute.internal";
  }

  private String joined(String separator) {
    return (bits >>> 24)
        + separator
        + ((bits >>> 16) & 0xff)
        + separator
        + ((bits >>> 8) & 0xff)
        + separator
        + (bits & 0xff);
  }
}
