package io.github.reactoraws.examples;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** moto's AWS in a process of its own, where it is installed. */
final class MotoServer implements AutoCloseable {
  private static final String PROGRAM = "moto_server";
  private static final String HOST = "127.0.0.1";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 200; // so that it has 20 seconds to start
  private static final long SECONDS_TO_END = 5;

  private final Process process;
  private final URI endpoint;

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static boolean isInstalled() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse(""))
        .flatMap(Pattern.compile(File.pathSeparator, Pattern.LITERAL)::splitAsStream)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }

  /** Starts it on a free port and waits until it answers. */
  static MotoServer start() throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(PROGRAM, "-H", HOST, "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    MotoServer server = new MotoServer(process, URI.create("http://" + HOST + ":" + port));
    try {
      server.awaitAnswer();
      return server;
    } catch (RuntimeException silent) {
      server.close();
      throw new IllegalStateException(PROGRAM + " does not answer: " + process.info(), silent);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer() {
    HttpRequest look = HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json")).build();
    HttpClient http = HttpClient.newHttpClient();
    Mono.fromFuture(() -> http.sendAsync(look, BodyHandlers.discarding()))
        .retryWhen(Retry.fixedDelay(MOST_LOOKS, BETWEEN_LOOKS).filter(refused -> process.isAlive()))
        .block();
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
