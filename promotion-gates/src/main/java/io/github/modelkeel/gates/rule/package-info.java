/** What each kind of gate decides, and why in a sentence. */
@NullMarked
package io.github.modelkeel.gates.rule;

import org.jspecify.annotations.NullMarked;
