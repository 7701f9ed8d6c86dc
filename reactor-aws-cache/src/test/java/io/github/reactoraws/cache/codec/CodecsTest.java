package io.github.reactoraws.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.ec2.model.Instance;

class CodecsTest {

  @Test
  void model_hasTheSdksCodec() {
    assertThat(Codecs.of(Instance.class)).isInstanceOf(SdkCodec.class);
  }

  @Test
  void otherValue_hasJacksons() {
    assertThat(Codecs.of(String.class)).isInstanceOf(JacksonCodec.class);
  }

  @Test
  void stream_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.of(Flux.class))
        .withMessageEndingWith("was reactor.core.publisher.Flux, a kind of Publisher");
  }

  @Test
  void withoutJackson_modelsHaveACodec_othersAreToldWhatIsMissing() throws Exception {
    Class<?> codecs = new WithoutJackson().loadClass(Codecs.class.getName());

    assertThat(codecs.getMethod("of", Class.class).invoke(null, Instance.class)).isNotNull();
    assertThatThrownBy(() -> codecs.getMethod("of", Class.class).invoke(null, String.class))
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "type must have a codec: add tools.jackson.core:jackson-databind to the class path or"
                + " give a Codec for java.lang.String");
  }

  /** The codecs again, where no class of Jackson's is found. */
  private static final class WithoutJackson extends ClassLoader {

    WithoutJackson() {
      super(CodecsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("tools.jackson.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(Codecs.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException failure) {
        throw new ClassNotFoundException(name, failure);
      }
    }
  }
}
