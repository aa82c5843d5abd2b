@NullMarked
package io.github.modelkeel.driftmonitor;

import org.jspecify.annotations.NullMarked;
