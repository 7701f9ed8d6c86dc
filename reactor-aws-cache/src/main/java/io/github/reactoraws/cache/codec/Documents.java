package io.github.reactoraws.cache.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.document.Document;

/** Documents, the SDK's values without a schema. */
final class Documents {

  /** What a document may be, with the code that is part of the format. */
  enum Kind {
    NULL(0),
    BOOLEAN(1),
    NUMBER(2),
    STRING(3),
    LIST(4),
    MAP(5);

    final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(Document document) {
      if (document.isBoolean()) {
        return BOOLEAN;
      }
      if (document.isNumber()) {
        return NUMBER;
      }
      if (document.isString()) {
        return STRING;
      }
      if (document.isList()) {
        return LIST;
      }
      return document.isMap() ? MAP : NULL;
    }
  }

  private Documents() {}

  /** Reads a document that stands {@code depth} deep in another. */
  static Document read(ByteReader in, int depth) {
    if (depth > SdkEncoder.DEEPEST) {
      throw new CodecException("documents nest more than " + SdkEncoder.DEEPEST + " deep");
    }
    int code = in.octet();
    Kind kind =
        Stream.of(Kind.values())
            .filter(k -> k.code == code)
            .findFirst()
            .orElseThrow(() -> new CodecException("no kind of document has the code " + code));
    return switch (kind) {
      case NULL -> Document.fromNull();
      case BOOLEAN -> Document.fromBoolean(in.octet() == 1);
      case NUMBER -> Document.fromNumber(in.string());
      case STRING -> Document.fromString(in.string());
      case LIST -> list(in, depth);
      case MAP -> map(in, depth);
    };
  }

  private static Document list(ByteReader in, int depth) {
    Document.ListBuilder list = Document.listBuilder();
    for (int left = in.count(); left > 0; left--) {
      list.addDocument(read(in, depth + 1));
    }
    return list.build();
  }

  private static Document map(ByteReader in, int depth) {
    Map<String, Document> map = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      String key = in.string();
      map.put(key, read(in, depth + 1));
    }
    return Document.fromMap(map);
  }
}
