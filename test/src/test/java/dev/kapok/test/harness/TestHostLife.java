package dev.kapok.test.harness;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Has the {@link TestHost} closed when the last suite of this JVM is over. */
final class TestHostLife implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(TestHostLife.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(NAMESPACE).put("host", TestHost.get());
  }
}
