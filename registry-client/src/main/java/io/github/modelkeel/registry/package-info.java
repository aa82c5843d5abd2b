/** Models, versions, aliases and verified download from an MLflow-compatible model registry. */
@NullMarked
package io.github.modelkeel.registry;

import org.jspecify.annotations.NullMarked;
