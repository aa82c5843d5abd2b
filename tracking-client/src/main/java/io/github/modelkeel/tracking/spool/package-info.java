/** A durable first-in-first-out queue on disk: what a training loop logged survives its process until a server has it. */
@NullMarked
package io.github.modelkeel.tracking.spool;

import org.jspecify.annotations.NullMarked;
