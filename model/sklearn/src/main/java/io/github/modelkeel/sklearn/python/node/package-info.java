/**
 * The tree that a file of Python is read into. A {@code Located} is a node with the way to it, so that a refusal says where; the nodes are
 * changed only by the readers of {@code sklearn.python}, while they make them. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.python.node;

import org.jspecify.annotations.NullMarked;
