package dev.kapok.libpod.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.ContainerConfig;
import org.junit.jupiter.api.Test;

class ConfigCodecTest {
  @Test
  void readsEveryValueThatItWrote() {
    ContainerConfig config = Configs.full();

    String document = ConfigWriter.write(config);

    assertThat(ConfigReader.read(config.id(), config.name(), document)).isEqualTo(config);
  }

  @Test
  void keepsAbsentValuesAbsent() {
    ContainerConfig config = Configs.plain('1', "plain").config();

    assertThat(ConfigReader.read(config.id(), config.name(), ConfigWriter.write(config)))
        .isEqualTo(config);
  }

  @Test
  void skipsMembersOfNewerVersions() {
    ContainerConfig config = Configs.full();
    String document =
        ConfigWriter.write(config).replaceFirst("\\{", "{\"new\":{\"x\":[1]},\"other\":null,");

    assertThat(ConfigReader.read(config.id(), config.name(), document)).isEqualTo(config);
  }
}
