/**
 * The parts of {@code model.json}, each an object that is written and read by one class: columns and preprocessing with its steps,
 * programs, and scorers, with their trees in a class of their own. {@code ModelJson} of the package above puts them together. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.document;

import org.jspecify.annotations.NullMarked;
