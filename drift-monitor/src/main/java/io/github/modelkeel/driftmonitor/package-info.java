/** Watches the drift of what is served: {@link io.github.modelkeel.driftmonitor.Monitor}. */
@NullMarked
package io.github.modelkeel.driftmonitor;

import org.jspecify.annotations.NullMarked;
