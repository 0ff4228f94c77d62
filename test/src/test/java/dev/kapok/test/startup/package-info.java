/** What commands may load when they start: the reason why they start fast. */
@NullMarked
package dev.kapok.test.startup;

import org.jspecify.annotations.NullMarked;
