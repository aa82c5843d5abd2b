/** Models of XGBoost and LightGBM, read from their own files. */
@NullMarked
package io.github.modelkeel.boosters;

import org.jspecify.annotations.NullMarked;
