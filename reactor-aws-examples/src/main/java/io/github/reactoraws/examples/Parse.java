package io.github.reactoraws.examples;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the values of options into what they mean, or into {@link BadInput}. */
final class Parse {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
  private static final Pattern ROLE = Pattern.compile("[\\w+=,.@/-]{1,512}");
  private static final int MOST_PORT = 65_535;

  private Parse() {}

  static long number(String option, Optional<String> text, long least, long most, long otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    String digits = text.get();
    long value = NUMBER.matcher(digits).matches() ? Long.parseLong(digits) : -1;
    if (value < least || value > most) {
      throw new BadInput(option, least + " to " + most, quoted(digits));
    }
    return value;
  }

  static List<String> accounts(String text) {
    return names("--accounts", text, ACCOUNT, "ids of 12 digits, separated by commas");
  }

  static List<String> regions(String text) {
    return names(
        "--regions", text, REGION, "names such as us-east-1,eu-west-1, separated by commas");
  }

  static String role(String text) {
    if (!ROLE.matcher(text).matches()) {
      throw new BadInput("--role", "the name of an IAM role, without its ARN", quoted(text));
    }
    return text;
  }

  static Set<ResourceKind> kinds(String text) {
    Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
    for (String name : text.split(",", -1)) {
      Set<ResourceKind> named = ResourceKind.named(name);
      if (named.isEmpty()) {
        throw new BadInput("--services", "some of " + knownServices(), quoted(name));
      }
      kinds.addAll(named);
    }
    return kinds;
  }

  static URI endpoint(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      if ((http || https) && url.getHost() != null && url.getPort() <= MOST_PORT) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      throw badEndpoint(text);
    }
    throw badEndpoint(text);
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException notPath) {
      throw new BadInput("--output", "a file that can be written", quoted(text));
    }
  }

  static Path folder(String text) {
    String right = "a folder, or the name of a new one";
    try {
      Path folder = Path.of(text);
      if (text.isBlank() || (Files.exists(folder) && !Files.isDirectory(folder))) {
        throw new BadInput("--cache", right, quoted(text));
      }
      return folder;
    } catch (InvalidPathException notPath) {
      throw new BadInput("--cache", right, quoted(text));
    }
  }

  static boolean json(String text) {
    if (!text.equals("json")) {
      throw new BadInput("--summary", "json", quoted(text));
    }
    return true;
  }

  private static BadInput badEndpoint(String text) {
    return new BadInput("--endpoint", "a URL such as http://127.0.0.1:5000", quoted(text));
  }

  private static String knownServices() {
    return ResourceKind.ALL.stream()
        .flatMap(kind -> List.of(kind.service(), kind.toString()).stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static List<String> names(String option, String text, Pattern right, String words) {
    List<String> names = Arrays.stream(text.split(",", -1)).distinct().toList();
    for (String name : names) {
      if (!right.matcher(name).matches()) {
        throw new BadInput(option, words, quoted(name));
      }
    }
    return names;
  }

  /** An empty value would be hard to see. */
  private static String quoted(String text) {
    return text.isBlank() ? "\"" + text + "\"" : text;
  }
}
