package io.github.reactoraws.examples.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An XML document that is written into a buffer; StAX without its checked exception. */
final class XmlOut {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private interface Step {
    void on(XMLStreamWriter writer) throws XMLStreamException;
  }

  private final XMLStreamWriter writer;

  XmlOut(ByteBuf into) {
    try {
      writer = FACTORY.createXMLStreamWriter(new ByteBufOutputStream(into), "UTF-8");
    } catch (XMLStreamException impossible) {
      throw unwritable(impossible);
    }
    step(out -> out.writeStartDocument("UTF-8", "1.0"));
  }

  XmlOut start(String element) {
    return step(out -> out.writeStartElement(element));
  }

  XmlOut namespace(String uri) {
    return step(out -> out.writeDefaultNamespace(uri));
  }

  XmlOut attribute(String name, String value) {
    return step(out -> out.writeAttribute(name, value));
  }

  XmlOut text(String text) {
    return step(out -> out.writeCharacters(text));
  }

  XmlOut element(String name, String text) {
    return start(name).text(text).end();
  }

  XmlOut end() {
    return step(XMLStreamWriter::writeEndElement);
  }

  /** Ends what is open and hands all bytes to the buffer. */
  void finish() {
    step(XMLStreamWriter::writeEndDocument).step(XMLStreamWriter::close);
  }

  private XmlOut step(Step step) {
    try {
      step.on(writer);
      return this;
    } catch (XMLStreamException impossible) {
      throw unwritable(impossible);
    }
  }

  private static IllegalStateException unwritable(XMLStreamException cause) {
    return new IllegalStateException("a buffer in memory could not be written", cause);
  }
}
