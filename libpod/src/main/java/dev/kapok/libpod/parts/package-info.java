/**
 * What verbs work with, each made when it is first asked for, so that a command pays for nothing it
 * does not use.
 */
@NullMarked
package dev.kapok.libpod.parts;

import org.jspecify.annotations.NullMarked;
