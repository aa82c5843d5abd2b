/** Environment variables with types, for the settings of every client; not part of the public API. */
@NullMarked
package io.github.modelkeel.client.internal.environment;

import org.jspecify.annotations.NullMarked;
