/**
 * Fitted estimators of scikit-learn, and of the libraries that follow its interface, read from the tree of a Python file into this
 * project's own operations and scorers. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.sklearn;

import org.jspecify.annotations.NullMarked;
