/** Checks of what executors do that no caller can make happen. */
@NullMarked
package io.github.modelkeel.spark;

import org.jspecify.annotations.NullMarked;
