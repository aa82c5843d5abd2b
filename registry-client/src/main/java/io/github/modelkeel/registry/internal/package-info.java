/** What the registry client shares with the predictor and the command line; not part of the public API. */
@NullMarked
package io.github.modelkeel.registry.internal;

import org.jspecify.annotations.NullMarked;
