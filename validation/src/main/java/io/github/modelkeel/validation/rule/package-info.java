/** What is expected, as plain data: its names in files, how it is read, inferred and described. */
@NullMarked
package io.github.modelkeel.validation.rule;

import org.jspecify.annotations.NullMarked;
