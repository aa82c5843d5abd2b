/** The file of gates: entries with their lines, and values that are checked where they are read. */
@NullMarked
package io.github.modelkeel.gates.file;

import org.jspecify.annotations.NullMarked;
