package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.images.LocalImages;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.mounts.ImageMounts;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The records of images that containers mount. */
class ImageMountsTest extends VerbTest {
  private static final String IMAGE = "e".repeat(64);
  private static final MountConfig MOUNT =
      new MountConfig(MountConfig.Type.IMAGE, IMAGE, "/i", List.of("ro"));

  @BeforeEach
  void makeImage() {
    try (Tx tx = engine.parts.database().begin()) {
      StoredImage image = new StoredImage(IMAGE, List.of(), null, null, 1, 1, "{}");
      engine.parts.images().put(tx, image, new byte[0]);
      tx.commit();
    }
  }

  private Container mounting(char id) {
    Container container = Configs.mounting(Configs.plain(id, "mounts"), List.of(MOUNT));
    ContainerConfig config = engine.insert(container).config();
    try (Tx tx = engine.parts.database().begin()) {
      new ImageMounts(engine.parts).insert(tx, config, null);
      tx.commit();
    }
    return container;
  }

  private void assertInUse() {
    assertThatThrownBy(() -> new LocalImages(engine.parts).removeUnused(IMAGE))
        .isInstanceOfSatisfying(
            KapokException.class, e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.IN_USE))
        .hasMessageContaining(Configs.id('a'));
  }

  @Test
  void keepTheImageAsLongAsTheContainer() {
    Container container = mounting('a');
    assertInUse();
    assertThat(new LocalImages(engine.parts).used()).contains(IMAGE);

    new Removal(engine.parts).remove(container, true);

    assertThat(new LocalImages(engine.parts).used()).doesNotContain(IMAGE);
    assertThat(new LocalImages(engine.parts).removeUnused(IMAGE).deleted()).isEqualTo(IMAGE);
  }

  @Test
  void wantTheImageHere() {
    MountConfig missing =
        new MountConfig(MountConfig.Type.IMAGE, "localhost/nosuch", "/i", List.of("ro"));
    assertThatThrownBy(() -> new ImageMounts(engine.parts).requireImage(missing))
        .isInstanceOfSatisfying(
            KapokException.class,
            e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.NOT_FOUND))
        .hasMessage("mounting image localhost/nosuch at /i: image not known; pull it first");
  }

  @Test
  void areReleasedAsOftenAsAsked() {
    Container container = mounting('a');
    new ImageMounts(engine.parts).releaseAll(container.config());
    new ImageMounts(engine.parts).releaseAll(container.config());
    assertInUse();
  }
}
