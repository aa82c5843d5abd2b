/** Expectations of tabular data: declared, inferred from a profile or read from a suite of Great Expectations, and checked in one pass. */
@NullMarked
package io.github.modelkeel.validation;

import org.jspecify.annotations.NullMarked;
