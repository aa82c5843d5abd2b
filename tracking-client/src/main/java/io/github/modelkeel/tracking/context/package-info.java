/** What a run says about its surroundings: user, program, checkout, and readings of the machine. */
@NullMarked
package io.github.modelkeel.tracking.context;

import org.jspecify.annotations.NullMarked;
