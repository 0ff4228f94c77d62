package dev.kapok.sys.jni;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.TestKernel;
import dev.kapok.sys.codec.Codecs;
import dev.kapok.sys.codec.CodecsConformance;
import dev.kapok.sys.codec.plain.PlainCodecs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JniCodecsTest extends CodecsConformance {
  @BeforeAll
  static void load() {
    TestKernel.get();
  }

  @Override
  protected Codecs codecs() {
    return new JniCodecs(new PlainCodecs());
  }

  @Test
  void fastGzipIsHere() {
    assertThat(Natives.gzipAvailable()).isOne();
  }
}
