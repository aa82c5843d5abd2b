/** The commands of the model registry. */
@NullMarked
package io.github.modelkeel.cli.registry;

import org.jspecify.annotations.NullMarked;
