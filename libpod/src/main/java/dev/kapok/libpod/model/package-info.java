/**
 * The records that describe containers; immutable, and without behaviour beyond their own checks.
 */
@NullMarked
package dev.kapok.libpod.model;

import org.jspecify.annotations.NullMarked;
