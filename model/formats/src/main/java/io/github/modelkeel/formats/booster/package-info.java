/**
 * Model files of XGBoost and LightGBM, read into scorers and links of this project's own. Not exported; the importers of the module
 * build on it.
 */
@NullMarked
package io.github.modelkeel.formats.booster;

import org.jspecify.annotations.NullMarked;
