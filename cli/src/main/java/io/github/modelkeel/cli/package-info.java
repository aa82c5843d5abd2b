/**
 * The command line: predictions from files, and what there is to know of a model.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.cli;

import org.jspecify.annotations.NullMarked;
