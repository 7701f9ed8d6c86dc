package io.github.reactoraws.examples.simulator;

import java.util.List;

/** The kinds of EC2 resources: how their ids begin and how EC2 refuses a wrong one. */
enum Kind {
  INSTANCE("i-", "InvalidInstanceID", "The instance ID", "The instance IDs", "'", "'"),
  IMAGE("ami-", "InvalidAMIID", "The image id", "The image ids", "'[", "]'"),
  VOLUME("vol-", "InvalidVolume", "The volume", "The volumes", "'", "'"),
  GROUP("sg-", "InvalidGroup", "The security group", "The security groups", "'", "'"),
  VPC("vpc-", "InvalidVpcID", "The vpc ID", "The vpc IDs", "'", "'"),
  SUBNET("subnet-", "InvalidSubnetID", "The subnet ID", "The subnet IDs", "'", "'"),
  RESERVATION("r-", "InvalidReservationID", "The reservation", "The reservations", "'", "'"),
  SNAPSHOT("snap-", "InvalidSnapshot", "The snapshot", "The snapshots", "'", "'"),
  INTERFACE("eni-", "InvalidNetworkInterfaceID", "The interface", "The interfaces", "'", "'");

  private final String prefix;
  private final String errorCode;
  private final String one;
  private final String many;
  private final String open;
  private final String close;

  Kind(String prefix, String errorCode, String one, String many, String open, String close) {
    this.prefix = prefix;
    this.errorCode = errorCode;
    this.one = one;
    this.many = many;
    this.open = open;
    this.close = close;
  }

  String prefix() {
    return prefix;
  }

  Refusal malformed(String id) {
    return new Refusal(
        400,
        errorCode + ".Malformed",
        "Invalid id: \"" + id + "\" (expecting \"" + prefix + "...\")");
  }

  Refusal notFound(List<String> ids) {
    return new Refusal(
        400,
        errorCode + ".NotFound",
        (ids.size() == 1 ? one : many)
            + " "
            + open
            + String.join(", ", ids)
            + close
            + (ids.size() == 1 ? " does not exist" : " do not exist"));
  }
}
