/**
 * Models of XGBoost and LightGBM, read from their own files.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.boosters;

import org.jspecify.annotations.NullMarked;
