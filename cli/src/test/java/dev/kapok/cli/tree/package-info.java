@NullMarked
package dev.kapok.cli.tree;

import org.jspecify.annotations.NullMarked;
