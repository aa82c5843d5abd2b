/**
 * The bytes of a file while it is read, with the bounds on what they may make, and the arrays of numpy in them: their data type, their
 * layout, their elements. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.python.array;

import org.jspecify.annotations.NullMarked;
