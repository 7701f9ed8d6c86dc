package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.examples.simulator.ModelFiller;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.GetUrlRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** Every model of every service at hand, each member set, comes back from its bytes as it was. */
class SdkCodecModelsTest {

  @ParameterizedTest
  @CsvSource({
    "ec2.Ec2AsyncClient, 2000",
    "sfn.SfnAsyncClient, 100",
    "lambda.LambdaAsyncClient, 200",
    "iam.IamAsyncClient, 300",
    "s3.S3AsyncClient, 300",
    "sts.StsAsyncClient, 15",
    "dynamodb.DynamoDbAsyncClient, 150"
  })
  void eachModel_comesBackAsItWas(String client, int atLeast) throws Exception {
    List<Class<? extends SdkPojo>> models =
        models(Class.forName("software.amazon.awssdk.services." + client));
    assertThat(models).hasSizeGreaterThan(atLeast).allSatisfy(SdkCodecModelsTest::comesBackAsItWas);
  }

  private static <T extends SdkPojo> void comesBackAsItWas(Class<T> type)
      throws ReflectiveOperationException {
    ModelFiller filler = new ModelFiller(type.getName().hashCode());
    List<T> values = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
      if (i > 0) {
        filler.fill(builder);
      }
      values.add(type.cast(((Buildable) builder).build()));
    }
    SdkCodec<T> codec = SdkCodec.of(type);

    assertThat(codec.decode(codec.encode(values))).isEqualTo(values);
  }

  private static List<Class<? extends SdkPojo>> models(Class<?> client)
      throws IOException, URISyntaxException, ClassNotFoundException {
    File jar = new File(client.getProtectionDomain().getCodeSource().getLocation().toURI());
    String folder = client.getPackageName().replace('.', '/') + "/model/";
    List<Class<? extends SdkPojo>> models = new ArrayList<>();
    try (JarFile classes = new JarFile(jar)) {
      for (String name : (Iterable<String>) classes.stream().map(e -> e.getName())::iterator) {
        if (name.startsWith(folder) && name.endsWith(".class") && !name.contains("$")) {
          Class<?> type = Class.forName(name.replace('/', '.').replaceFirst("\\.class$", ""));
          if (SdkPojo.class.isAssignableFrom(type)
              && !Throwable.class.isAssignableFrom(type) // equal to none but themselves
              && !isEvent(type)
              && type != GetUrlRequest.class // written by hand, its members without names
              && !type.isInterface()
              && !Modifier.isAbstract(type.getModifiers())) {
            models.add(type.asSubclass(SdkPojo.class));
          }
        }
      }
    }
    return models;
  }

  /** Events know which they are only by a class that their builders do not build: refused. */
  private static boolean isEvent(Class<?> type) {
    return Stream.of(type.getMethods()).anyMatch(m -> m.getName().equals("sdkEventType"));
  }
}
