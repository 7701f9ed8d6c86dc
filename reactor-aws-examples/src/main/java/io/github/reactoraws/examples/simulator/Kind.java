package io.github.reactoraws.examples.simulator;

import java.util.List;

/** The kinds of EC2 resources: how their ids begin and how EC2 refuses a wrong one. */
enum Kind {
  INSTANCE(
      "i-",
      "InvalidInstanceID",
      "The instance ID '%' does not exist",
      "The instance IDs '%' do not exist"),
  IMAGE(
      "ami-",
      "InvalidAMIID",
      "The image id '[%]' does not exist",
      "The image ids '[%]' do not exist"),
  VOLUME(
      "vol-", "InvalidVolume", "The volume '%' does not exist.", "The volumes '%' do not exist.") {
    @Override
    Refusal malformed(String id) {
      return new Refusal(
          400,
          "InvalidParameterValue",
          "Value (" + id + ") for parameter volumeId is invalid. Expected: 'vol-...'.");
    }
  },
  GROUP(
      "sg-",
      "InvalidGroup",
      "The security group '%' does not exist",
      "The security groups '%' do not exist") {
    @Override
    Refusal malformed(String id) {
      return malformed("InvalidGroupId.Malformed", id);
    }
  },
  VPC("vpc-", "InvalidVpcID", "The vpc ID '%' does not exist", "The vpc IDs '%' do not exist"),
  SUBNET(
      "subnet-",
      "InvalidSubnetID",
      "The subnet ID '%' does not exist",
      "The subnet IDs '%' do not exist"),
  /** Never looked up by its id. */
  RESERVATION(
      "r-",
      "InvalidReservationID",
      "The reservation ID '%' does not exist",
      "The reservation IDs '%' do not exist"),
  /** Never looked up by its id. */
  SNAPSHOT(
      "snap-",
      "InvalidSnapshot",
      "The snapshot '%' does not exist.",
      "The snapshots '%' do not exist.");

  private final String prefix;
  private final String errorCode;
  private final String oneMissing;
  private final String manyMissing;

  Kind(String prefix, String errorCode, String oneMissing, String manyMissing) {
    this.prefix = prefix;
    this.errorCode = errorCode;
    this.oneMissing = oneMissing;
    this.manyMissing = manyMissing;
  }

  String prefix() {
    return prefix;
  }

  Refusal malformed(String id) {
    return malformed(errorCode + ".Malformed", id);
  }

  Refusal notFound(List<String> ids) {
    String message = ids.size() == 1 ? oneMissing : manyMissing;
    return new Refusal(400, errorCode + ".NotFound", message.replace("%", String.join(", ", ids)));
  }

  Refusal malformed(String code, String id) {
    return new Refusal(400, code, "Invalid id: \"" + id + "\" (expecting \"" + prefix + "...\")");
  }
}
