/** How a run logs a model: its MLmodel file, manifest, upload and links. */
@NullMarked
package io.github.modelkeel.tracking.model;

import org.jspecify.annotations.NullMarked;
