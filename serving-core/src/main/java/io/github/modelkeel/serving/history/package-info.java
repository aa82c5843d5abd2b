/** What this machine remembers of versions: the last that was good, and those that failed. */
@NullMarked
package io.github.modelkeel.serving.history;

import org.jspecify.annotations.NullMarked;
