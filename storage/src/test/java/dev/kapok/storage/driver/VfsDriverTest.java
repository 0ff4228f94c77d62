package dev.kapok.storage.driver;

class VfsDriverTest extends GraphDriverSuite {
  @Override
  protected String driver() {
    return VfsDriver.NAME;
  }
}
