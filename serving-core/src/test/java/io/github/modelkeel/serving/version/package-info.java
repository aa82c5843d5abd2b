@NullMarked
package io.github.modelkeel.serving.version;

import org.jspecify.annotations.NullMarked;
