/** Commands on lists of images for several platforms, one class each. */
@NullMarked
package dev.kapok.cli.manifest;

import org.jspecify.annotations.NullMarked;
