package io.github.reactoraws.examples.simulator;

import org.jspecify.annotations.Nullable;

/**
 * How the services other than EC2 and S3 refuse a value that their model forbids.
 *
 * @param code {@code ValidationException} or, in the older services, {@code ValidationError}
 */
record Constraints(String code) {
  /** Of Step Functions, Lambda and DynamoDB. */
  static final Constraints MODERN = new Constraints("ValidationException");

  /** Of IAM and STS. */
  static final Constraints CLASSIC = new Constraints("ValidationError");

  /** The value, or {@code byDefault} where there is none. */
  int range(String member, @Nullable Integer value, int least, int most, int byDefault) {
    if (value == null) {
      return byDefault;
    }
    if (value < least) {
      throw broken(value, member, "Member must have value greater than or equal to " + least);
    }
    if (value > most) {
      throw broken(value, member, "Member must have value less than or equal to " + most);
    }
    return value;
  }

  <T> T required(String member, @Nullable T value) {
    if (value == null) {
      throw new Refusal(
          400,
          code,
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }

  Refusal broken(Object value, String member, String constraint) {
    return new Refusal(
        400,
        code,
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }
}
