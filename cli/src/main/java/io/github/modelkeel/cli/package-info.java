/** The command line: predictions from files, and what there is to know of a model. */
@NullMarked
package io.github.modelkeel.cli;

import org.jspecify.annotations.NullMarked;
