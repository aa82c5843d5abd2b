/** Runs each recipe and looks at what it prints. */
@NullMarked
package io.github.modelkeel.samples.recipes;

import org.jspecify.annotations.NullMarked;
