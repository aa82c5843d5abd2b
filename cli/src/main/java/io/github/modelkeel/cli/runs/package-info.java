/** The commands of runs. */
@NullMarked
package io.github.modelkeel.cli.runs;

import org.jspecify.annotations.NullMarked;
