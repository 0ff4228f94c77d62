/**
 * The files of containers and images as whole trees: diff, export, commit, copy, mount.
 *
 * <p>Start reading at {@link dev.kapok.libpod.tree.LocalTrees}. Used by heavy commands; how trees
 * are read is storage's business.
 */
@NullMarked
package dev.kapok.libpod.tree;

import org.jspecify.annotations.NullMarked;
