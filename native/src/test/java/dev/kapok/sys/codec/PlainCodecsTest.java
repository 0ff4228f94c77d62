package dev.kapok.sys.codec;

import dev.kapok.sys.codec.plain.PlainCodecs;

class PlainCodecsTest extends CodecsConformance {
  @Override
  protected Codecs codecs() {
    return new PlainCodecs();
  }
}
