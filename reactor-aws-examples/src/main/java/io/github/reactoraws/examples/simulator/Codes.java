package io.github.reactoraws.examples.simulator;

/** How one family of services words the errors that all services have. */
record Codes(
    Code unsigned,
    Code unknownKey,
    Code unknownRegion,
    Code unknownOperation,
    Code denied,
    Code malformed,
    Code internal) {

  /** The status and code of one error. */
  record Code(int status, String code) {
    Refusal saying(String message) {
      return new Refusal(status, code, message);
    }
  }

  static final Codes EC2 =
      new Codes(
          new Code(401, "AuthFailure"),
          new Code(401, "AuthFailure"),
          new Code(401, "AuthFailure"),
          new Code(400, "InvalidAction"),
          new Code(403, "UnauthorizedOperation"),
          new Code(400, "MalformedQueryString"),
          new Code(500, "InternalError"));

  static final Codes QUERY =
      new Codes(
          new Code(403, "MissingAuthenticationToken"),
          new Code(403, "InvalidClientTokenId"),
          new Code(403, "SignatureDoesNotMatch"),
          new Code(400, "InvalidAction"),
          new Code(403, "AccessDenied"),
          new Code(400, "MalformedQueryString"),
          new Code(500, "InternalFailure"));

  static final Codes JSON =
      new Codes(
          new Code(400, "MissingAuthenticationTokenException"),
          new Code(400, "UnrecognizedClientException"),
          new Code(400, "InvalidSignatureException"),
          new Code(400, "UnknownOperationException"),
          new Code(400, "AccessDeniedException"),
          new Code(400, "SerializationException"),
          new Code(500, "InternalFailure"));

  static final Codes REST_JSON =
      new Codes(
          new Code(403, "MissingAuthenticationTokenException"),
          new Code(403, "UnrecognizedClientException"),
          new Code(403, "InvalidSignatureException"),
          new Code(404, "UnknownOperationException"),
          new Code(403, "AccessDeniedException"),
          new Code(400, "InvalidRequestContentException"),
          new Code(500, "ServiceException"));

  static final Codes S3 =
      new Codes(
          new Code(403, "AccessDenied"),
          new Code(403, "InvalidAccessKeyId"),
          new Code(400, "AuthorizationHeaderMalformed"),
          new Code(405, "MethodNotAllowed"),
          new Code(403, "AccessDenied"),
          new Code(400, "InvalidRequest"),
          new Code(500, "InternalError"));
}
