/** The file with a model's signature: its format, its statement of files, and which keys and certificates may sign. */
@NullMarked
package io.github.modelkeel.registry.signature;

import org.jspecify.annotations.NullMarked;
