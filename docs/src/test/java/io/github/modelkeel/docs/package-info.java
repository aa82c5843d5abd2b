/** The documentation's examples, compiled and asserted, and the rules of the architecture. */
@NullMarked
package io.github.modelkeel.docs;

import org.jspecify.annotations.NullMarked;
