/**
 * The readers of transformers: each appends to the program what its class does to a block of columns. The table is {@code
 * sklearn.Transformers}. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.transformer;

import org.jspecify.annotations.NullMarked;
