/**
 * Model files of XGBoost and LightGBM, read into scorers and links of this project's own. Exported to the reader of scikit-learn's
 * models, which hold boosters too.
 */
@NullMarked
package io.github.modelkeel.boosters.model;

import org.jspecify.annotations.NullMarked;
