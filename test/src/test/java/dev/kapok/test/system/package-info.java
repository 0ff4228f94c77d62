/** How the engine is set up: global options, environment, configuration files, namespaces. */
@NullMarked
package dev.kapok.test.system;

import org.jspecify.annotations.NullMarked;
