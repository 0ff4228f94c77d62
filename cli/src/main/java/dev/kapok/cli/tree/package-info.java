/**
 * Commands on the files of containers and images as a whole: commit, diff, export, mount, unmount.
 */
@NullMarked
package dev.kapok.cli.tree;

import org.jspecify.annotations.NullMarked;
