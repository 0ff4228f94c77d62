/** The rules of architecture that the build holds, each with its reason. */
@NullMarked
package dev.kapok.test.rules;

import org.jspecify.annotations.NullMarked;
