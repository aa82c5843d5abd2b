/** One small program for each job. Each prints what it did; each is run by a test, and the documentation shows parts of them. */
@NullMarked
package io.github.modelkeel.samples.recipes;

import org.jspecify.annotations.NullMarked;
