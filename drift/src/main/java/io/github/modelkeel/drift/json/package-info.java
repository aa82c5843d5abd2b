/** Reads and writes JSON: the text is nanojson's, what a member must be and how a number is written are ours. */
@NullMarked
package io.github.modelkeel.drift.json;

import org.jspecify.annotations.NullMarked;
