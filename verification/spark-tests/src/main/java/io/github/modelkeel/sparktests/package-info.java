/** Tests on the class path of a real Spark. */
@NullMarked
package io.github.modelkeel.sparktests;

import org.jspecify.annotations.NullMarked;
