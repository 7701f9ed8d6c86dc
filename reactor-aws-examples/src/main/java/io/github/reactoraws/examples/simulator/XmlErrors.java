package io.github.reactoraws.examples.simulator;

/** What the XML protocols have in common when they refuse. */
final class XmlErrors {
  static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

  private XmlErrors() {}

  /** Whose fault it is, in the words of the query protocol. */
  static String blame(Refusal refusal) {
    return refusal.status() < 500 ? "Sender" : "Receiver";
  }

  /** Begins an error's answer: status and headers. */
  static XmlOut begin(Refusal refusal, HttpAnswer answer) {
    answer.status(refusal.status()).contentType(CONTENT_TYPE);
    return new XmlOut(answer.body());
  }

  /** Writes the two elements that each XML error has. */
  static XmlOut codeAndMessage(XmlOut out, Refusal refusal) {
    return out.element("Code", refusal.code()).element("Message", refusal.message());
  }
}
