/** Profiles, drift statistics and reports for tabular data. */
@NullMarked
package io.github.modelkeel.drift;

import org.jspecify.annotations.NullMarked;
