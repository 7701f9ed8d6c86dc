package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's word is good: its Java compiles, its commands and files exist. */
class ReadmeTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /** What a reader has at hand when reading a snippet. */
  private static final String SCENE =
      """
      import static io.github.reactoraws.Stages.*;
      import io.github.reactoraws.*;
      import io.github.reactoraws.adaptive.*;
      import io.github.reactoraws.cache.*;
      import io.github.reactoraws.cache.key.*;
      import io.github.reactoraws.cache.tier.disk.*;
      import io.github.reactoraws.call.*;
      import io.github.reactoraws.client.*;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      import java.util.stream.Collectors;
      import reactor.core.publisher.*;
      import software.amazon.awssdk.services.ec2.*;
      import software.amazon.awssdk.services.ec2.model.*;
      import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
      import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
      import software.amazon.awssdk.services.s3.S3AsyncClient;
      import software.amazon.awssdk.services.s3.model.*;
      import software.amazon.awssdk.services.sfn.SfnAsyncClient;
      import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;

      abstract class Snippet {
        abstract Mono<Void> store(List<Instance> instances);

        void run(Ec2AsyncClient ec2, LambdaAsyncClient lambda, S3AsyncClient s3,
            Listing<DescribeInstancesResponse, Instance> listing, String functionArn,
            Flux<String> arns, String callerArn) {
          %s
        }
      }
      """;

  static Stream<String> snippets() throws IOException {
    return JAVA.matcher(readme()).results().map(found -> found.group(1));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_compiles(String snippet, @TempDir Path folder) throws IOException {
    assertThat(errorsOf(SCENE.formatted(snippet), folder)).isEmpty();
  }

  @Test
  void brokenSnippet_isNoticed(@TempDir Path folder) throws IOException {
    assertThat(errorsOf(SCENE.formatted("Listing.off();"), folder)).contains("off");
  }

  @Test
  void filesItPointsTo_exist() throws IOException {
    List<String> files = LINK.matcher(readme()).results().map(found -> found.group(1)).toList();

    assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(TOP.resolve(file)).exists());
  }

  private static String readme() throws IOException {
    return Files.readString(TOP.resolve("README.md"));
  }

  private static String errorsOf(String source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject unit =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    String classPath =
        Files.readString(Path.of("target/classpath")).strip()
            + File.pathSeparator
            + Path.of("target/classes");
    StringWriter errors = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of("-proc:none", "-cp", classPath, "-d", folder.toString()),
                null,
                List.of(unit))
            .call();
    return compiled ? "" : errors.toString().lines().collect(Collectors.joining("\n"));
  }
}
