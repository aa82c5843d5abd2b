/** Online features as rows for a model: of a Feast feature server, or of another store by a class of the user's. */
@NullMarked
package io.github.modelkeel.feast;

import org.jspecify.annotations.NullMarked;
