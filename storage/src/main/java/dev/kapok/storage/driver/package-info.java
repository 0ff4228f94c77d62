/**
 * Drivers: how a stack of layers becomes one root file system, and the one place that mounts it.
 *
 * <p>Start reading at {@link dev.kapok.storage.driver.GraphDriver}. Drivers know folders and
 * layers' ids, no database. Mounting is on the path of every container, so the start-up rules of
 * contrib/docs/adr hold here: no lambdas, no streams, no formatting.
 */
@NullMarked
package dev.kapok.storage.driver;

import org.jspecify.annotations.NullMarked;
