/** Where versions come from: a registry, a directory, the class path. */
@NullMarked
package io.github.modelkeel.serving.source;

import org.jspecify.annotations.NullMarked;
