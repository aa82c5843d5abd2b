/**
 * Readers and writers of model files.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.formats;

import org.jspecify.annotations.NullMarked;
