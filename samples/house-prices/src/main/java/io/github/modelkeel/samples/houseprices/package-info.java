/** The main job end to end: train, log, register, serve and watch for drift on house prices. */
@NullMarked
package io.github.modelkeel.samples.houseprices;

import org.jspecify.annotations.NullMarked;
