/**
 * Models, versions, aliases and verified download from an MLflow-compatible model registry.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.registry;

import org.jspecify.annotations.NullMarked;
