/** An embedded MLflow-compatible tracking server and model registry over SQLite. */
@NullMarked
package io.github.modelkeel.localserver;

import org.jspecify.annotations.NullMarked;
