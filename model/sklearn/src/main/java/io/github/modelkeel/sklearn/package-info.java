/**
 * Models of scikit-learn, made neutral from the tree of nodes of their file. A class is known by its name alone, from a fixed table;
 * what is not in it is refused.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.sklearn;

import org.jspecify.annotations.NullMarked;
