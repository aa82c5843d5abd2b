/**
 * Predictor: resolve, verify, load, cache, refresh and guard a model inside any JVM application.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.serving;

import org.jspecify.annotations.NullMarked;
