/** Readers and writers of model files. */
@NullMarked
package io.github.modelkeel.formats;

import org.jspecify.annotations.NullMarked;
