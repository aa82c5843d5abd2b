/**
 * An embedded MLflow-compatible tracking server and model registry over SQLite.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.localserver;

import org.jspecify.annotations.NullMarked;
