package dev.kapok.storage.driver;

import dev.kapok.storage.StorageConfig;

/** The whole suite with a root whose name has a meaning in an overlay's options. */
class OverlayAtAnOddPathTest extends GraphDriverSuite {
  @Override
  protected String driver() {
    return OverlayDriver.NAME;
  }

  @Override
  protected String rootName() {
    return "ro:ot, with \\ and \"é\"";
  }

  @Override
  protected void assumeMounts(StorageConfig store) {
    OverlayDriverTest.assumeOverlay(store);
  }
}
